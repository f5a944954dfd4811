"""The clauses of a decision beside those of its proposal, as a form; nothing is chosen for the person who reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kemiflow.core.records.decision import Clause
from kemiflow.core.standing import StepStanding
from kemiflow.core.values import Effect, Relation, Text
from kemiflow.exchange.minutes import Minutes, same
from kemiflow.web.form import Form

MOST = 40


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A clause: as proposed, as decided, and the two axes as far as they have been chosen."""

    number: int
    proposed: str
    decided: str = ""
    relation: str = ""
    effect: str = ""
    until: str = ""

    @property
    def empty(self) -> bool:
        """Tell whether the row says nothing: only one without a proposal may."""
        return not (self.proposed or self.decided or self.relation or self.effect)


def proposal_of(one: StepStanding) -> tuple[str, ...]:
    """Give the clauses that lay before the body: as they were written, else as the process has them."""
    written = one.item.written
    return tuple(map(str, written.proposal)) if written else one.step.proposal


def compared(proposal: Sequence[str], minutes: Minutes) -> tuple[Pair, ...]:
    """Lay decided clauses beside proposed ones: those that say the same find each other, the others keep their order.

    A relation is filled in only where the words themselves show it.
    """
    if minutes.as_proposed:
        whole = tuple(_same(number, text) for number, text in enumerate(proposal, start=1))
        return (*whole, Pair(number=len(proposal) + 1, proposed=""))
    rest = list(minutes.decided)
    pairs = []
    for number, text in enumerate(proposal, start=1):
        found = next((one for one in rest if same(text, one)), None)
        if found is not None:
            rest.remove(found)
        pairs.append(_same(number, text) if found is not None else Pair(number=number, proposed=text))
    filled = tuple(replace(pair, decided=rest.pop(0)) if rest and not pair.relation else pair for pair in pairs)
    more = tuple(Pair(number=len(filled) + n, proposed="", decided=text) for n, text in enumerate(rest, start=1))
    return (*filled, *more, Pair(number=len(filled) + len(more) + 1, proposed=""))[:MOST]


def _same(number: int, text: str) -> Pair:
    return Pair(number=number, proposed=text, decided=text, relation=Relation.AS_PROPOSED)


def typed(proposal: Sequence[str], form: Form) -> tuple[Pair, ...]:
    """Give the clauses as they were typed."""
    count = max(len(proposal), sum(1 for name in form.values if name.endswith("-relation")))
    return tuple(
        Pair(
            number=number,
            proposed=proposal[number - 1] if number <= len(proposal) else "",
            decided=form.text(f"kohta-{number}-decided"),
            relation=form.text(f"kohta-{number}-relation"),
            effect=form.text(f"kohta-{number}-effect"),
            until=form.text(f"kohta-{number}-until"),
        )
        for number in range(1, min(count, MOST) + 1)
    )


def clauses(pairs: Sequence[Pair], form: Form) -> tuple[Clause, ...]:
    """Make the clauses. Errors: ValueError when an axis has not been chosen; see `lacking`."""
    return tuple(_clause(one, form) for one in pairs if not one.empty)


def _clause(one: Pair, form: Form) -> Clause:
    decided = one.proposed if one.relation == Relation.AS_PROPOSED else one.decided
    return Clause(
        proposed=Text(text=one.proposed) if one.proposed else None,
        decided=Text(text=decided) if decided else None,
        relation=Relation(one.relation),
        effect=Effect(one.effect),
        until=form.day(f"kohta-{one.number}-until"),
    )


def lacking(pairs: Sequence[Pair]) -> tuple[tuple[str, str, int], ...]:
    """Give what has not been chosen or written: the field, the key of the sentence, and the clause's number."""
    found: list[tuple[str, str, int]] = []
    for one in pairs:
        if one.empty:
            continue
        if one.relation not in set(Relation):
            found.append((f"kohta-{one.number}-relation", "relation", one.number))
        if one.effect not in set(Effect):
            found.append((f"kohta-{one.number}-effect", "effect", one.number))
        if one.relation in {Relation.PARTLY, Relation.REPLACED} and not one.decided:
            found.append((f"kohta-{one.number}-decided", "decided", one.number))
    return tuple(found)
