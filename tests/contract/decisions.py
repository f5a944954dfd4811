"""Rows of decisions that the contract tests share."""

from __future__ import annotations

from datetime import date

from kemiflow.app.kept import CaseRow, Derived
from kemiflow.app.lists.wanted import DecisionRow
from kemiflow.core.values import Publicity
from kemiflow.store.opening import Store
from tests.contract.drafts import AT, DAY, opening

REST = date(2030, 1, 1)


def row_of(
    case: str,
    words: str = "Kaupunkistrategian luonnos",
    on: date = DAY,
    level: Publicity = Publicity.PUBLIC,
    key: str = "decision:a:1",
) -> DecisionRow:
    """Give a decision that says some words to those who may read a level."""
    return DecisionRow(
        case=case, key=key, on=on, body="city_board", gist=words, publicity=level, said=((level, words),)
    )


def listed(store: Store, *rows: DecisionRow) -> None:
    """Let the lists know of decisions, each in a matter of its own that was opened before."""
    cases = sorted({one.case for one in rows})
    store.journal.append([opening(case) for case in cases], at=AT)
    with store.journal.transaction(AT) as unit:
        for case in cases:
            row = CaseRow(case=case, wake_on=REST, last_seq=1)
            unit.derive(Derived(row=row, decisions=tuple(one for one in rows if one.case == case)))
