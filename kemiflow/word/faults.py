"""What is wrong with a template, and where it stands in it."""

from dataclasses import dataclass, field

from kemiflow.word.reasons import FINNISH, Reason, Weight, because

SHOWN = 80
STORIES = ("header", "footer", "footnotes", "endnotes")


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where in a package something stands: part, running number of the paragraph, the heading above it, its text."""

    part: str
    paragraph: int | None = None
    heading: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is wrong, worded for the person who edits the template."""

    place: Place
    reason: Reason
    tag: str = ""

    @property
    def weight(self) -> Weight:
        """Give how grave it is."""
        return self.reason.weight

    def said(self, language: str = FINNISH) -> str:
        """Give the place, the tag, the reason and the text around it in one sentence."""
        text = self.place.text if len(self.place.text) <= SHOWN else self.place.text[:SHOWN] + "…"
        shown = because("_around", text=text).said(language) if text not in {"", self.tag} else ""
        return f"{', '.join(self._where(language))}: {self.reason.said(language)}{shown}"

    def __str__(self) -> str:
        """Say it in Finnish."""
        return self.said()

    def _where(self, language: str) -> list[str]:
        where = said_place(self.place, language)
        return [where, because("_tag", tag=self.tag).said(language)] if self.tag else [where]


def read_place(place: Place, language: str = FINNISH) -> str:
    """Say where a reader finds something: the the paragraph, or the header, footer or notes, and the heading."""
    story = next((name for name in STORIES if name in place.part), None)
    where = because(f"_{story}") if story else because("_where", paragraph=place.paragraph or 1)
    under = because("_under", heading=place.heading).said(language) if place.heading else ""
    return where.said(language) + under


def said_place(place: Place, language: str = FINNISH) -> str:
    """Say where something stands: part, paragraph, the heading above it."""
    where = [place.part]
    if place.paragraph is not None:
        where.append(because("_where", paragraph=place.paragraph).said(language))
    under = because("_under", heading=place.heading).said(language) if place.heading else ""
    return ", ".join(where) + under


class TemplateBroken(Exception):
    """A template cannot be used, or not with these facts; `faults` holds everything that was found."""

    def __init__(self, name: str, faults: tuple[Fault, ...]) -> None:
        self.name = name
        self.faults = faults
        super().__init__(self.said())

    def said(self, language: str = FINNISH) -> str:
        """Say how many faults there are, and each on a line of its own."""
        code = "_broken_one" if len(self.faults) == 1 else "_broken"
        head = because(code, name=self.name, count=len(self.faults)).said(language)
        return "\n".join((head, *(f"– {fault.said(language)}" for fault in self.faults)))


@dataclass(kw_only=True)
class Findings:
    """Faults found so far in one part."""

    faults: list[Fault] = field(default_factory=list)

    def add(self, place: Place, reason: Reason, tag: str = "") -> None:
        """Note one fault."""
        self.faults.append(Fault(place=place, reason=reason, tag=tag))
