"""The proof of letters: duty by duty what people were told, what they answered, what the director decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kemiflow.core.city import City
from kemiflow.core.duty import DutyKind
from kemiflow.core.letters.answered import answer_of
from kemiflow.core.letters.ladder import spoken
from kemiflow.core.records import Record
from kemiflow.core.records.orders import TaskOrder
from kemiflow.core.records.person import Covered, Fate, LetterDecided, LetterSettled
from kemiflow.core.records.project import DirectorDecided
from kemiflow.core.standing import Standing
from kemiflow.core.wording import Wording

OF_PROJECTS = frozenset({DutyKind.DETAILS, DutyKind.RULING})


@dataclass(frozen=True, kw_only=True)
class Proved:
    """One duty, or one project with its director's ruling: everything dated, oldest first."""

    what: str
    who: tuple[str, ...]
    letters: tuple[str, ...]
    answers: tuple[str, ...]
    rulings: tuple[str, ...]


@dataclass(kw_only=True)
class _Row:
    kind: DutyKind
    about: str
    who: list[str] = field(default_factory=list)
    letters: list[tuple[date, str]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    rulings: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Sources:
    """What a proof is made from: the matter with its records, the city, and everybody's letters by person."""

    standing: Standing
    records: Sequence[Record]
    city: City
    people: Mapping[str, Sequence[Record]]
    wording: Wording


def proof(sources: Sources) -> tuple[Proved, ...]:
    """Give what was told, answered and decided in a matter; names are those of the city's own people."""
    rows: dict[str, _Row] = {}
    for person, records in sources.people.items():
        for letter, fate, one in _covered(records, sources.standing.case):
            row = rows.setdefault(_place(one.duty), _new(one.duty))
            name = _name(sources, person)
            row.who = list(dict.fromkeys([*row.who, name]))
            row.letters.append((letter.day, _told(sources, name, letter.day, one, fate)))
    for record in sources.records:
        _answer(rows, record, sources)
    return tuple(_proved(sources, row) for _, row in sorted(rows.items()))


def _covered(records: Iterable[Record], case: str) -> Iterator[tuple[LetterDecided, Fate | None, Covered]]:
    listed = tuple(records)
    fates = {one.fact.letter: one.fact.fate for one in listed if isinstance(one.fact, LetterSettled)}
    for record in listed:
        if isinstance(record.fact, LetterDecided):
            for one in record.fact.covers:
                if one.case == case:
                    yield record.fact, fates.get(record.key), one


def _place(duty: str) -> str:
    """Give the row of a duty: that of a project takes the director's ruling in."""
    kind, about = _parts(duty)
    return f"{DutyKind.DETAILS}:{about}" if kind in OF_PROJECTS else duty


def _parts(duty: str) -> tuple[str, str]:
    kind, _, rest = duty.partition(":")
    about, _, round_ = rest.rpartition(":")
    return kind, about if about and round_.isdigit() else rest


def _new(duty: str) -> _Row:
    kind, about = _parts(duty)
    return _Row(kind=DutyKind.DETAILS if kind in OF_PROJECTS else DutyKind(kind), about=about)


def _told(sources: Sources, name: str, day: date, one: Covered, fate: Fate | None) -> str:
    word = sources.wording
    name_of, unsaid_rungs = spoken(one)
    rung = word.say(f"rung.{name_of.partition('-')[0]}")
    sent = fate is Fate.SENT
    line = word.say("proof.letter", day=word.day(day), what=rung, name=name)
    unsaid = word.say("proof.unsaid", count=len(unsaid_rungs)) if unsaid_rungs else ""
    state = "" if sent else word.say("proof.state", state=word.say(f"status.{fate or 'pending'}"))
    return f"{line}{unsaid}{state}"


def _answer(rows: dict[str, _Row], record: Record, sources: Sources) -> None:
    found = answer_of(record, sources.wording)
    if found is None:
        return
    duty, said = found
    row = next((one for place, one in rows.items() if duty in _names(place)), None)
    if row is None:
        row = rows.setdefault(duty, _new(duty))
    day, name = sources.wording.day(record.on), _name(sources, record.by)
    line = sources.wording.say("proof.answer", day=day, what=said, name=name)
    (row.rulings if isinstance(record.fact, DirectorDecided) else row.answers).append(line)


def _names(place: str) -> tuple[str, ...]:
    """Give the names under which an answer may call a row: in full, without its round, or by its kind alone."""
    return place, place.rpartition(":")[0], place.partition(":")[0]


def _proved(sources: Sources, row: _Row) -> Proved:
    return Proved(
        what=f"{sources.wording.say(f'duty.{row.kind}')}: {_title(sources, row)}",
        who=tuple(row.who),
        letters=tuple(line for _, line in sorted(row.letters)),
        answers=tuple(dict.fromkeys(row.answers)),
        rulings=tuple(row.rulings),
    )


def _title(sources: Sources, row: _Row) -> str:
    language, standing, about = sources.wording.language, sources.standing, row.about
    if about in standing.projects:
        return standing.projects[about].title
    body, sector = sources.city.settings.body(about), sources.city.settings.sector(about)
    named = sector or body if row.kind is DutyKind.NAME_PROJECTS else body or sector
    step = standing.process.step(about)
    found = named.name if named else step.name if step else None
    return found.in_language(language) if found else _task(standing, about) or about


def _task(standing: Standing, about: str) -> str | None:
    """Give what an order asked for in the decision's words; its duty is named by the order's key and place."""
    whats = {
        f"{one.decision}#{one.index}": one.order.what for one in standing.orders if isinstance(one.order, TaskOrder)
    }
    return str(whats[about]) if about in whats else None


def _name(sources: Sources, person: str) -> str:
    known = sources.city.person(person)
    return known.name if known else person
