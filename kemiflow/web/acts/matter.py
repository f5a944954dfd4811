"""Acts of a matter as a whole: minutes, letters let go, orders, the preparer, the end."""

from __future__ import annotations

from typing import Final

from kemiflow.core.limits import Channel
from kemiflow.core.records.case import (
    CaseClosed,
    LettersReleased,
    MatterLinked,
    OrderAssigned,
    PreparerNamed,
    TaskDone,
)
from kemiflow.core.records.decision import AppealFiled, MinutesChecked, MinutesPublished
from kemiflow.core.records.orders import HandlingOrder, TaskOrder
from kemiflow.core.standing import DecisionStanding, OrderStanding
from kemiflow.core.values import Text
from kemiflow.web.acts.act import Act, Place
from kemiflow.web.acts.field import Field, Values, Widget, area, choice, line, text
from kemiflow.web.visit import Stopped


def _decision(place: Place) -> DecisionStanding | None:
    return place.standing.decisions.get(place.about)


def ordered(place: Place) -> OrderStanding | None:
    """Give the order that `about` names as decision|number."""
    decision, _, number = place.about.rpartition("|")
    return next((one for one in place.standing.orders if one.decision == decision and str(one.index) == number), None)


def _order(place: Place) -> OrderStanding:
    found = ordered(place)
    if found is None:
        raise Stopped(404, "no_page")
    return found


def _unchecked(place: Place) -> bool:
    found = _decision(place)
    return bool(found and found.checked is None)


def _unpublished(place: Place) -> bool:
    found = _decision(place)
    return bool(found and found.checked and found.published is None)


def _held(place: Place) -> bool:
    found = _decision(place)
    if found:
        return found.letters_from is None
    return place.about in place.standing.approvals and bool(place.standing.held)


def _channel(place: Place) -> tuple[Field, ...]:
    say = place.visit.wording.say
    return (choice("channel", tuple((one.value, say(f"channel.{one.value}")) for one in Channel), Channel.MEMBER),)


def _nobody(place: Place) -> bool:
    found = ordered(place)
    return bool(found and found.person is None and not isinstance(found.order, HandlingOrder))


def _undone(place: Place) -> bool:
    found = ordered(place)
    return bool(found and isinstance(found.order, TaskOrder) and found.done is None)


def _going(place: Place) -> bool:
    return place.standing.closed is None


def _assigned(place: Place, told: Values) -> OrderAssigned:
    found = _order(place)
    return OrderAssigned(decision=found.decision, order=found.index, person=told["person"])


def _done(place: Place, told: Values) -> TaskDone:
    found = _order(place)
    return TaskDone(decision=found.decision, order=found.index, note=text(told["note"]))


MATTER_ACTS: Final[tuple[Act, ...]] = (
    Act(
        name="tarkastettu",
        kind=MinutesChecked,
        fields=lambda _: (Field(name="in_meeting", widget=Widget.TICK, required=False),),
        fact=lambda place, told: MinutesChecked(decision=place.about, in_meeting=told["in_meeting"]),
        fits=_unchecked,
    ),
    Act(
        name="julkaistu",
        kind=MinutesPublished,
        fields=_channel,
        fact=lambda place, told: MinutesPublished(decision=place.about, channel=Channel(told["channel"])),
        fits=_unpublished,
    ),
    Act(
        name="muutoksenhaku",
        kind=AppealFiled,
        fields=lambda _: (area("note"),),
        fact=lambda place, told: AppealFiled(decision=place.about, note=Text(text=told["note"])),
        fits=lambda place: bool((found := _decision(place)) and found.published and not found.appealed),
    ),
    Act(
        name="kirjeet-lahtevat",
        kind=LettersReleased,
        fields=lambda _: (),
        fact=lambda place, _: LettersReleased(of=place.about),
        fits=_held,
        dated=False,
    ),
    Act(
        name="saaja",
        kind=OrderAssigned,
        fields=lambda place: (choice("person", place.people),),
        fact=_assigned,
        fits=_nobody,
        dated=False,
    ),
    Act(name="tehty", kind=TaskDone, fields=lambda _: (area("note", required=False),), fact=_done, fits=_undone),
    Act(
        name="valmistelija",
        kind=PreparerNamed,
        fields=lambda place: (choice("person", place.people, place.standing.preparer),),
        fact=lambda _, told: PreparerNamed(person=told["person"]),
        fits=_going,
    ),
    Act(
        name="liitos",
        kind=MatterLinked,
        fields=lambda place: (line("register_number", place.standing.linked.get("budget")),),
        fact=lambda _, told: MatterLinked(role="budget", register_number=told["register_number"]),
        fits=_going,
        dated=False,
    ),
    Act(
        name="paata",
        kind=CaseClosed,
        fields=lambda _: (area("reason"),),
        fact=lambda _, told: CaseClosed(reason=Text(text=told["reason"])),
        fits=_going,
    ),
)
