"""Values as text of a document: nothing in a value can become markup, and a gap is marked in yellow."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from kemiflow.word.cleaning import clean
from kemiflow.word.filters import said

Write = Callable[[object], str]

GAP = re.compile(r"\[TÄYDENNÄ[^\]\n]*\]?")
ODD = re.compile("[&<>\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdd7\ufffe\uffff\\[]")
BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, kw_only=True)
class Run:
    """The markup around a text in one kind of run."""

    line_break: str
    tab: str
    gap_start: str
    gap_end: str


def in_run(run: Run) -> Write:
    """Make the writer of values inside a run: a newline becomes a line break, a gap a run of its own in yellow."""

    def write(value: object) -> str:
        text = value if type(value) is str else said(value)
        return text if ODD.search(text) is None else _marked(text, run)

    return write


def as_plain(show: Callable[[object], str]) -> Write:
    """Make the writer of values where only characters fit: properties of the file, alternative texts."""

    def write(value: object) -> str:
        text = clean(show(value)).replace("\n", " ").replace("\t", " ")
        return escape(text, {'"': "&quot;"})

    return write


def paragraphs(text: str) -> list[str]:
    """Split a text at its blank lines; a text without any stays one, empty or not."""
    return BLANK_LINES.split(clean(text).strip("\n"))


def _marked(text: str, run: Run) -> str:
    text = GAP.sub(lambda gap: f"\ufdd0{gap.group()}\ufdd1", clean(text))
    text = escape(text).replace("\n", run.line_break).replace("\t", run.tab)
    return text.replace("\ufdd0", run.gap_start).replace("\ufdd1", run.gap_end)
