"""Long texts with a few marks of CommonMark: paragraphs, headings, lists, bold, italics and links; no HTML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kemiflow.word.reasons import Unfit, because

LONGEST = 100_000
KEPT = 256
RULES = ("heading", "lheading", "list", "emphasis", "link", "autolink", "escape", "newline", "entity")
ALLOWED_LINK = re.compile(r"(?:https?://|mailto:)[^\s\"<>\\]+", re.IGNORECASE)


class Rich(str):
    """A text whose marks are meant."""

    __slots__ = ()


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Text of one look; `link` is its address."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Block:
    """A paragraph, a heading of a level, or what stands in a list: at a depth from 1, `ordered` or not.

    `list_number` tells the lists of a text apart; only the first block of an item bears a mark.
    """

    pieces: tuple[Piece, ...]
    heading: int = 0
    depth: int = 0
    ordered: bool = False
    list_number: int = 0
    marked: bool = False


@dataclass(kw_only=True)
class _Reading:
    lists: list[tuple[int, bool]] = field(default_factory=list)
    begun: int = 0
    fresh: bool = False
    heading: int = 0


def rich(value: object) -> object:
    """Give a text, or each text of a list, as one whose marks are meant. Errors: Unfit above 100,000 characters."""
    if isinstance(value, list | tuple):
        return [rich(one) for one in value]
    if not isinstance(value, str):
        return value
    if len(value) > LONGEST:
        raise Unfit(because("too_long_for_rich", limit=LONGEST))
    return Rich(value)


@lru_cache(maxsize=KEPT)
def blocks(text: str) -> tuple[Block, ...]:
    """Read a text; the same text is read once."""
    reading = _Reading()
    return tuple(block for token in _reader().parse(text) for block in _read(token, reading))


class _Reader(MarkdownIt):
    """The subset of CommonMark; addresses that are not allowed stay text."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it names it
        return ALLOWED_LINK.fullmatch(url) is not None


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    return _Reader("zero").enable(list(RULES))


def _read(token: Token, reading: _Reading) -> Iterator[Block]:
    kind = token.type
    if kind in {"bullet_list_open", "ordered_list_open"}:
        reading.begun += 1
        reading.lists.append((reading.begun, kind.startswith("ordered")))
    elif kind in {"bullet_list_close", "ordered_list_close"}:
        reading.lists.pop()
    elif kind in {"heading_open", "heading_close"}:
        reading.heading = int(token.tag[1:]) if token.nesting > 0 else 0
    elif kind == "inline":
        yield _block(token, reading)
    reading.fresh = kind == "list_item_open" or (reading.fresh and kind != "inline")


def _block(token: Token, reading: _Reading) -> Block:
    made = Block(pieces=tuple(_pieces(token.children or [])), heading=reading.heading)
    if not reading.lists:
        return made
    number, ordered = reading.lists[-1]
    depth = len(reading.lists)
    return replace(made, heading=0, depth=depth, ordered=ordered, list_number=number, marked=reading.fresh)


def _pieces(tokens: list[Token]) -> Iterator[Piece]:
    look = Piece(text="")
    for token in tokens:
        look = _changed(look, token)
        text = "\n" if token.type in {"softbreak", "hardbreak"} else token.content
        if text:
            yield replace(look, text=text)


def _changed(look: Piece, token: Token) -> Piece:
    match token.type.rpartition("_")[0]:
        case "strong":
            return replace(look, bold=token.nesting > 0)
        case "em":
            return replace(look, italic=token.nesting > 0)
        case "link":
            return replace(look, link=str(token.attrGet("href") or ""))
        case _:
            return look
