"""A line of the history as plain values, for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from kemiflow.core.city import City
from kemiflow.core.days import HELSINKI
from kemiflow.core.history.line import ClauseLine, DocumentLine, Line, OrderLine
from kemiflow.core.history.outcome import deviation_sentence, order_sentence, outcome_word, shown
from kemiflow.core.history.words import sentence
from kemiflow.core.items.telling import Naming
from kemiflow.core.records.orders import HandlingOrder, SessionOrder, TaskOrder
from kemiflow.core.values import Text
from kemiflow.core.wording import Wording

Json = dict[str, object]


def as_json(line: Line, wording: Wording, city: City) -> Json:
    """Give a line as plain values; texts that are not public stand as the sentence that says so.

    `on` is a day, `known_at` a time in Finland with its offset, both ISO 8601; what is not known is null or empty.
    """
    return told(line, Naming(city=city, wording=wording))


def told(line: Line, naming: Naming) -> Json:
    """Give a line as plain values, in the words of whoever names people and texts for its reader."""
    return {
        "on": line.on.isoformat(),
        "known_at": line.known_at.astimezone(HELSINKI).isoformat(),
        "kind": line.kind,
        "step": line.step,
        "round": line.round,
        "body": line.body,
        "section": line.section,
        "text": sentence(line, naming),
        "proposal": [_told(line, naming, text) for text in line.proposal],
        "decision": _told(line, naming, line.decision),
        "outcome": outcome_word(line.clauses, naming.wording) or None,
        "minutes": _told(line, naming, line.minutes),
        "clauses": [_clause(line, naming, clause) for clause in line.clauses],
        "how_changed": line.how_changed.value if line.how_changed else None,
        "orders": [_order(line, naming, order) for order in line.orders],
        **_around(line, naming),
        "corrected": line.corrected,
        "by": line.by,
        "key": line.key,
    }


def _around(line: Line, naming: Naming) -> Json:
    return {
        "deviations": [
            {"kind": one.kind, "reason": naming.plain(one.reason), "text": deviation_sentence(one, naming)}
            for one in line.deviations
        ],
        "documents": [_document(one) for one in newest(line.documents)],
        "letters": [
            {"on": one.on.isoformat(), "kind": one.kind, "fate": one.fate.value if one.fate else None}
            for one in line.letters
        ],
        "corrections": [
            {
                "known_at": one.known_at.astimezone(HELSINKI).isoformat(),
                "by": one.by,
                "reason": naming.plain(one.reason),
            }
            for one in line.corrections
        ],
    }


def newest(documents: Sequence[DocumentLine]) -> tuple[DocumentLine, ...]:
    """Give the last version of each document, in the order in which they were first made."""
    return tuple({(one.made.kind, one.made.about): one for one in documents}.values())


def _told(line: Line, naming: Naming, text: Text | None) -> str | None:
    return shown(line, naming, naming.plain(text)) or None


def _clause(line: Line, naming: Naming, clause: ClauseLine) -> Json:
    return {
        "proposed": _told(line, naming, clause.proposed),
        "decided": _told(line, naming, clause.decided),
        "relation": clause.relation.value,
        "effect": clause.effect.value,
        "until": clause.until.isoformat() if clause.until else None,
    }


def _order(line: Line, naming: Naming, ordered: OrderLine) -> Json:
    text = shown(line, naming, order_sentence(ordered, naming))
    match ordered.order:
        case SessionOrder(body=body, window=window, before=before, organiser=organiser):
            days = {"first": window.first.isoformat(), "last": window.last.isoformat()}
            return {"kind": "session", "text": text, "body": body, **days, "before": before, "for": organiser}
        case HandlingOrder(step=step, with_matter=matter, window=window):
            last = window.last.isoformat() if window else None
            return {"kind": "handling", "text": text, "step": step, "with": matter, "last": last}
        case TaskOrder(due=due, addressee=addressee):
            return {"kind": "task", "text": text, "last": due.isoformat() if due else None, "for": addressee}
        case _ as never:
            assert_never(never)


def _document(one: DocumentLine) -> Json:
    return {"on": one.on.isoformat(), "kind": one.made.kind, "about": one.made.about, "file": one.made.file}
