"""What is bound together: a matter's documents, or what is there for a meeting, as the journal has recorded them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kemiflow.app import gather, walk
from kemiflow.app.world import World
from kemiflow.core.bundles import Chosen, agenda_names, at_meeting, by_number, matter_frame, meeting_frame, of_matter
from kemiflow.core.city import City, Meeting
from kemiflow.core.documents import Bundle
from kemiflow.core.items import Naming
from kemiflow.core.values import Refusal


@dataclass(frozen=True, kw_only=True)
class Binding:
    """The frame and the documents in their order."""

    frame: Bundle
    chosen: tuple[Chosen, ...]


def of_case(world: World, case: str, today: date, *, annexes: bool = False) -> Binding | Refusal:
    """Give what a matter's bundle holds. Errors: CaseUnknown."""
    city = gather.city(world)
    chosen = of_matter(gather.matter(world, case).standing, annexes=annexes)
    if not chosen:
        return Refusal(reason="nothing_to_bundle", facts={"what": case})
    return Binding(frame=matter_frame(chosen, _naming(world, city), today), chosen=chosen)


def of_meeting(world: World, body: str, day: date) -> Binding | Refusal:
    """Give what a meeting's supplementary agenda holds: the items of every matter that has one for it."""
    city = gather.city(world)
    meeting = _meeting(city, body, day)
    if isinstance(meeting, Refusal):
        return meeting
    found = [
        one for case in _on_agenda(world, meeting) for one in at_meeting(gather.matter(world, case).standing, meeting)
    ]
    chosen = tuple(sorted(found, key=by_number))
    if not chosen:
        return Refusal(reason="nothing_to_bundle", facts={"what": meeting.id})
    return Binding(frame=meeting_frame(chosen, _naming(world, city), meeting), chosen=chosen)


def _on_agenda(world: World, meeting: Meeting) -> tuple[str, ...]:
    """Name the matters that may have items for a meeting: those listed for it, and those not walked since."""
    listed = {case for name in agenda_names(meeting) for case in world.lists.watching(f"agenda:{name}")}
    unseen = set(walk.due(world, world.now().date())) & set(world.lists.watching(f"meeting:{meeting.id}"))
    return tuple(sorted(listed | unseen))


def _meeting(city: City, body: str, day: date) -> Meeting | Refusal:
    if city.settings.body(body) is None:
        return Refusal(reason="unknown_body", facts={"body": body})
    found = next((one for one in city.meetings_of(body) if one.day == day), None)
    return found or Refusal(reason="no_meeting_on", facts={"body": body, "day": day.isoformat()})


def _naming(world: World, city: City) -> Naming:
    return Naming(city=city, wording=world.texts.wording(city.settings.language))
