"""What a decision means, before it is saved: how it departs from the proposal, and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from kemiflow.app.submit import Told
from kemiflow.cli.desk import Desk
from kemiflow.cli.recorded import deviations
from kemiflow.core.history_line import OrderLine
from kemiflow.core.history_outcome import order_sentence, outcome_word
from kemiflow.core.items.telling import Telling
from kemiflow.core.process import Step
from kemiflow.core.records.case import DeviationNoted
from kemiflow.core.records.decision import Clause, DecisionRecorded
from kemiflow.core.records.orders import HandlingOrder, SessionOrder, TaskOrder
from kemiflow.core.standing import OrderStanding, Standing
from kemiflow.core.values import Relation


def foretold(desk: Desk, foreseen: Told) -> Iterator[str]:
    """Give the lines that the secretary reads before saving; nothing when there is no decision among the records."""
    fact = foreseen.records[0].fact
    if isinstance(fact, DecisionRecorded) and foreseen.before and foreseen.after:
        telling = Telling(city=desk.city, wording=desk.wording, standing=foreseen.after, day=desk.day)
        yield _headline(desk, fact)
        for number, clause in enumerate(fact.clauses, start=1):
            yield from _clause(desk, telling, number, clause)
        found = [one.fact for one in foreseen.records if isinstance(one.fact, DeviationNoted)]
        yield from deviations(desk, foreseen.after.case, found)
        yield ""
        yield desk.say("follows")
        for line in Following(desk=desk, before=foreseen.before, telling=telling).lines(foreseen.records[0].key):
            yield f"– {line}"
        yield ""


def _headline(desk: Desk, fact: DecisionRecorded) -> str:
    relations = {clause.relation for clause in fact.clauses}
    if relations == {Relation.AS_PROPOSED}:
        return outcome_word(fact.clauses, desk.wording)
    partly = relations & {Relation.AS_PROPOSED, Relation.PARTLY}
    return desk.say("departs_partly" if partly else "departs")


def _clause(desk: Desk, telling: Telling, number: int, clause: Clause) -> Iterator[str]:
    yield desk.say(f"clause_{clause.relation}", number=number, effect=desk.wording.say(f"effect.{clause.effect}"))
    if clause.relation is not Relation.AS_PROPOSED:
        yield f"  {desk.say('was_proposed', text=telling.plain(clause.proposed) or '–')}"
        yield f"  {desk.say('was_decided', text=telling.plain(clause.decided) or '–')}"


@dataclass(frozen=True, kw_only=True)
class Following:
    """What follows from a decision: the matter before it, and all that sentences need of it afterwards."""

    desk: Desk
    before: Standing
    telling: Telling

    @property
    def after(self) -> Standing:
        """Give the matter as it would stand."""
        return self.telling.standing

    def lines(self, decision: str) -> Iterator[str]:
        """Give one sentence for each thing that follows."""
        for order in self.after.orders:
            if order.decision == decision:
                yield from self._order(order)
        for step in self.after.process.steps:
            yield from self._step(step)
        if self.after.closed and not self.before.closed:
            yield self.desk.say("ends")
        yield self.desk.say("letters_wait")

    def _order(self, order: OrderStanding) -> Iterator[str]:
        told = self._ordered(order)
        if isinstance(order.order, HandlingOrder) or order.person:
            yield told
        else:
            facts = {"index": order.index, "case": self.after.case, "decision": order.decision}
            yield f"{told} {self.desk.say('names_nobody', **facts)}"

    def _ordered(self, order: OrderStanding) -> str:
        match order.order:
            case SessionOrder(window=window):
                step = self.after.process.step(order.step or "")
                when = self.telling.within(window.first, window.last)
                return self.desk.say("new_step", step=self._name(step), window=when)
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
            yield self.desk.say("waits", step=self._name(step), waits=waits, count=len(names))
        if now.round > old.round:
            yield self.desk.say("again", step=self._name(step))
        elif now.open and not old.open:
            yield self.desk.say("opens", step=self._name(step))

    def _name(self, step: Step | None) -> str:
        return self.telling.name(step.name) if step else ""

    def _sentence(self, line: OrderLine) -> str:
        return f"{order_sentence(line, self.telling).rstrip('.')}."
