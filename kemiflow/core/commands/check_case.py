"""What is impossible of a matter as a whole: orders nobody gave, letters of nothing, the end before the beginning."""

from __future__ import annotations

from typing import assert_never

from kemiflow.core.city import City
from kemiflow.core.commands.check import first, known, refuse
from kemiflow.core.records import case
from kemiflow.core.standing import Standing
from kemiflow.core.values import Refusal


def check(standing: Standing, city: City, fact: case.CaseFact) -> Refusal | None:
    """Give why the fact of the matter is impossible, or None."""
    match fact:
        case case.CaseOpened() | case.CaseMigrated():
            return _definition(standing, fact)
        case case.PreparerNamed(person=person):
            return known("person", person, city.people)
        case case.OrderAssigned() | case.TaskDone() | case.DutyAnswered() | case.PleaSettled():
            return _owed(standing, city, fact)
        case case.LettersReleased(of=key):
            return known("decision", key, [*standing.decisions, *standing.approvals])
        case case.DocumentAdopted():
            return _adoption(standing, fact)
        case _:
            return None


Owed = case.OrderAssigned | case.TaskDone | case.DutyAnswered | case.PleaSettled


def _owed(standing: Standing, city: City, fact: Owed) -> Refusal | None:
    match fact:
        case case.OrderAssigned() | case.TaskDone():
            return _order(standing, city, fact)
        case case.DutyAnswered() | case.PleaSettled():
            return _answer(standing, city, fact)
        case _ as never:
            assert_never(never)


def _answer(standing: Standing, city: City, fact: case.DutyAnswered | case.PleaSettled) -> Refusal | None:
    if isinstance(fact, case.PleaSettled):
        return known("plea", fact.duty, [duty for duty, told in standing.answers.items() if told.pleads])
    if fact.reply is case.Reply.MORE_TIME and not fact.until:
        return refuse("answer_needs", what="until")
    return known("person", fact.to, city.people) if fact.to else None


def _definition(standing: Standing, fact: case.CaseOpened | case.CaseMigrated) -> Refusal:
    if isinstance(fact, case.CaseOpened):
        return refuse("already_open", case=standing.case, day=standing.opened)
    # Only with the new definition at hand can it be told what is possible: see kemiflow.core.commands.migrate
    return refuse("not_of_case", what=type(fact).__name__)


def _order(standing: Standing, city: City, fact: case.OrderAssigned | case.TaskDone) -> Refusal | None:
    places = [f"{one.decision}#{one.index}" for one in standing.orders]
    person = fact.person if isinstance(fact, case.OrderAssigned) else None
    return first(
        known("order", f"{fact.decision}#{fact.order}", places),
        known("person", person, city.people) if person else None,
    )


def _adoption(standing: Standing, fact: case.DocumentAdopted) -> Refusal | None:
    made = standing.papers.get(fact.of)
    if not isinstance(made, case.DocumentMade):
        return refuse("unknown_record", record=fact.of)
    if fact.sha256 == made.sha256:
        return refuse("not_edited", file=fact.file)
    papers = standing.papers.values()
    earlier = [one.sha256 for one in papers if isinstance(one, case.DocumentAdopted) and one.of == fact.of]
    return refuse("adopted_already", file=fact.file) if earlier[-1:] == [fact.sha256] else None
