"""Meetings: brought from a sheet or a calendar, moved, cancelled, listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.asked import day_in
from kemiflow.cli.frame.desk import Desk, granted
from kemiflow.cli.frame.options import Reason, content, shown_name
from kemiflow.cli.frame.slips import Slip
from kemiflow.core.values import Text

if TYPE_CHECKING:
    from kemiflow.core.city import Meeting
    from kemiflow.core.records.city import CityFact


def bring(ctx: typer.Context, file: Annotated[str, typer.Argument()]) -> None:
    """Import meetings."""
    from kemiflow.exchange.meetings import read_meetings

    desk = Desk(ctx)
    data = content(file)
    city = desk.city
    read = read_meetings(data, shown_name(file), city.settings)
    fresh = [one for one in read if city.meeting(one.meeting) is None]
    _tell(desk, *fresh)
    if ctx.obj.json:
        showing.plain_data({"set": [one.meeting for one in fresh], "known": len(read) - len(fresh)})
        return
    showing.lines(desk.say("meetings", count=len(fresh), known=len(read) - len(fresh)))


def listing(ctx: typer.Context, body: Annotated[str | None, typer.Option()] = None) -> None:
    """List the meetings from a day on."""
    desk = Desk(ctx)
    city, language = desk.city, desk.wording.language
    coming = [one for one in city.meetings if one.day >= desk.day and body in {None, one.body}]
    if ctx.obj.json:
        showing.plain_data(coming)
        return
    day = desk.wording.two_letter
    names = {one.id: one.name.in_language(language) for one in city.settings.bodies}
    rows = [
        (
            one.id,
            f"{day(one.day)} {one.time}",
            names.get(one.body, one.body),
            f"{day(one.closes)} {one.hour}",
            _note(desk, one),
        )
        for one in coming
    ]
    showing.table([desk.column(key) for key in ("id", "day", "body", "closes", "note")], rows)


def move(
    ctx: typer.Context,
    meeting: Annotated[str, typer.Argument()],
    to: Annotated[str, typer.Option()],
    closes: Annotated[str | None, typer.Option()] = None,
    reason: Reason = None,
) -> None:
    """Move a meeting."""
    from kemiflow.core.commands.check import known
    from kemiflow.core.records.city import MeetingMoved
    from kemiflow.exchange.bodies import closing_day

    desk = Desk(ctx)
    city, day = desk.city, day_in(to, "--to")
    found = city.meeting(meeting)
    body = city.settings.body(found.body) if found else None
    if day is None or found is None or body is None:
        granted(known("meeting", meeting, [one.id for one in city.meetings]))
        raise Slip("no_day", option="--to", value=to)
    closing = day_in(closes, "--closes") or closing_day(body, day, city.settings)
    _tell(desk, MeetingMoved(meeting=meeting, day=day, closes=closing, reason=Text(text=reason) if reason else None))
    if ctx.obj.json:
        showing.plain_data({"meeting": meeting, "day": day, "closes": closing})
        return
    word = desk.wording
    showing.lines(desk.say("moved", meeting=meeting, day=word.day(day), closes=word.day(closing)))


def cancel(ctx: typer.Context, meeting: Annotated[str, typer.Argument()], reason: Reason = None) -> None:
    """Cancel a meeting."""
    from kemiflow.core.records.city import MeetingCancelled

    desk = Desk(ctx)
    _tell(desk, MeetingCancelled(meeting=meeting, reason=Text(text=reason) if reason else None))
    if ctx.obj.json:
        showing.plain_data({"meeting": meeting, "cancelled": True})
        return
    showing.lines(desk.say("cancelled", meeting=meeting))


def _tell(desk: Desk, *facts: CityFact) -> None:
    from kemiflow.app import submit
    from kemiflow.core.commands import Tell

    if facts:
        granted(submit.tell_city(desk.home.world, tuple(Tell(fact=fact, on=desk.day) for fact in facts), desk.asking()))


def _note(desk: Desk, one: Meeting) -> str:
    moved = desk.say("moved_from", day=desk.wording.day(one.moved_from)) if one.moved_from else ""
    marks = [desk.wording.say("matter.budget") if one.budget else "", moved]
    return ", ".join(mark for mark in [*marks, desk.wording.say("status.cancelled") if one.cancelled else ""] if mark)
