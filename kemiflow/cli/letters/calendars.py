"""Calendars of persons and bodies, written as iCalendar."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urljoin

import typer

from kemiflow.aside import write_whole
from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk
from kemiflow.cli.frame.options import STDIN
from kemiflow.cli.frame.slips import Slip

if TYPE_CHECKING:
    from kemiflow.app.letters.feeds import Feed

Out = Annotated[str, typer.Option("--out")]
Name = Annotated[str, typer.Argument()]


def person(ctx: typer.Context, name: Name, out: Out = STDIN) -> None:
    """Write a person's calendar."""
    from kemiflow.app.letters.feeds import of_person

    desk = Desk(ctx)
    known = desk.city.person(name)
    if known is None:
        raise Slip("no_person", value=name, known=", ".join(desk.city.people))
    _write(desk, of_person(desk.home.world, known), out)


def body(ctx: typer.Context, name: Name, out: Out = STDIN) -> None:
    """Write a body's calendar."""
    from kemiflow.app.letters.feeds import for_body

    desk = Desk(ctx)
    known = desk.city.settings.body(name)
    if known is None:
        raise Slip("no_body", value=name, known=", ".join(one.id for one in desk.city.settings.bodies))
    _write(desk, for_body(desk.home.world, known), out)


def address(
    ctx: typer.Context,
    person: Annotated[str | None, typer.Option()] = None,
    body: Annotated[str | None, typer.Option()] = None,
) -> None:
    """Give the secret address of a calendar."""
    from kemiflow.core.feed_address import FeedAddress, Owner

    desk = Desk(ctx)
    if (person is None) == (body is None):
        raise Slip("person_or_body")
    if person:
        _known("no_person", person, desk.city.people)
    else:
        _known("no_body", body or "", [one.id for one in desk.city.settings.bodies])
    owner = FeedAddress(owner=Owner.PERSON if person else Owner.BODY, id=person or body or "")
    path = f"/kalenteri/{desk.home.world.links.feed(owner)}.ics"
    whole = urljoin(desk.city.settings.answer_url or "", path)
    if ctx.obj.json:
        showing.plain_data({"address": whole})
        return
    showing.lines(whole, desk.say("calendar_secret"))


def _known(slip: str, value: str, among: Iterable[str]) -> None:
    if value not in among:
        raise Slip(slip, value=value, known=", ".join(among))


def _write(desk: Desk, feed: Feed, out: str) -> None:
    from kemiflow.exchange.feed import domain, write

    data = write(feed.name, feed.entries, domain=domain(desk.city.settings.answer_url), stamp=feed.told)
    if out == STDIN:
        sys.stdout.buffer.write(data)
        return
    write_whole(Path(out), data)
    showing.lines(desk.say("calendar_written", file=out, count=len(feed.entries)))
