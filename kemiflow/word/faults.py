"""What can be wrong with a template, and where it stands in it."""

from dataclasses import dataclass, field

SHOWN = 80


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
    reason: str
    tag: str = ""

    def __str__(self) -> str:
        """Give the place, the tag, the reason and the text around it in one sentence."""
        place = self.place
        where = [place.part] if place.paragraph is None else [place.part, f"kappale {place.paragraph}"]
        if place.heading:
            where[-1] += f" (otsikon ”{place.heading}” alla)"
        if self.tag:
            where.append(f"merkintä ”{self.tag}”")
        around = place.text if len(place.text) <= SHOWN else place.text[:SHOWN] + "…"
        return f"{', '.join(where)}: {self.reason}" + (
            f" – tekstissä ”{around}”" if around not in {"", self.tag} else ""
        )


class TemplateBroken(Exception):
    """A template cannot be used, or not with these facts; `faults` holds everything that was found."""

    def __init__(self, name: str, faults: tuple[Fault, ...]) -> None:
        self.name = name
        self.faults = faults
        count = "1 virhe" if len(faults) == 1 else f"{len(faults)} virhettä"
        super().__init__(f"mallissa {name} on {count}:\n" + "\n".join(f"– {fault}" for fault in faults))


@dataclass(kw_only=True)
class Findings:
    """Faults found so far in one part."""

    faults: list[Fault] = field(default_factory=list)

    def add(self, place: Place, reason: str, tag: str = "") -> None:
        """Note one fault."""
        self.faults.append(Fault(place=place, reason=reason, tag=tag))
