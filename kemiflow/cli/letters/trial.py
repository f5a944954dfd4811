"""Trying a new rule of letters out, before it is adopted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk
from kemiflow.cli.frame.options import content, shown_name
from kemiflow.cli.frame.slips import Slip

if TYPE_CHECKING:
    from kemiflow.app.letters.tried import Rules


def trial(
    ctx: typer.Context,
    process: Annotated[str | None, typer.Option()] = None,
    city: Annotated[str | None, typer.Option()] = None,
    days: Annotated[int, typer.Option(min=1, max=366)] = 30,
) -> None:
    """Show which letters would come under other rules, beside those that come now."""
    from kemiflow.app.letters.tried import trial as tried

    if not (process or city):
        raise Slip("no_rules")
    desk = Desk(ctx)
    found = tried(desk.home.world, _rules(process, city), desk.today, desk.today + timedelta(days=days - 1))
    if ctx.obj.json:
        showing.plain_data(found)
        return
    word = desk.wording
    rows = [(word.day(one.day), one.person, one.kind, _mark(one.now), _mark(one.then)) for one in found]
    showing.table([desk.column(name) for name in ("day", "who", "kind", "now", "then")], rows)
    now, then = (sum(getattr(one, name) for one in found) for name in ("now", "then"))
    showing.lines(desk.say("tried", now=now, then=then, days=days))


def _rules(process: str | None, city: str | None) -> Rules:
    from kemiflow.app.letters.tried import Rules
    from kemiflow.exchange.city_file import read_settings
    from kemiflow.exchange.process_file import read_process

    return Rules(
        process=read_process(content(process), shown_name(process)) if process else None,
        settings=read_settings(content(city), shown_name(city)) if city else None,
    )


def _mark(true: object) -> str:
    return "x" if true else ""
