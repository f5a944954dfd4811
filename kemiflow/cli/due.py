"""What is owed: what closes first, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from kemiflow.cli import show as showing
from kemiflow.cli.desk import Desk
from kemiflow.cli.tongue import helps

if TYPE_CHECKING:
    from kemiflow.app.kept import DutyRow
    from kemiflow.core.duty import Duty


def due(ctx: typer.Context) -> None:
    """List the open duties, what closes first before the others."""
    from kemiflow.app.rows import duty_of

    desk = Desk(ctx)
    rows = [(row, duty_of(row)) for row in desk.home.world.lists.open_duties() if "@" not in row.duty]
    ordered = sorted(rows, key=lambda one: (_closes(one[1]), one[1].due, one[0].case, one[0].duty))
    if ctx.obj.json:
        showing.plain_data([_plain(row, duty) for row, duty in ordered])
        return
    if not ordered:
        showing.lines(helps("say.nothing_due"))
        return
    columns = ("closes", "due", "what", "who", "missing", "case")
    showing.table([desk.column(name) for name in columns], [_row(desk, duty) for _, duty in ordered])


def _closes(duty: Duty) -> str:
    return min(duty.due, duty.cutoff.closes if duty.cutoff else duty.due).isoformat()


def _plain(row: DutyRow, duty: Duty) -> dict[str, object]:
    names = ("case", "kind", "about", "title", "role", "scope", "person", "due", "opened", "step", "lacks", "cutoff")
    return {"duty": row.duty, **{name: getattr(duty, name) for name in names}, "next_letter": row.next_on}


def _row(desk: Desk, duty: Duty) -> tuple[str, ...]:
    word = desk.wording
    person = desk.city.person(duty.person)
    closes = f"{word.two_letter(duty.cutoff.closes)} {word.clock(duty.cutoff.hour)}" if duty.cutoff else ""
    who = person.name if person else word.say(f"role.{duty.role}")
    what = f"{word.say(f'duty.{duty.kind}')}: {duty.title}"
    lacks = [word.say(f"lack.{lack}") if word.knows(f"lack.{lack}") else lack for lack in duty.lacks]
    return closes, word.two_letter(duty.due), what, who, word.listing(lacks) if lacks else "", duty.case
