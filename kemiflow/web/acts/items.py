"""Acts of an item: its meeting, its draft, the presenter's approval, the agenda."""

from __future__ import annotations

from typing import Final

from kemiflow.core.city import Meeting
from kemiflow.core.definition.process import StepKind
from kemiflow.core.records import step
from kemiflow.web.acts.act import Act, Place
from kemiflow.web.acts.field import Field, Values, area, choice, line, lines, number, paragraphs, texts


def _meeting_fields(place: Place) -> tuple[Field, ...]:
    proposed = next((one.meeting for one in place.look.timetable.places if one.step == place.step_id), None)
    found = tuple((one.id, _named(place, one)) for one in _meetings(place))
    return (choice("meeting", found, proposed),)


def _meetings(place: Place) -> tuple[Meeting, ...]:
    met = place.city.meetings_of(place.step.step.body or "")
    return tuple(one for one in met if one.day >= place.standing.opened)


def _named(place: Place, one: Meeting) -> str:
    word = place.visit.wording
    budget = f", {word.say('matter.budget')}" if one.budget else ""
    return f"{word.whole_day(one.day)} {word.clock(one.time)}{budget}"


def _confirm(place: Place, told: Values) -> step.DayConfirmed:
    meeting = place.city.meeting(told["meeting"])
    held = meeting.day if meeting else place.visit.today
    return step.DayConfirmed(step=place.step_id, round=place.step.round, meeting=told["meeting"], day=held)


def _item_fields(place: Place) -> tuple[Field, ...]:
    written, own = place.step.item.written, place.step.step
    proposal = [str(one) for one in written.proposal] if written else list(own.proposal)
    return (
        area("preparation", "\n\n".join(map(str, written.preparation)) if written else "", required=False, rows=12),
        area("participation", "\n\n".join(map(str, written.participation)) if written else "", required=False),
        line("proposal_lead", written.proposal_lead if written else own.proposal_lead, required=False),
        area("proposal", "\n\n".join(proposal), rows=6),
        *(
            area(name, "\n".join(getattr(written, name)) if written else "", required=False)
            for name in ("attachments", "background", "inform")
        ),
    )


def _item(place: Place, told: Values) -> step.ItemWritten:
    return step.ItemWritten(
        step=place.step_id,
        round=place.step.round,
        preparation=texts(paragraphs(told["preparation"])),
        participation=texts(paragraphs(told["participation"])),
        proposal_lead=told["proposal_lead"] or "",
        proposal=texts(paragraphs(told["proposal"])),
        attachments=lines(told["attachments"]),
        background=lines(told["background"]),
        inform=lines(told["inform"]),
    )


def _open_item(place: Place) -> bool:
    one = place.standing.steps.get(place.step_id)
    return bool(one and one.step.kind is StepKind.DECISION and one.complete is None)


def _listed(place: Place, told: Values) -> step.ItemListed:
    return step.ItemListed(step=place.step_id, round=place.step.round, item_number=told["item_number"])


ITEM_ACTS: Final[tuple[Act, ...]] = (
    Act(name="kokous", kind=step.DayConfirmed, fields=_meeting_fields, fact=_confirm, fits=_open_item, dated=False),
    Act(name="kohta", kind=step.ItemWritten, fields=_item_fields, fact=_item, fits=_open_item, dated=False),
    Act(
        name="esittelija",
        kind=step.ItemApproved,
        fields=lambda _: (),
        fact=lambda place, _: step.ItemApproved(step=place.step_id, round=place.step.round),
        fits=lambda place: _open_item(place) and place.step.item.approved is None,
    ),
    Act(
        name="listalla",
        kind=step.ItemListed,
        fields=lambda _: (number("item_number", required=True),),
        fact=_listed,
        fits=lambda place: _open_item(place) and place.step.item.listed is None,
    ),
)
