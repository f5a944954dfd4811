"""Finding tags in a part: Word splits a tag over runs as it likes, here it is one again and a slot stands for it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kemiflow.word.faults import Findings, Place
from kemiflow.word.markup import SPACE, Element, P, T, w
from kemiflow.word.reasons import because
from kemiflow.word.styles import Styles
from kemiflow.word.tags import STRAY, TAG, Kind, Tag, read_tag, slot

DELETED = w("delText")
DATES = frozenset(f"{{http://purl.org/dc/terms/}}{name}" for name in ("created", "modified"))


@dataclass(kw_only=True)
class Found:
    """The tags of one part by number, the faults met, and the elements that held a comment."""

    part: str
    tags: dict[int, Tag] = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)
    commented: set[Element] = field(default_factory=set)
    elsewhere: dict[int, str] = field(default_factory=dict)

    def replaced(self, text: str, place: Place, owner: Element | None) -> str:
        """Give a text with a slot for each tag; a comment leaves nothing."""
        pieces: list[str] = []
        at = 0
        for match in TAG.finditer(text):
            pieces += (text[at : match.start()], self._slot(read_tag(match.group(), place), owner))
            at = match.end()
        return "".join((*pieces, text[at:]))

    def _slot(self, tag: Tag, owner: Element | None) -> str:
        if tag.kind is Kind.COMMENT:
            self.commented |= set() if owner is None else {owner}
            return ""
        number = len(self.tags)
        self.tags[number] = tag
        return slot(number)

    def check_rest(self, text: str, place: Place) -> None:
        """Note a brace that was begun or ended alone, once all tags are out of the text."""
        rest = STRAY.search(text)
        if rest:
            self.findings.add(place, because("stray", brace=rest.group()), text[rest.start() :][:40])


def own_texts(paragraph: Element) -> Iterator[Element]:
    """Give a paragraph's texts in order, without those of paragraphs inside it (text boxes)."""
    for child in paragraph:
        if child.tag == T:
            yield child
        elif child.tag != P:
            yield from own_texts(child)


def find_in_paragraphs(root: Element, found: Found, styles: Styles) -> None:
    """Put a slot in the place of every tag in running text, and keep what it says and where it stood."""
    heading = ""
    for number, paragraph in enumerate(root.iter(P), 1):
        texts = list(own_texts(paragraph))
        text = "".join(one.text or "" for one in texts)
        place = Place(part=found.part, paragraph=number, heading=heading, text=text.strip())
        if STRAY.search(text):
            _heal(texts, found, place, paragraph)
        if styles.is_heading(paragraph):
            heading = text.strip() or heading


def find_elsewhere(root: Element, found: Found) -> None:
    """Put a slot in the place of every value in an attribute, or in a text that is no running text."""
    for element in root.iter("*"):
        if element.tag not in {T, DELETED} and STRAY.search(element.text or ""):
            element.text = _plainly(element.text or "", found, "_iso" if element.tag in DATES else "_plain")
        for name, value in element.attrib.items():
            if STRAY.search(str(value)):
                element.set(name, _plainly(str(value), found, "_plain"))


def _plainly(text: str, found: Found, writer: str) -> str:
    place = Place(part=found.part, text=text.strip())
    before = len(found.tags)
    slotted = found.replaced(text, place, None)
    found.check_rest(slotted, place)
    for number in range(before, len(found.tags)):
        found.elsewhere[number] = writer
        if found.tags[number].kind is Kind.BLOCK:
            found.findings.add(place, because("block_elsewhere"), found.tags[number].source)
    return slotted


def _heal(texts: list[Element], found: Found, place: Place, paragraph: Element) -> None:
    ends: list[int] = []
    for one in texts:
        ends.append(len(one.text or "") + (ends[-1] if ends else 0))
    whole = "".join(one.text or "" for one in texts)
    at = 0
    healed = [""] * len(texts)
    for match in TAG.finditer(whole):
        _share(whole, at, match.start(), ends, healed)
        healed[_owner(match.start(), ends)] += found.replaced(match.group(), place, paragraph)
        at = match.end()
    _share(whole, at, len(whole), ends, healed)
    found.check_rest("".join(healed), place)
    for one, text in zip(texts, healed, strict=True):
        one.text = text
        one.set(SPACE, "preserve")


def _share(whole: str, start: int, stop: int, ends: list[int], healed: list[str]) -> None:
    while start < stop:
        owner = _owner(start, ends)
        end = min(stop, ends[owner])
        healed[owner] += whole[start:end]
        start = end


def _owner(at: int, ends: list[int]) -> int:
    return next(number for number, end in enumerate(ends) if at < end)
