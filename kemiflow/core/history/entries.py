"""Entries of the history: each decision in full, the rest gathered by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from kemiflow.core.documents import HistoryClause, HistoryEntry
from kemiflow.core.history.facts import paper_name
from kemiflow.core.history.followed import followed
from kemiflow.core.history.line import ClauseLine, Line
from kemiflow.core.history.outcome import deviation_sentence, outcome_word, shown
from kemiflow.core.history.plain import newest
from kemiflow.core.history.words import heading, sentence
from kemiflow.core.items.handled import presented, vote_sentence
from kemiflow.core.items.telling import Lines, Telling
from kemiflow.core.limits import Remedy
from kemiflow.core.plan import final_on
from kemiflow.core.records.decision import DecisionRecorded, MinutesChecked
from kemiflow.core.values import Effect, HowChanged, Relation


def entries(lines: Sequence[Line], telling: Telling) -> Iterator[tuple[str, HistoryEntry]]:
    """Give the entries for lines oldest first, each with the key of its decision, or with "" when it is none."""
    checked = _checked(lines)
    told = [line for line in lines if not isinstance(line.fact, MinutesChecked)]
    for decided, gathered in groupby(told, key=lambda line: line.key if line.kind == "decision" else ""):
        members = list(gathered)
        if decided:
            yield decided, _decision(members[0], telling, checked)
        else:
            yield from (("", _gathered(ones, telling)) for ones in _by_step(members))


def _by_step(members: Sequence[Line]) -> Iterable[list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in members:
        found.setdefault(line.step or "", []).append(line)
    return found.values()


def _gathered(members: Sequence[Line], telling: Telling) -> HistoryEntry:
    first, last = members[0].on, members[-1].on
    day = telling.wording.day
    one_day = first == last
    named = members[0].context.step_name
    return HistoryEntry(
        when=day(first) if one_day else f"{day(first)}–{day(last)}",
        what=telling.name(named) if named else telling.wording.say("history.matter"),
        gist=tuple(
            sentence(line, telling) if one_day else f"{day(line.on)} {sentence(line, telling)}" for line in members
        ),
        notes=tuple(note for line in members for note in _deviations(line, telling)),
        documents=_documents(members, telling),
    )


def _decision(line: Line, telling: Telling, checked: dict[str, date]) -> HistoryEntry:
    gist = shown(line, telling, telling.plain(line.decision))
    day = checked.get(line.key)
    return HistoryEntry(
        when=telling.wording.day(line.on),
        what=heading(line, telling),
        outcome=outcome_word(line.clauses, telling.wording),
        checked=telling.wording.say("history.checked", day=telling.wording.day(day))
        if day
        else telling.wording.say("status.unchecked"),
        gist=(gist,) if gist else (),
        clauses=tuple(_clause(telling, clause) for clause in line.clauses if _read(line, telling)),
        notes=(*_notes(line, telling), *_deviations(line, telling)),
        followed=followed(line.key, telling, line.letters) if line.key in telling.standing.decisions else (),
        documents=_documents([line], telling),
    )


def _checked(lines: Sequence[Line]) -> dict[str, date]:
    return {line.fact.decision: line.on for line in lines if isinstance(line.fact, MinutesChecked)}


def _clause(telling: Telling, clause: ClauseLine) -> HistoryClause:
    proposed = telling.plain(clause.proposed)
    same = clause.relation is Relation.AS_PROPOSED and clause.proposed
    decided = telling.wording.say("history.unchanged") if same else telling.plain(clause.decided)
    return HistoryClause(proposed=proposed or "–", decided=decided or _by_effect(telling, clause))


def _by_effect(telling: Telling, clause: ClauseLine) -> str:
    if clause.relation in {Relation.REJECTED, Relation.NOT_HANDLED}:
        return telling.wording.say(f"relation.{clause.relation.value}")
    return telling.wording.say(f"effect.{clause.effect.value}")


def _notes(line: Line, telling: Telling) -> Iterator[str]:
    fact = line.fact
    if not isinstance(fact, DecisionRecorded):
        return
    if who := presented(telling, fact):
        yield telling.wording.say("history.presenter", who=who)
    if fact.how_changed is not HowChanged.UNCHANGED:
        how = telling.wording.say(f"how_changed.{fact.how_changed.value}")
        yield telling.wording.say("history.how", how=how)
    if fact.votes:
        yield from (vote_sentence(telling, vote) for vote in fact.votes)
    else:
        yield telling.wording.say("history.no_votes")
    yield _remedy(telling, fact)
    standing = telling.standing.decisions.get(line.key)
    if standing and (day := final_on(standing)):
        yield telling.wording.say("history.final", day=telling.wording.day(day))


def _remedy(telling: Telling, fact: DecisionRecorded) -> str:
    if fact.remedy is not Remedy.NONE:
        return telling.wording.say("history.remedy", remedy=telling.wording.say(f"remedy.{fact.remedy.value}"))
    executed = any(clause.effect is Effect.EXECUTED for clause in fact.clauses)
    return telling.wording.say("history.remedy_execution" if executed else "history.remedy_none")


def _read(line: Line, telling: Telling) -> bool:
    return not isinstance(line.fact, DecisionRecorded) or line.fact.publicity in telling.reads


def _deviations(line: Line, telling: Telling) -> Lines:
    if line.kind == "deviation":
        return ()
    return tuple(deviation_sentence(one, telling) for one in line.deviations)


def _documents(members: Sequence[Line], telling: Telling) -> Lines:
    every = newest([one for line in members for one in line.documents])
    return tuple(dict.fromkeys(paper_name(one.made, telling) for one in every))
