"""Can everybody read a document? Twelve rules of accessibility (Act 306/2019, WCAG 2.1 AA), each found by its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kemiflow.word.compile import STYLES
from kemiflow.word.faults import Fault, Place
from kemiflow.word.lint.around import COMMENTS, DRAWING, IMAGE, OFF, TRACKED, Around, language_of, text_of
from kemiflow.word.lint.check import CORE, TITLE, Report
from kemiflow.word.markup import PPR, TBL, TC, VAL, Element, P, parse, w
from kemiflow.word.opened import Opened, opened
from kemiflow.word.reasons import because
from kemiflow.word.styles import outline_level

# The rows of faults.toml that are told of a document, in the order of the rules
RULES: Final = (
    "untitled",
    "no_language",
    "empty_heading",
    "level_jump",
    "first_headings",
    "fake_heading",
    "fake_list",
    "no_header_row",
    "merged_cells",
    "nested_table",
    "no_alt",
    "leftover",
)
# Beside the rules: what a reader is not meant to see
LEFT: Final = ("tracked_left", "comments_left")
LEFTOVER = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")


def check(data: bytes, *, name: str) -> Report:
    """Check a document by all rules, and for what is not meant for its readers.

    Errors: PackageRefused for a file that is no document.
    """
    document = opened(data)
    of_stories = [fault for part in document.stories for fault in _of_story(part, document)]
    found = [*_of_whole(document), *left(document), *of_stories]
    order = {part: number for number, part in enumerate(document.stories)}
    places = sorted(found, key=lambda one: (order.get(one.place.part, -1), one.place.paragraph or 0))
    return Report(name=name, faults=tuple(places))


def left(document: Opened) -> Iterator[Fault]:
    """Tell whether tracked changes or comments were left in a document: a PDF would show the changes to everybody."""
    found = [one.tag for root in document.stories.values() for one in root.iter("*")]
    for code, names in zip(LEFT, (TRACKED, COMMENTS), strict=True):
        if any(tag in names for tag in found):
            yield Fault(place=Place(part="word/document.xml"), reason=because(code))


def _of_whole(document: Opened) -> Iterator[Fault]:
    core, styles = document.part(CORE), document.part(STYLES)
    title = None if core is None else parse(core.data).find(TITLE)
    said = "" if title is None else (title.text or "").strip()
    place = Place(part=core.name if core else "docProps/core.xml")
    if not said:
        yield Fault(place=place, reason=because("untitled"))
    yield from (Fault(place=place, reason=because("leftover", tag=tag)) for tag in LEFTOVER.findall(said))
    if styles is None or not language_of(parse(styles.data)):
        yield Fault(place=Place(part="word/styles.xml"), reason=because("no_language"))


def _of_story(part: str, document: Opened) -> Iterator[Fault]:
    root = document.stories[part]
    around = Around(part=part, root=root, styles=document.styles)
    yield from (fault for fault in around.faults() if fault.reason.code in RULES)
    yield from _of_tables(around)
    yield from _of_texts(around)
    if root.tag == w("document"):
        yield from _Outline(root, document).faults(around)


def _of_tables(around: Around) -> Iterator[Fault]:
    for table in around.root.iter(TBL):
        if any(above.tag == TC for above in table.iterancestors()):
            yield Fault(place=around.place_of(table), reason=because("nested_table"))
        merged = next((cell for cell in _own(table) if _is_merged(cell)), None)
        if merged is not None:
            yield Fault(place=around.place_of(merged), reason=because("merged_cells"))


def _own(table: Element) -> Iterator[Element]:
    cells = (cell for row in table.iterchildren(w("tr")) for cell in row.iterchildren(TC))
    yield from cells


def _is_merged(cell: Element) -> bool:
    properties = cell.find(w("tcPr"))
    if properties is None:
        return False
    span = properties.find(w("gridSpan"))
    wide = span is not None and span.get(VAL, "1") != "1"
    return wide or any(properties.find(w(name)) is not None for name in ("vMerge", "hMerge"))


def _of_texts(around: Around) -> Iterator[Fault]:
    for paragraph in around.root.iter(P):
        for tag in LEFTOVER.findall(text_of(paragraph)):
            yield Fault(place=around.place_of(paragraph), reason=because("leftover", tag=tag))


def first_headings(document: Opened) -> int:
    """Give how many first headings a document rightly has: one, or as many as parts that begin on a page of their own.

    A bundle has one for each document that is bound into it.
    """
    firsts = [one for root in _bodies(document) for one in _Outline(root, document).firsts]
    return max(1, len(firsts)) if all(_begins_page(one) for one in firsts[1:]) else 1


def _bodies(document: Opened) -> list[Element]:
    return [root for root in document.stories.values() if root.tag == w("document")]


@dataclass(frozen=True)
class _Outline:
    """The headings of a body: each with text, one of the first level, and none more than one level below the last."""

    root: Element
    document: Opened

    @cached_property
    def headings(self) -> list[tuple[Element, int]]:
        return [(one, level) for one in self.root.iter(P) if (level := _level(one, self.document))]

    @cached_property
    def empty(self) -> list[Element]:
        return [one for one, _ in self.headings if not text_of(one) and not _shows(one)]

    @property
    def firsts(self) -> list[Element]:
        return [one for one, level in self.headings if level == 1 and one not in self.empty]

    def faults(self, around: Around) -> Iterator[Fault]:
        firsts = self.firsts
        yield from (Fault(place=around.place_of(one), reason=because("empty_heading")) for one in self.empty)
        if len(firsts) != first_headings(self.document):
            place = around.place_of(firsts[1]) if firsts else Place(part=around.part, paragraph=1)
            yield Fault(place=place, reason=because("first_headings", count=len(firsts)))
        # Without a first heading, the one that comes first has nothing to jump from
        last = 0 if firsts else 1
        for one, level in self.headings:
            if level > last + 1 and one not in self.empty:
                yield Fault(place=around.place_of(one), reason=because("level_jump", above=last, level=level))
            last = last if one in self.empty else level


def _begins_page(paragraph: Element) -> bool:
    """Tell whether a page, or a section, begins with a paragraph."""
    broken = paragraph.find(f"{PPR}/{w('pageBreakBefore')}")
    before = paragraph.getprevious()
    ended = before is not None and before.find(f"{PPR}/{w('sectPr')}") is not None
    return ended or (broken is not None and broken.get(VAL) not in OFF)


def _level(paragraph: Element, document: Opened) -> int:
    own = paragraph.find(f"{PPR}/{w('outlineLvl')}")
    return document.styles.outline(paragraph) if own is None else outline_level(own)


def _shows(paragraph: Element) -> bool:
    return any(one.tag in {DRAWING, IMAGE} for one in paragraph.iter("*"))
