"""Statutory time limits, for anybody: no home is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from kemiflow.cli.frame import show
from kemiflow.cli.frame.asked import day_in
from kemiflow.cli.frame.options import choice
from kemiflow.cli.frame.slips import Slip
from kemiflow.cli.frame.tongue import helps, words
from kemiflow.core import limits

if TYPE_CHECKING:
    from datetime import date

_REMEDIES: Final[dict[str, limits.Challenge]] = {
    "rectification": limits.Remedy.RECTIFICATION,
    "appeal": limits.Remedy.APPEAL,
    "takeover": limits.Remedy.TAKEOVER,
}


def notification(
    ctx: typer.Context,
    remedy: Annotated[str, typer.Option()],
    channel: Annotated[str, typer.Option()],
    start: Annotated[str, typer.Option()],
) -> None:
    """Tell when a remedy ends."""
    chosen = _REMEDIES[choice(remedy, "--remedy", _REMEDIES)]
    by = limits.Channel(choice(channel, "--channel", limits.Channel))
    found = limits.notification(chosen, by, _day(start, "--start"))
    names = ("deemed", "last", "shifted", "reason", "personal_data_removal_from")
    if ctx.obj.json:
        show.plain_data({name: getattr(found, name) for name in names})
        return
    day = words().day
    facts = {"deemed": day(found.deemed), "last": day(found.last), "removal": day(found.personal_data_removal_from)}
    moved = helps("say.shifted", reason=found.reason) if found.shifted else ""
    show.lines(helps("say.notification", remedy=words().say(f"remedy.{chosen}"), moved=moved, **facts))


def notice(ctx: typer.Context, meeting: Annotated[str, typer.Option()]) -> None:
    """Tell when the council's notice must go out."""
    found = limits.notice(_day(meeting, "--meeting"))
    if ctx.obj.json:
        show.plain_data(found)
        return
    word = words()
    show.lines(helps("say.notice", legal=word.day(found.legal_latest), practical=word.day(found.practical_latest)))


def publication(ctx: typer.Context, published: Annotated[str, typer.Option()]) -> None:
    """Tell how long a notice stays online."""
    found = limits.publication(_day(published, "--published"))
    if ctx.obj.json:
        show.plain_data(found)
        return
    word = words()
    facts = {"last": word.day(found.last_day_online), "removal": word.day(found.personal_data_removal_from)}
    show.lines(helps("say.publication", **facts))


def _day(word: str, option: str) -> date:
    day = day_in(word, option)
    if day is None:
        raise Slip("no_day", option=option, value=word)
    return day
