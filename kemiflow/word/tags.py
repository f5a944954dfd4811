"""Tags: what they look like in a text, and what each of them says."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from kemiflow.word.faults import Place
from kemiflow.word.grammar import nearest, problem
from kemiflow.word.reasons import Reason, because
from kemiflow.word.sandbox import BLOCK_END, BLOCK_START, VALUE_END, VALUE_START, Sandbox

TAG = re.compile(r"\{\{(?:(?!\{\{|\{%|\}\}).)*\}\}|\{%(?:(?!\{\{|\{%|%\}).)*%\}|\{#.*?#\}", re.DOTALL)
STRAY = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
RICH = re.compile(r"\|\s*(muotoiltu|markdown)\b")
PICTURE = re.compile(r"\|\s*(kuva|picture)\s*(?:\(\s*\)\s*)?$")
SLOT = re.compile("\ufdd0(\\d+)\ufdd1")
REACH = re.compile(r"(p|tr|tc|r)\s+(?=\w)")
AS_TYPED = str.maketrans(dict.fromkeys("“”„«»", '"') | dict.fromkeys("‘’‚", "'") | {"\ufeff": None})

OPENERS = {"if": "endif", "for": "endfor"}
MIDDLES = {"elif": ("if",), "else": ("if", "for")}
CHECKS = {
    "if": "{}%endif$",
    "elif": "%if 0${}%endif$",
    "for": "{}%endfor$",
    "set": "{}",
    "else": "%if 0${}%endif$",
    "endif": "%if 0${}",
    "endfor": "%for x in ()${}",
}


class Kind(StrEnum):
    """What a tag does."""

    VALUE = "value"
    BLOCK = "block"
    COMMENT = "comment"


@dataclass(frozen=True, kw_only=True)
class Tag:
    """One tag: as it stands in the template, what it says, how far an old prefix (p, tr, tc, r) makes it reach."""

    source: str
    kind: Kind
    body: str
    reach: str
    place: Place

    @property
    def word(self) -> str:
        """Give a block's first word."""
        return self.body.partition(" ")[0]

    @property
    def is_rich(self) -> bool:
        """Tell whether the marks of its text are meant."""
        return RICH.search(self.body) is not None

    @property
    def is_picture(self) -> bool:
        """Tell whether it shows a picture."""
        return PICTURE.search(self.body) is not None

    def problem(self, env: Sandbox) -> Reason | None:
        """Tell what is wrong with the tag by itself, or None."""
        if self.kind is Kind.VALUE:
            return problem(env, f"{VALUE_START}{self.body}{VALUE_END}") if self.body else because("empty_tag")
        if self.kind is Kind.COMMENT:
            return None
        if self.word not in CHECKS:
            return because("unknown_word", word=self.word, known=", ".join(CHECKS), near=nearest(self.word, CHECKS))
        whole = CHECKS[self.word].replace("%", BLOCK_START).replace("$", BLOCK_END)
        return problem(env, whole.format(f"{BLOCK_START}{self.body}{BLOCK_END}"))


def read_tag(source: str, place: Place) -> Tag:
    """Read a tag as a person typed it: curly quotes and no-break spaces count as plain ones."""
    kind = {"{": Kind.VALUE, "%": Kind.BLOCK, "#": Kind.COMMENT}[source[1]]
    typed = unicodedata.normalize("NFC", source[2:-2]).translate(AS_TYPED)
    reach = REACH.match(typed)
    body = " ".join((typed[reach.end() :] if reach else typed).split())
    return Tag(
        source=" ".join(source.split()),
        kind=kind,
        body=body.removeprefix("-").removeprefix("+").removesuffix("-").strip(),
        reach=reach.group(1) if reach else "",
        place=place,
    )


def slot(number: int) -> str:
    """Give the characters that stand in a text for tag `number`."""
    return f"\ufdd0{number}\ufdd1"
