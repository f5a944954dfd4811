"""Matters: opened, listed, and where each stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from kemiflow.app import gather
from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk, granted
from kemiflow.cli.frame.options import Case, content, shown_name
from kemiflow.cli.frame.slips import Slip

if TYPE_CHECKING:
    from kemiflow.app.kept import CaseRow


def open_case(
    ctx: typer.Context,
    case: Case,
    register_number: Annotated[str, typer.Option()],
    title: Annotated[str, typer.Option()],
    process: Annotated[str, typer.Option()] = "strategy_update",
    preparer: Annotated[str | None, typer.Option()] = None,
) -> None:
    """Open a matter."""
    from kemiflow.app import submit
    from kemiflow.cli.processes import found
    from kemiflow.core.identifiers import MATTER
    from kemiflow.core.records.case import CaseOpened
    from kemiflow.core.values import Text
    from kemiflow.exchange.decoding import decoded
    from kemiflow.exchange.process_file import read_process
    from kemiflow.store.canonical import plain

    if not re.fullmatch(MATTER, case):
        raise Slip("no_case_name", value=case)
    desk = Desk(ctx)
    source = found(process, ctx.obj.folder)
    text = decoded(content(source), shown_name(source))
    read_process(text, shown_name(source))
    _possible(desk, preparer)
    fact = CaseOpened(
        definition=plain(text), register_number=register_number, title=Text(text=title), preparer=preparer
    )
    asking = submit.Asking(by=desk.by, today=desk.day)
    granted(submit.open_case(desk.home.world, case, (fact, text), asking))
    if ctx.obj.json:
        showing.plain_data({"case": case, "opened": desk.day, "register_number": register_number})
        return
    showing.lines(desk.say("opened", case=case, number=register_number), desk.say("walk_next", case=case))


def _possible(desk: Desk, preparer: str | None) -> None:
    from kemiflow.core.commands.check import known, refuse

    refused = refuse("future_day", day=desk.day, today=desk.today) if desk.day > desk.today else None
    granted(refused or (known("person", preparer, desk.city.people) if preparer else None))


def listing(ctx: typer.Context, closed: Annotated[bool, typer.Option("--closed")] = False) -> None:
    """List the matters."""
    desk = Desk(ctx)
    rows = [_whole(desk, row) for row in desk.home.world.lists.cases(closed=closed)]
    if ctx.obj.json:
        names = ("case", "title", "register_number", "process", "phase", "wake_on", "closed")
        showing.plain_data([{name: getattr(row, name) for name in names} for row in rows])
        return
    table = [
        (row.case, row.register_number, row.title, row.phase, desk.wording.day(row.wake_on) if row.wake_on else "")
        for row in rows
    ]
    showing.table([desk.column(key) for key in ("case", "number", "title", "phase", "wakes")], table)


def show(ctx: typer.Context, case: Case) -> None:
    """Show where a matter stands."""
    desk = Desk(ctx)
    seen = desk.look(case)
    view = seen.overview
    told = {"where": view.where, "next": view.coming_next, "fits": view.fits, "asked": view.asked}
    if ctx.obj.json:
        steps = [
            {name: getattr(one, name) for name in ("round", "ready", "begun", "due", "complete", "confirmed")}
            | {"step": one.step.id, "kind": one.step.kind}
            for one in seen.standing.steps.values()
        ]
        head = {"case": case, "title": seen.telling.title, "register_number": seen.standing.register_number}
        showing.plain_data({**head, "preparer": seen.standing.preparer, **told, "steps": steps})
        return
    showing.lines(seen.telling.title, seen.standing.register_number, "")
    showing.lines(*(f"{desk.say(name)} {' '.join(lines)}" for name, lines in told.items()))


def _whole(desk: Desk, row: CaseRow) -> CaseRow:
    """Fill in what a line lacks until the matter's first walk."""
    from dataclasses import replace

    if row.title:
        return row
    standing = gather.matter(desk.home.world, row.case).standing
    return replace(
        row, title=str(standing.title), register_number=standing.register_number, process=standing.process.id
    )
