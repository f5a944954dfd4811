"""What a decision means, as lines of a page: how it stands to its proposal, and what it ordered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kemiflow.app.gather import city
from kemiflow.app.morning import wording
from kemiflow.app.submit import Told
from kemiflow.core.history.line import DeviationLine, OrderLine
from kemiflow.core.history.outcome import deviation_sentence, order_sentence, outcome_word
from kemiflow.core.items.telling import Naming
from kemiflow.core.records import Record
from kemiflow.core.records.case import DeviationNoted
from kemiflow.core.records.decision import DecisionRecorded
from kemiflow.core.records.orders import Order
from kemiflow.core.standing import Standing
from kemiflow.wiring import Home


def consequences(at: Home, told: Told) -> tuple[str, ...]:
    """Give the page of a decision; empty when it was recorded before."""
    naming = Naming(city=city(at.world), wording=wording(at.world))
    return tuple(line for record in told.records for line in _lines(record, told.after, naming))


def _lines(record: Record, after: Standing | None, naming: Naming) -> Iterable[str]:
    if isinstance(record.fact, DecisionRecorded):
        return _decision(record.fact, after, naming)
    noted = [one for one in (record.fact,) if isinstance(one, DeviationNoted)]
    lines = [DeviationLine(key=record.key, kind=one.kind, reason=one.reason) for one in noted]
    return [f"- {deviation_sentence(one, naming)}" for one in lines]


def _decision(fact: DecisionRecorded, after: Standing | None, naming: Naming) -> Iterator[str]:
    say = naming.wording.say
    yield f"# {outcome_word(fact.clauses, naming.wording)}"
    for number, clause in enumerate(fact.clauses, start=1):
        how = f"{say(f'relation.{clause.relation}')}, {say(f'effect.{clause.effect}')}"
        texts = filter(None, [naming.plain(clause.proposed), naming.plain(clause.decided)])
        yield f"{number}. {how}: {' → '.join(dict.fromkeys(texts))}"
    yield from (f"- {order_sentence(_line(order, after), naming)}" for order in fact.orders)


def _line(order: Order, after: Standing | None) -> OrderLine:
    step = after.process.step(getattr(order, "step", "")) if after else None
    return OrderLine(order=order, step_name=step.name if step else None)
