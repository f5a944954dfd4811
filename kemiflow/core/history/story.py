"""The story of a matter, as of any day and as it was known on any day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from kemiflow.core.days import HELSINKI, ONE_DAY
from kemiflow.core.definition.process import Process
from kemiflow.core.folding.fold import fold, mended
from kemiflow.core.history.attach import with_documents, with_letters
from kemiflow.core.history.context import contexts
from kemiflow.core.history.kinds import kind_of
from kemiflow.core.history.line import ClauseLine, Context, Correction, DeviationLine, Line, OrderLine
from kemiflow.core.records import Corrected, Fact, Record
from kemiflow.core.records.case import DeviationNoted, DocumentMade
from kemiflow.core.records.decision import DecisionRecorded
from kemiflow.core.records.orders import HandlingOrder, Order
from kemiflow.core.records.step import RemarkResolved
from kemiflow.core.streams import case_of
from kemiflow.core.values import Text, Words

DEVIATING = frozenset({"decision", "statement", "session_held", "item_listed"})


@dataclass(frozen=True, kw_only=True)
class _Seen:
    process: Process
    contexts: Mapping[str, Context]
    corrections: Mapping[str, tuple[Correction, ...]]


def history(
    records: Sequence[Record],
    definitions: Mapping[str, Process],
    *,
    as_of: date | None = None,
    known_by: date | None = None,
    letters: Sequence[Record] = (),
) -> tuple[Line, ...]:
    """Give the lines, oldest first: what was told by the end of `known_by`, corrected, of what happened by `as_of`.

    `letters` are records of persons' streams; those that cover the matter are counted. Errors: as of `fold`.
    """
    told = known(records, known_by)
    if not told:
        return ()
    course = mended(told)
    process = fold(told, definitions).process
    visible = sorted((one for one in course if as_of is None or one.on <= as_of), key=lambda one: (one.on, one.seq))
    seen = _Seen(process=process, contexts=contexts(course, process), corrections=_corrections(told))
    lines = _lines(visible, seen)
    lines = with_documents(lines, [one for one in visible if isinstance(one.fact, DocumentMade)], seen.contexts)
    sent = [one for one in known(letters, known_by) if as_of is None or one.on <= as_of]
    return tuple(with_letters(lines, sent, case_of(told[0].stream)))


def known(records: Sequence[Record], day: date | None) -> tuple[Record, ...]:
    """Give what had been told by the end of a day in Finland; everything when no day is given."""
    if day is None:
        return tuple(records)
    limit = datetime.combine(day + ONE_DAY, time.min, tzinfo=HELSINKI)
    return tuple(record for record in records if record.at < limit)


def _corrections(told: Sequence[Record]) -> dict[str, tuple[Correction, ...]]:
    found: dict[str, tuple[Correction, ...]] = {}
    for record in told:
        if isinstance(record.fact, Corrected):
            mended_by = Correction(known_at=record.at, by=record.by, reason=record.fact.reason)
            found[record.fact.of] = (*found.get(record.fact.of, ()), mended_by)
    return found


def _lines(visible: Sequence[Record], seen: _Seen) -> list[Line]:
    lines: list[Line] = []
    for record in visible:
        line = _line(record, seen)
        if line is not None and not _joined(lines, line):
            lines.append(line)
    return lines


def _joined(lines: list[Line], line: Line) -> bool:
    if not isinstance(line.fact, DeviationNoted | RemarkResolved):
        return False
    for place, other in reversed(list(enumerate(lines))):
        if (other.on, other.step) == (line.on, line.step) and _takes(other, line):
            lines[place] = replace(
                other,
                keys=other.keys if isinstance(line.fact, DeviationNoted) else (*other.keys, line.key),
                deviations=(*other.deviations, *line.deviations),
                corrections=(*other.corrections, *line.corrections),
            )
            return True
    return False


def _takes(other: Line, line: Line) -> bool:
    if isinstance(line.fact, DeviationNoted):
        return line.step is not None and other.kind in DEVIATING
    return isinstance(line.fact, RemarkResolved) and isinstance(other.fact, RemarkResolved)


def _line(record: Record, seen: _Seen) -> Line | None:
    fact, context, corrections = record.fact, seen.contexts[record.key], seen.corrections.get(record.key, ())
    kind = kind_of(fact, context)
    if kind is None or isinstance(fact, DocumentMade):
        return None
    line = Line(
        on=record.on,
        known_at=max([record.at, *(one.known_at for one in corrections)]),
        kind=kind,
        fact=fact,
        by=record.by,
        key=record.key,
        keys=(record.key,),
        context=context,
        round=getattr(fact, "round", None),
        body=getattr(fact, "body", None),
        section=getattr(fact, "section", None),
        text=_note(fact),
        corrections=corrections,
    )
    if isinstance(fact, DeviationNoted):
        noted = DeviationLine(key=record.key, kind=fact.kind, reason=fact.reason, title=context.title)
        return replace(line, text=None, deviations=(noted,))
    return _decided(line, fact, seen.process) if isinstance(fact, DecisionRecorded) else line


def _note(fact: Fact) -> Text | None:
    if isinstance(fact, RemarkResolved):  # a line gathers many, each with its own reason: the summary tells them
        return None
    return (
        getattr(fact, "reason", None)
        or getattr(fact, "note", None)
        or getattr(fact, "words", None)
        or getattr(fact, "changes", None)
    )


def _decided(line: Line, fact: DecisionRecorded, process: Process) -> Line:
    return replace(
        line,
        proposal=tuple(clause.proposed for clause in fact.clauses if clause.proposed),
        decision=fact.gist,
        minutes=fact.minutes,
        clauses=tuple(
            ClauseLine(
                proposed=clause.proposed,
                decided=clause.decided,
                relation=clause.relation,
                effect=clause.effect,
                until=clause.until,
            )
            for clause in fact.clauses
        ),
        how_changed=fact.how_changed,
        orders=tuple(OrderLine(order=order, step_name=_step_name(order, process)) for order in fact.orders),
    )


def _step_name(order: Order, process: Process) -> Words | None:
    step = process.step(order.step) if isinstance(order, HandlingOrder) else None
    return step.name if step else None
