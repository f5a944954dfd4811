"""What followed from a decision: its orders and how far they are, and the letters that went out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from kemiflow.core.definition.process import Step
from kemiflow.core.documents import HistoryOrder
from kemiflow.core.history.line import LetterLine, OrderLine
from kemiflow.core.history.outcome import order_sentence
from kemiflow.core.items.telling import Lines, Telling
from kemiflow.core.records.orders import HandlingOrder, SessionOrder, TaskOrder
from kemiflow.core.records.person import Fate
from kemiflow.core.standing import OrderStanding, StepStanding
from kemiflow.core.values import Publicity


def followed(decision: str, telling: Telling, letters: Sequence[LetterLine] = ()) -> Lines:
    """Give how far each order of a decision is, and how many letters were sent after it."""
    return tuple(_followed(decision, telling, letters))


def orders(telling: Telling) -> tuple[HistoryOrder, ...]:
    """Give every order of the matter's decisions that are public: for whom, by when, how far."""
    return tuple(row for _, row in orders_of(telling))


def orders_of(telling: Telling) -> Iterator[tuple[str, HistoryOrder]]:
    """Give the same, each with the key of the decision that ordered it."""
    return (
        (one.decision, _order(telling, one))
        for one in telling.standing.orders
        if telling.standing.decisions[one.decision].fact.publicity is Publicity.PUBLIC
    )


def _order(telling: Telling, one: OrderStanding) -> HistoryOrder:
    return HistoryOrder(
        task=_task(telling, one),
        ground=telling.named(telling.standing.decisions[one.decision]),
        who=_who(telling, one),
        by=_by(telling, one),
        state=state(telling, one),
    )


def state(telling: Telling, ordered: OrderStanding) -> str:
    """Give how far an order is."""
    step = telling.standing.steps.get(ordered.step or "")
    match ordered.order:
        case SessionOrder():
            return _session(telling, step) if step else ""
        case HandlingOrder():
            return _handling(telling, step) if step else ""
        case TaskOrder(what=what):
            if ordered.done:
                day = telling.wording.day(ordered.done)
                return telling.wording.say("history.followed_task_done", what=telling.plain(what).rstrip("."), day=day)
            return telling.wording.say("history.followed_task_open", what=telling.plain(what).rstrip("."))
        case _ as never:
            assert_never(never)


def _followed(decision: str, telling: Telling, letters: Sequence[LetterLine]) -> Iterator[str]:
    public = telling.standing.decisions[decision].fact.publicity is Publicity.PUBLIC
    for one in telling.standing.orders:
        if public and one.decision == decision and (told := state(telling, one)):
            yield told
    sent = sum(1 for letter in letters if letter.fate is Fate.SENT)
    if sent:
        yield telling.wording.say("history.followed_letters", count=str(sent))


def _session(telling: Telling, step: StepStanding) -> str:
    if step.held:
        return telling.wording.say("history.followed_session_held", day=telling.wording.day(step.held.day))
    if step.set:
        return telling.wording.say("history.followed_session_set", day=telling.wording.day(step.set.day))
    cancelled = step.complete is not None
    return telling.wording.say("history.followed_session_cancelled" if cancelled else "history.followed_session_open")


def _handling(telling: Telling, step: StepStanding) -> str:
    named, decided = telling.name(step.step.name), telling.standing.decided(step.step.id)
    if decided and step.complete:
        return telling.wording.say("history.followed_handled", step=named, reference=telling.named(decided))
    if step.confirmed:
        day = telling.wording.day(step.confirmed.day)
        return telling.wording.say("history.followed_confirmed", step=named, day=day)
    return telling.wording.say("history.followed_open", step=named)


def _task(telling: Telling, one: OrderStanding) -> str:
    step = _step(telling, one)
    return order_sentence(OrderLine(order=one.order, step_name=step.name if step else None), telling)


def _step(telling: Telling, one: OrderStanding) -> Step | None:
    return telling.standing.process.step(one.step) if one.step else None


def _who(telling: Telling, one: OrderStanding) -> str:
    step = _step(telling, one)
    if isinstance(one.order, HandlingOrder):
        return telling.body(step.body) if step else ""
    if one.person is None:
        return telling.wording.say("history.not_named")
    named = one.order.organiser if isinstance(one.order, SessionOrder) else one.order.addressee
    who = telling.post(one.person)
    return who if named else telling.wording.say("history.who_named", who=who)


def _by(telling: Telling, one: OrderStanding) -> str:
    match one.order:
        case SessionOrder(window=window):
            return telling.wording.day(window.last)
        case HandlingOrder(window=window, with_matter=matter):
            if window:
                return telling.wording.day(window.last)
            return telling.wording.say("history.with_budget") if matter else ""
        case TaskOrder(due=due):
            return telling.wording.day(due) if due else ""
        case _ as never:
            assert_never(never)
