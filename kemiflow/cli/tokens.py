"""Tokens of other programs: made, listed, revoked."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Final

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk, granted
from kemiflow.cli.frame.options import choice
from kemiflow.cli.frame.slips import Slip
from kemiflow.core.values import Role

KEEPERS: Final = frozenset({Role.SECRETARY, Role.ADMINISTRATOR, Role.MACHINE})


def make(
    ctx: typer.Context,
    person: Annotated[str, typer.Argument()],
    name: Annotated[str, typer.Option("--name")],
    reach: Annotated[str, typer.Option("--reach")] = "read",
    days: Annotated[int, typer.Option("--days", min=1, max=366)] = 90,
) -> None:
    """Make a token; its secret is shown this once."""
    from secrets import token_urlsafe

    from kemiflow.app.people import tokens

    desk = _keeper(ctx)
    if person not in desk.city.people:
        raise Slip("no_person", value=person, known=", ".join(desk.city.people))
    choice(reach, "--reach", tokens.Reach)
    now = desk.home.world.now()
    asked = tokens.Token(
        digest="", person=person, name=name, reach=tokens.Reach(reach), made=now, ends=now + timedelta(days=days)
    )
    secret = tokens.make(desk.home.store.tokens, asked, token_urlsafe(32))
    if ctx.obj.json:
        showing.plain_data({"token": secret, "person": person, "reach": reach, "ends": asked.ends})
        return
    showing.lines(secret, desk.say("token_made", person=person, day=desk.wording.day(asked.ends.date())))


def listing(ctx: typer.Context) -> None:
    """List the tokens."""
    desk = _keeper(ctx)
    found = desk.home.store.tokens.all()
    if ctx.obj.json:
        names = ("id", "person", "name", "reach", "made", "ends")
        showing.plain_data([{name: getattr(one, name) for name in names} for one in found])
        return
    rows = [(one.id, one.person, one.name, one.reach, desk.wording.day(one.ends.date())) for one in found]
    showing.table([desk.column(key) for key in ("id", "who", "name", "note", "day")], rows)


def revoke(ctx: typer.Context, token: Annotated[str, typer.Argument()]) -> None:
    """Revoke a token."""
    desk = _keeper(ctx)
    if not desk.home.store.tokens.revoke(token):
        raise Slip("no_token", value=token)
    showing.lines(*([] if ctx.obj.json else [desk.say("token_revoked", token=token)]))


def _keeper(ctx: typer.Context) -> Desk:
    from kemiflow.app.submit import whoever
    from kemiflow.core.commands.check import refuse

    desk = Desk(ctx)
    asking = desk.asking()
    may = whoever(desk.city, asking).holds(KEEPERS, None)
    granted(None if may else refuse("not_allowed", who=asking.by, what="RoleGiven"))
    return desk
