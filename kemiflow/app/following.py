"""What a decision means before it is saved: how it departs from the proposal, and what follows, as sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import assert_never

from kemiflow.app.submit import Told
from kemiflow.core.city import City
from kemiflow.core.definition.process import Step
from kemiflow.core.history.line import DeviationLine, OrderLine
from kemiflow.core.history.outcome import deviation_sentence, order_sentence, outcome_word
from kemiflow.core.items.telling import Telling
from kemiflow.core.records.case import DeviationNoted
from kemiflow.core.records.decision import Clause, DecisionRecorded
from kemiflow.core.records.orders import HandlingOrder, SessionOrder, TaskOrder
from kemiflow.core.standing import OrderStanding, Standing
from kemiflow.core.values import Relation
from kemiflow.core.wording import Wording

Say = Callable[..., str]


@dataclass(frozen=True, kw_only=True)
class Departure:
    """One clause: a sentence of how it stands to the proposal, and both texts when they differ."""

    sentence: str
    proposed: str
    decided: str
    same: bool


@dataclass(frozen=True, kw_only=True)
class Foretold:
    """What is read before saving."""

    headline: str
    clauses: tuple[Departure, ...]
    deviations: tuple[str, ...]
    follows: tuple[str, ...]


def foretell(told: Told, city: City, wording: Wording, say: Say) -> Foretold | None:
    """Give what the records mean; None when there is no decision among them. `say` words keys and their facts."""
    fact = told.records[0].fact if told.records else None
    if not isinstance(fact, DecisionRecorded) or told.before is None or told.after is None:
        return None
    telling = Telling(city=city, wording=wording, standing=told.after, day=told.records[0].on)
    noted = [one.fact for one in told.records if isinstance(one.fact, DeviationNoted)]
    lines = [DeviationLine(key="", kind=one.kind, reason=one.reason) for one in noted]
    return Foretold(
        headline=_headline(fact, wording, say),
        clauses=tuple(_clause(telling, say, number, one) for number, one in enumerate(fact.clauses, start=1)),
        deviations=tuple(deviation_sentence(one, telling) for one in lines),
        follows=tuple(_Following(before=told.before, telling=telling, say=say).lines(told.records[0].key)),
    )


def _headline(fact: DecisionRecorded, wording: Wording, say: Say) -> str:
    relations = {clause.relation for clause in fact.clauses}
    if relations == {Relation.AS_PROPOSED}:
        return outcome_word(fact.clauses, wording)
    partly = relations & {Relation.AS_PROPOSED, Relation.PARTLY}
    return say("departs_partly" if partly else "departs")


def _clause(telling: Telling, say: Say, number: int, clause: Clause) -> Departure:
    effect = telling.wording.say(f"effect.{clause.effect}")
    return Departure(
        sentence=say(f"clause_{clause.relation}", number=number, effect=effect),
        proposed=telling.plain(clause.proposed) or "–",
        decided=telling.plain(clause.decided) or "–",
        same=clause.relation is Relation.AS_PROPOSED,
    )


@dataclass(frozen=True, kw_only=True)
class _Following:
    before: Standing
    telling: Telling
    say: Say

    @property
    def after(self) -> Standing:
        return self.telling.standing

    def lines(self, decision: str) -> Iterator[str]:
        for order in self.after.orders:
            if order.decision == decision:
                yield from self._order(order)
        for step in self.after.process.steps:
            yield from self._step(step)
        if self.after.closed and not self.before.closed:
            yield self.say("ends")
        yield self.say("letters_wait")

    def _order(self, order: OrderStanding) -> Iterator[str]:
        told = self._ordered(order)
        if isinstance(order.order, HandlingOrder) or order.person:
            yield told
        else:
            facts = {"index": order.index, "case": self.after.case, "decision": order.decision}
            yield f"{told} {self.say('names_nobody', **facts)}"

    def _ordered(self, order: OrderStanding) -> str:
        match order.order:
            case SessionOrder(window=window):
                step = self.after.process.step(order.step or "")
                when = self.telling.within(window.first, window.last)
                return self.say("new_step", step=self._name(step), window=when)
            case HandlingOrder(step=target) as handling:
                bound = self.after.process.step(target)
                return self._sentence(OrderLine(order=handling, step_name=bound.name if bound else None))
            case TaskOrder() as task:
                return self._sentence(OrderLine(order=task))
            case _ as never:
                assert_never(never)

    def _step(self, step: Step) -> Iterator[str]:
        now, old = self.after.steps[step.id], self.before.steps.get(step.id)
        if old is None:
            return
        if set(step.after) - set(old.step.after):
            names = [self._name(self.after.process.step(name)) for name in step.after]
            waits = self.telling.wording.listing(names)
            yield self.say("waits", step=self._name(step), waits=waits, count=len(names))
        if now.round > old.round:
            yield self.say("again", step=self._name(step))
        elif now.open and not old.open:
            yield self.say("opens", step=self._name(step))

    def _name(self, step: Step | None) -> str:
        return self.telling.name(step.name) if step else ""

    def _sentence(self, line: OrderLine) -> str:
        return f"{order_sentence(line, self.telling).rstrip('.')}."
