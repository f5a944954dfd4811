"""Binding: the frame first, then one document after another, each looked at once and written at once."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from kemiflow.word.bundle.carried import Carried, Links
from kemiflow.word.bundle.frame import mark_beginning, refer_to_pages
from kemiflow.word.bundle.notes import Notes
from kemiflow.word.bundle.numbers import Kind, Numbers, OwnNumbers
from kemiflow.word.bundle.opened import Opened
from kemiflow.word.bundle.restyled import Restyled
from kemiflow.word.bundle.sections import Sections, only_paper, sections
from kemiflow.word.bundle.sheet import inside, understand
from kemiflow.word.bundle.singles import Singles
from kemiflow.word.bundle.styles import Mapped, Sheet, read_sheet
from kemiflow.word.markup import Element, W, w
from kemiflow.word.package import PackageRefused, Part
from kemiflow.word.reasons import because

BODY = w("body")
KINDS = ("footnotes", "endnotes", "comments")
MOST_SHEETS = 16
NUMBER = re.compile(rb'[ :]id="(\d{1,9})"')
NAMED = re.compile(rb'bookmarkStart [^>]*?w:name="([^"]*)"')
NO_STYLES = f'<w:styles xmlns:w="{W}"/>'.encode()


@dataclass(kw_only=True)
class Listed:
    """What is known of the lists of the document before."""

    part: Part | None
    root: Element | None
    styles: Mapped
    kinds: dict[str, Kind | None] = field(default_factory=dict)


@dataclass(kw_only=True)
class Binder:
    """What a bundle knows while it is bound; `write` takes its text as it comes."""

    write: Callable[[bytes], None]
    styles: Sheet
    sections: Sections
    numbers: Numbers
    links: Links
    notes: dict[str, Notes]
    singles: Singles
    before: Element
    _sheets: dict[bytes, Mapped] = field(default_factory=dict)
    _listed: Listed | None = None

    def add(self, opened: Opened, number: int) -> tuple[str, ...]:
        """Bind a document, and name its styles that look otherwise in the frame."""
        root = opened.tree(opened.main)
        understand(root)
        body = body_of(root)
        only_paper(body)
        restyled = self._restyled(opened)
        restyled.take(root)
        for notes in self.notes.values():
            notes.take(root, opened, lambda part: self._noted(part, restyled))
        self.links.take(root, opened, opened.main)
        self.singles.take(root)
        self.sections.begin(body, self.before)
        mark_beginning(body, number, self.singles.number())
        self.flush()
        self.before = body
        return restyled.differing

    def flush(self) -> None:
        """Write the blocks that wait."""
        self.write(inside(self.before, "body"))

    def end(self) -> None:
        """Write what is left."""
        self.before.append(self.sections.end())
        self.flush()

    def _noted(self, part: Element, restyled: Restyled) -> None:
        restyled.take(part)
        self.singles.take(part)

    def _restyled(self, opened: Opened) -> Restyled:
        return Restyled(styles=self._styles(opened), numbers=self._numbers(opened))

    def _numbers(self, opened: Opened) -> OwnNumbers:
        """Read a document's lists, unless they are those of the document before."""
        part, styles = opened.related("numbering"), self._styles(opened)
        if self._listed is None or self._listed.part is not part or self._listed.styles is not styles:
            root = None if part is None else opened.tree(part.name)
            self._listed = Listed(part=part, root=root, styles=styles)
        return OwnNumbers(numbers=self.numbers, root=self._listed.root, styles=styles, kinds=self._listed.kinds)

    def _styles(self, opened: Opened) -> Mapped:
        part = opened.related("styles")
        data = NO_STYLES if part is None else part.data
        if data not in self._sheets:
            if len(self._sheets) >= MOST_SHEETS:
                self._sheets.clear()
            same = data == self.styles.data
            self._sheets[data] = Mapped(frame=self.styles, own=read_sheet(data), same=same)
        return self._sheets[data]


def binder(frame: Opened, write: Callable[[bytes], None], carried: Carried) -> Binder:
    """Begin with the frame."""
    root = frame.tree(frame.main)
    understand(root)
    body = body_of(root)
    refer_to_pages(body)
    styles = frame.related("styles")
    made = Binder(
        write=write,
        styles=read_sheet(NO_STYLES if styles is None else styles.data),
        sections=sections(body),
        numbers=Numbers(),
        links=Links(carried=carried),
        notes={kind: Notes(kind=kind, links=Links(carried=carried)) for kind in KINDS},
        singles=singles(frame),
        before=body,
    )
    numbering = frame.related("numbering")
    if numbering is not None:
        made.numbers.take(frame.tree(numbering.name))
    for kind, notes in made.notes.items():
        part = frame.related(kind)
        if part is not None:
            notes.keep(frame.tree(part.name))
    return made


def singles(frame: Opened) -> Singles:
    """Give what the frame leaves free: numbers above all of its own, and names that it does not use."""
    parts = [one.data for one in frame.parts.values() if one.name.endswith(".xml")]
    taken = [int(number) for data in parts for number in NUMBER.findall(data)]
    names = {name.decode().lower() for data in parts for name in NAMED.findall(data)}
    return Singles(free=1 + max(taken, default=0), free_drawing=1 + max(taken, default=0), names=names)


def body_of(root: Element) -> Element:
    """Give the body of a document. Errors: PackageRefused when it has none."""
    body = root.find(BODY)
    if body is None:
        raise PackageRefused(because("strict"))
    return body
