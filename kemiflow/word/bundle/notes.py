"""Footnotes, endnotes and comments of a bundle, each under a number of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kemiflow.word.bundle.carried import Links
from kemiflow.word.bundle.opened import Opened
from kemiflow.word.bundle.sheet import content, understand
from kemiflow.word.markup import Element, remove, w

KEY, TYPE = w("id"), w("type")
RANGES = (w("commentRangeStart"), w("commentRangeEnd"))
Take = Callable[[Element], None]


@dataclass(kw_only=True)
class Notes:
    """The notes of one kind ("footnotes"): those that were taken, and what they link to."""

    kind: str
    links: Links
    free: int = 1
    marks: bool = False
    _pieces: list[bytes] = field(default_factory=list)

    @property
    def tag(self) -> str:
        """Give the name of one note."""
        return w(self.kind.removesuffix("s"))

    def keep(self, root: Element) -> None:
        """Keep the notes of the frame, under their own numbers."""
        for note in root.findall(self.tag):
            self.free = max(self.free, int(note.get(KEY, "0")) + 1)
            self.marks = self.marks or note.get(TYPE) is not None
        self._pieces.append(content(list(root), self.kind))

    def take(self, root: Element, opened: Opened, style: Take) -> None:
        """Take the notes that a document's text refers to; a reference to none is taken out."""
        asked = list(root.iter(f"{self.tag}Reference"))
        part = opened.related(self.kind)
        if not asked or part is None:
            if asked or self.kind == "comments":
                self._point(root, {})
            return
        notes = opened.tree(part.name)
        understand(notes)
        wanted = {one.get(KEY) for one in asked}
        for one in notes.findall(self.tag):
            is_mark = one.get(TYPE) is not None and not self.marks
            if one.get(KEY) not in wanted and not is_mark:
                notes.remove(one)
        style(notes)
        self.links.take(notes, opened, part.name)
        self._point(root, self._numbered(notes))
        self.marks = True
        self._pieces.append(content(list(notes), self.kind))

    def written(self) -> bytes:
        """Give what stands in the part."""
        return b"".join(self._pieces)

    def _numbered(self, notes: Element) -> dict[str, str]:
        numbers: dict[str, str] = {}
        for one in notes.findall(self.tag):
            if one.get(TYPE) is None:
                numbers[one.get(KEY, "")] = str(self.free)
                one.set(KEY, str(self.free))
                self.free += 1
        return numbers

    def _point(self, root: Element, numbers: dict[str, str]) -> None:
        ranges = RANGES if self.kind == "comments" else ()
        for one in list(root.iter(f"{self.tag}Reference", *ranges)):
            number = numbers.get(one.get(KEY, ""))
            remove(one) if number is None else one.set(KEY, number)
