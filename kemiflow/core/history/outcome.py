"""What a decision comes to: how it stands to its proposal, and what it ordered, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from kemiflow.core.history.line import ClauseLine, DeviationLine, Line, OrderLine
from kemiflow.core.items.telling import Naming, withheld
from kemiflow.core.records.decision import Clause, DecisionRecorded
from kemiflow.core.records.orders import HandlingOrder, SessionOrder, TaskOrder
from kemiflow.core.values import Effect, Relation
from kemiflow.core.wording import Wording, capital

STOPS = (Effect.TABLED, Effect.RETURNED, Effect.WITHDRAWN)


def outcome_word(clauses: Iterable[Clause | ClauseLine], wording: Wording) -> str:
    """Give how the decision stands to its proposal as a whole; nothing when no clause was recorded."""
    listed = tuple(clauses)
    if not listed:
        return ""
    stopped = next((clause for clause in listed if clause.effect in STOPS), None)
    if stopped is None:
        return capital(wording.say(f"relation.{_relation(listed).value}"))
    if stopped.effect is Effect.TABLED and stopped.until:
        return wording.say("history.outcome_tabled_until", day=wording.day(stopped.until))
    return wording.say(f"history.outcome_{stopped.effect.value}")


def _relation(clauses: tuple[Clause | ClauseLine, ...]) -> Relation:
    relations = {clause.relation for clause in clauses}
    if all(clause.effect is Effect.REJECTED or clause.relation is Relation.REJECTED for clause in clauses):
        return Relation.REJECTED
    if relations == {Relation.AS_PROPOSED}:
        return Relation.AS_PROPOSED
    return Relation.PARTLY if relations & {Relation.AS_PROPOSED, Relation.PARTLY} else Relation.REPLACED


def order_sentence(line: OrderLine, naming: Naming) -> str:
    """Word what a decision ordered."""
    match line.order:
        case SessionOrder(body=body, window=window):
            when = naming.within(window.first, window.last)
            return naming.say("order_session", to=naming.to_body(body), when=when)
        case HandlingOrder(with_matter=matter, window=window):
            told = naming.say("order_with_budget" if matter else "order_handling", step=_named(line, naming))
            return f"{told} {naming.within(window.first, window.last)}" if window else told
        case TaskOrder(what=what):
            return naming.plain(what)
        case _ as never:
            assert_never(never)


def _named(line: OrderLine, naming: Naming) -> str:
    return naming.name(line.step_name) if line.step_name else ""


def deviation_sentence(one: DeviationLine, naming: Naming) -> str:
    """Word a deviation: what it was, about whom, and the reason when one was told."""
    code, _, about = one.kind.partition(":")
    key = f"deviation.{code}" if naming.wording.knows(f"deviation.{code}") else "history.deviation_other"
    named = one.title or _known(about, naming)
    what = f"{naming.wording.say(key)}: {named}" if named else naming.wording.say(key)
    told = naming.wording.say("history.deviation_noted", what=what)
    reason = naming.plain(one.reason)
    return f"{told} {naming.wording.say('history.reason', text=reason)}" if reason else told


def _known(about: str, naming: Naming) -> str:
    settings = naming.city.settings
    if settings.body(about):
        return naming.body(about)
    return naming.sector(about) if settings.sector(about) else ""


def shown(line: Line, naming: Naming, text: str) -> str:
    """Give a text of a decision, or the sentence that stands for all of it when the decision is not public."""
    fact = line.fact
    if isinstance(fact, DecisionRecorded) and fact.publicity not in naming.reads:
        return withheld(fact.publicity, fact.ground, naming.wording) if text else ""
    return text
