"""A person is invited to the site: a link that is good once."""

from __future__ import annotations

from typing import Annotated

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk
from kemiflow.cli.frame.slips import Slip
from kemiflow.cli.machine.serving import PORT


def invite(ctx: typer.Context, person: Annotated[str, typer.Argument()]) -> None:
    """Invite a person to choose a password."""
    from kemiflow.app.people.accounts import INVITED
    from kemiflow.app.people.accounts import invite as made
    from kemiflow.web import site_of

    desk = Desk(ctx)
    if person not in desk.city.people:
        raise Slip("no_person", value=person, known=", ".join(desk.city.people))
    site = site_of(desk.home)
    address = site.configuration.address or f"http://127.0.0.1:{PORT}"
    link = f"{address}/kutsu/{made(site.door, person)}"
    if ctx.obj.json:
        showing.plain_data({"person": person, "link": link, "days": INVITED.days})
        return
    showing.lines(desk.say("invited", days=INVITED.days), link)
