"""A letter's text as a page: the same words, with headings, lists and one link that are marked up as such."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kemiflow.app.letters.outgoing import Written

PAGE: Final = "letter.html"
RULE: Final = "—"
_ITEM: Final = re.compile(r"(?:–|-|\d+\.)\s+(.*)")
_LABEL: Final = re.compile(r"([^\s:.][^:.?!]{1,40}): (?=\S)")
_LINK: Final = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:)]")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of text, bold, or a link to itself."""

    text: str
    look: str = ""  # "", "bold", "link"


@dataclass(frozen=True, kw_only=True)
class Block:
    """A paragraph of lines, a list of items, or a link that stands alone."""

    kind: str  # "lines", "items", "numbers", "link"
    rows: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True)
class Pages:
    """The template of all letters, compiled once; `folder` is that of letters' templates."""

    folder: Path

    @cached_property
    def _inline(self) -> Callable[[str], str]:
        # Most commands write no letter
        import css_inline  # noqa: PLC0415

        return css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=True).inline

    @cached_property
    def _environment(self) -> Environment:
        return Environment(
            loader=FileSystemLoader(self.folder),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def page(self, written: Written) -> str:
        """Give a letter as HTML with its styles at each element. Errors: jinja2.TemplateError."""
        body, _, foot = written.body.partition(f"\n{RULE}\n")
        page = self._environment.get_template(PAGE).render(
            language=written.language, subject=written.subject, blocks=tuple(blocks(body)), foot=tuple(blocks(foot))
        )
        return self._inline(page)


def blocks(text: str) -> Iterator[Block]:
    """Split a text at empty lines, at lists and at links that stand alone."""
    for paragraph in re.split(r"\n\s*\n", text.strip("\n")):
        rows: list[str] = []
        kind = ""
        for line in paragraph.splitlines():
            sort = _sort(line)
            if rows and sort != kind:
                yield _block(kind, rows)
                rows = []
            kind = sort
            rows.append(line)
        if rows:
            yield _block(kind, rows)


def _sort(line: str) -> str:
    if _LINK.fullmatch(line.strip()):
        return "link"
    if not _ITEM.fullmatch(line):
        return "lines"
    return "numbers" if line[0].isdigit() else "items"


def _block(kind: str, lines: list[str]) -> Block:
    found = [_ITEM.fullmatch(line) if kind in {"items", "numbers"} else None for line in lines]
    texts = [item[1] if item else line.strip() for item, line in zip(found, lines, strict=True)]
    return Block(kind=kind, rows=tuple(tuple(_pieces(text)) for text in texts))


def _pieces(text: str) -> Iterator[Piece]:
    """Find the label at the beginning of a line, and the links in it."""
    label = _LABEL.match(text)
    if label:
        yield Piece(text=f"{label[1]}:", look="bold")
        text = text[label.end() - 1 :]
    place = 0
    for link in _LINK.finditer(text):
        yield Piece(text=text[place : link.start()])
        yield Piece(text=link[0], look="link")
        place = link.end()
    if place < len(text):
        yield Piece(text=text[place:])
