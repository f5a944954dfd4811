"""Which of a matter's documents belong into a bundle, in which order, and how its frame lists them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from kemiflow.core.city import Meeting
from kemiflow.core.documents import NAMES, PAGE, Bundle, BundleRow
from kemiflow.core.items.telling import Naming
from kemiflow.core.records.case import DocumentMade
from kemiflow.core.standing import Standing
from kemiflow.core.wording import capital

ITEMS: Final = frozenset({"body_item", "board_item", "council_item", "execution_item"})
ANNEXES: Final = frozenset({"summary", "session_memo", "projects"})


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A document that is bound: its matter, its newest version, and what it says, as the journal has it."""

    standing: Standing
    made: DocumentMade

    @property
    def said(self) -> Mapping[str, object]:
        """Give the recorded facts; none once they were forgotten."""
        return MappingProxyType(dict(json.loads(self.made.said.text)) if self.made.said.text else {})

    @property
    def block(self) -> Mapping[str, object]:
        """Give the facts of the one handling that the document is about: of the council's, the last."""
        blocks = self.said.get(NAMES["blocks"])
        return {**self.said, **blocks[-1]} if isinstance(blocks, list) and blocks else self.said

    @property
    def is_minutes(self) -> bool:
        """Tell whether it is told as decided."""
        return self.made.about in self.standing.decisions

    @property
    def day(self) -> date:
        """Give the day that the document bears, or on which it was made."""
        told = str(self.block.get(NAMES["date"]) or "")
        return date.fromisoformat(told) if told else self.made.day

    def fact(self, name: str) -> str:
        """Give a recorded fact as text, or nothing."""
        told = self.block.get(NAMES[name])
        return "" if told is None else str(told)


def of_matter(standing: Standing, *, annexes: bool = False) -> tuple[Chosen, ...]:
    """Give a matter's items by day, each as minutes once they are; annexes (summary, memo, projects) after them."""
    newest = {(old.kind, old.step, old.round, old.about): old for old in standing.documents}
    minuted = {(one.kind, one.step, one.round) for one in newest.values() if one.about in standing.decisions}
    chosen = [
        Chosen(standing=standing, made=one)
        for (kind, step, round_, about), one in newest.items()
        if about in standing.decisions or (kind, step, round_) not in minuted
    ]
    items = sorted((one for one in chosen if one.made.kind in ITEMS), key=lambda one: one.day)
    behind = sorted((one for one in chosen if annexes and one.made.kind in ANNEXES), key=lambda one: one.day)
    return (*items, *behind)


def at_meeting(standing: Standing, meeting: Meeting) -> tuple[Chosen, ...]:
    """Give the items that a matter has for a meeting."""
    return tuple(one for one in of_matter(standing) if _agenda(one) in agenda_names(meeting))


def agendas(standing: Standing) -> frozenset[str]:
    """Name the meetings for which a matter has items, by their id or by body and day, as `agenda_names` does."""
    return frozenset(_agenda(one) for one in of_matter(standing) if one.made.kind in ITEMS) - {""}


def agenda_names(meeting: Meeting) -> tuple[str, str]:
    """Give the names under which matters may know a meeting."""
    return meeting.id, f"{meeting.body} {meeting.day}"


def _agenda(one: Chosen) -> str:
    decision = one.standing.decisions.get(one.made.about or "")
    if decision is not None:
        return f"{decision.fact.body} {decision.on}"
    if one.made.kind == "body_item":
        return f"{one.made.about} {one.day}"
    confirmed = one.standing.steps[one.made.step].confirmed
    return confirmed.meeting if confirmed else ""


def matter_frame(chosen: tuple[Chosen, ...], naming: Naming, today: date) -> Bundle:
    """Give the frame for a matter's documents; each is listed by whose it is and from when."""
    standing = chosen[0].standing
    return Bundle(
        title=naming.plain(standing.title),
        register_number=standing.register_number,
        date=today,
        notes=(naming.wording.say("bundle.as_of", day=naming.wording.day(today)),),
        rows=tuple(_row_of_matter(one, naming, number) for number, one in enumerate(chosen, 1)),
        banner=naming.city.settings.banner,
    )


def meeting_frame(chosen: tuple[Chosen, ...], naming: Naming, meeting: Meeting) -> Bundle:
    """Give the frame for a meeting's supplementary agenda; each item is listed by its number and its matter."""
    return Bundle(
        title=naming.wording.say("bundle.supplementary"),
        body=naming.body(meeting.body),
        when=naming.at(meeting.day, meeting.time),
        date=meeting.day,
        notes=(naming.wording.say("bundle.the_rest"),),
        rows=tuple(_row_of_meeting(one, number) for number, one in enumerate(chosen, 1)),
        banner=naming.city.settings.banner,
    )


def by_number(one: Chosen) -> tuple[int, str]:
    """Give the place of an item on an agenda: by its section or number, and those without one last, by matter."""
    number = one.fact("section") or one.fact("item_number")
    return (int(number) if number.isdigit() else 10**9, one.standing.case)


def _row_of_matter(one: Chosen, naming: Naming, number: int) -> BundleRow:
    body, section, item = (one.fact(name) for name in ("body", "section", "item_number"))
    numbered = f" § {section}" if section else naming.wording.say("bundle.item", number=item) if item else ""
    said = (
        f"{body} {naming.wording.day(one.day)}{numbered}" if body else one.fact("title") or naming.capital(_kind(one))
    )
    return BundleRow(
        number=f"{number}.",
        title=said,
        text=capital(naming.wording.say(_kind(one))) if body else naming.wording.day(one.day),
        page=PAGE.format(number=number),
    )


def _row_of_meeting(one: Chosen, number: int) -> BundleRow:
    section, item = one.fact("section"), one.fact("item_number")
    return BundleRow(
        number=f"§ {section}" if section else item or "–",
        title=one.fact("title") or str(one.standing.title),
        register_number=one.standing.register_number,
        page=PAGE.format(number=number),
    )


def _kind(one: Chosen) -> str:
    return "kinds.minutes" if one.is_minutes else f"kinds.{one.made.kind}"
