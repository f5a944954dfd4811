"""The public version as it goes out: an annex for the page and Word, rows of a table, plain values for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kemiflow.core.documents import HistoryAnnex, HistoryEntry, HistoryOrder
from kemiflow.core.history.annex import corrections
from kemiflow.core.history.entries import entries
from kemiflow.core.history.followed import orders_of
from kemiflow.core.history.line import Line
from kemiflow.core.history.names import texts
from kemiflow.core.history.outcome import outcome_word
from kemiflow.core.history.plain import Json, newest
from kemiflow.core.history.plain import told as plainly
from kemiflow.core.history.public import Public, open_to_all
from kemiflow.core.history.words import heading, sentence
from kemiflow.core.items.handled import motion_sentence, presented
from kemiflow.core.items.telling import Lines
from kemiflow.core.records.decision import DecisionRecorded, Motion

INWARD: Final = frozenset({"known_at", "letters", "corrected", "by", "key"})
OF_ORDERS: Final = "for"


def annex(version: Public) -> HistoryAnnex:
    """Give the public version as an annex; what was foreseen and is asked of people does not belong to it."""
    telling = version.telling
    return HistoryAnnex(
        title=version.told("", telling.title),
        register_number=telling.standing.register_number,
        date=telling.day,
        preparer=version.told("", telling.post(telling.standing.preparer)),
        entries=tuple(_entries(version)),
        orders=tuple(_order(version, key, row) for key, row in orders_of(telling)),
        corrections=version.told("", corrections(version.lines, telling)),
        banner=telling.city.settings.banner,
        public=" ".join(notice(version)),
    )


def as_data(version: Public) -> Json:
    """Give the public version as plain values: days in ISO 8601, `remove_names_from` the first day that takes names.

    It is null when no names remain, and while the day is not known; `notice` says which.
    """
    telling = version.telling
    days = [removal.day for key, _ in _naming(version) if (removal := version.removal(key))]
    return {
        "as_of": telling.day.isoformat(),
        "notice": " ".join(notice(version)),
        "remove_names_from": min(days).isoformat() if days else None,
        "title": version.told("", telling.title),
        "register_number": telling.standing.register_number,
        "lines": [_data(version, line) for line in version.lines],
    }


def rows(version: Public) -> Iterator[tuple[str, str, str, str]]:
    """Give the lines as rows of a table: day (ISO 8601), body or step, what happened, outcome."""
    telling = version.telling
    for line in version.lines:
        row = (heading(line, telling), sentence(line, telling), outcome_word(line.clauses, telling.wording))
        yield (line.on.isoformat(), *version.told(_key(line), row))


def notice(version: Public) -> Lines:
    """Say as of which day the version is, and of each decision whose names remain from which day on they must go."""
    say, day = version.telling.say, version.telling.wording.day
    return say("public_version", day=day(version.telling.day)), *(
        say("names_until", reference=named, day=day(removal.day))
        if (removal := version.removal(key))
        else say("names_open", reference=named)
        for key, named in _naming(version)
    )


def _naming(version: Public) -> Iterator[tuple[str, str]]:
    """Give the decisions in whose lines names remain, each with its reference."""
    for line, fact in version.decided:
        if not version.gone(line.key) and _names_anybody(version, line):
            yield line.key, version.telling.reference(fact.body, line.on, fact.section)


def _names_anybody(version: Public, line: Line) -> bool:
    return any(map(version.names[line.key].stand_in, texts(_data(version, line))))


def _key(line: Line) -> str:
    return line.key if isinstance(line.fact, DecisionRecorded) else ""


def _entries(version: Public) -> Iterator[HistoryEntry]:
    facts = {line.key: fact for line, fact in version.decided}
    for key, entry in entries(version.lines, version.telling):
        held = tuple(_held(version, facts[key])) if key in facts else ()
        yield version.told(key, replace(entry, notes=(*entry.notes, *held)))


def _order(version: Public, decision: str, row: HistoryOrder) -> HistoryOrder:
    """Give an order; whoever got it is told by title, since most decisions name nobody."""
    told: HistoryOrder = version.told(decision, row)
    return replace(told, who=version.told("", row.who))


def _held(version: Public, fact: DecisionRecorded) -> Iterator[str]:
    """Say what the minutes tell of people: who moved what, dissented, was disqualified, prepared."""
    telling = version.telling
    yield from (motion_sentence(telling, motion) for motion in fact.motions)
    for name in ("dissent", "disqualified", "preparers"):
        if found := getattr(fact, name):
            yield telling.say(f"of_{name}", who=telling.wording.listing(list(map(telling.who, found))))


def _data(version: Public, line: Line) -> Json:
    told = {name: value for name, value in plainly(line, version.telling).items() if name not in INWARD}
    told |= {
        "deviations": [_deviation(one) for one in _listed(told, "deviations")],
        "documents": [{"on": one.on.isoformat(), "kind": one.made.kind} for one in newest(line.documents)],
        "orders": [{name: part for name, part in one.items() if name != OF_ORDERS} for one in _listed(told, "orders")],
        "corrections": [version.telling.plain(one.reason) for one in line.corrections],
    }
    if isinstance(line.fact, DecisionRecorded) and open_to_all(line.fact):
        told |= _people(version, line, line.fact)
    shown: Json = version.told(_key(line), told)
    return shown


def _listed(told: Json, name: str) -> list[Json]:
    found = told[name]
    return found if isinstance(found, list) else []


def _deviation(told: Json) -> Json:
    return {**told, "kind": str(told["kind"]).partition(":")[0]}


def _people(version: Public, line: Line, fact: DecisionRecorded) -> Json:
    who = version.telling.who
    removal = version.removal(line.key)
    return {
        "presenter": presented(version.telling, fact),
        **{name: list(map(who, getattr(fact, name))) for name in ("dissent", "disqualified", "preparers")},
        "motions": [_motion(version, one) for one in fact.motions],
        "names_removed": bool(version.gone(line.key)),
        "remove_names_from": removal.day.isoformat() if removal else None,
    }


def _motion(version: Public, motion: Motion) -> Json:
    telling = version.telling
    seconded = telling.who(motion.seconded) if motion.seconded else None
    return {"by": telling.who(motion.by), "seconded": seconded, "text": telling.plain(motion.text), "fate": motion.fate}
