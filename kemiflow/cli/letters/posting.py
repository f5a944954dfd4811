"""Letters that leave: all or some, to their readers or to a test address; and those of which nobody knows."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk
from kemiflow.cli.frame.options import choice
from kemiflow.cli.letters import left

if TYPE_CHECKING:
    from kemiflow.app.letters.delivery import Errand

SOME_LEFT: Final = 1
Redirect = Annotated[str | None, typer.Option("--redirect-to", metavar="ADDRESS")]
DryRun = Annotated[bool, typer.Option("--dry-run")]
Limit = Annotated[int | None, typer.Option("--limit", min=1)]
Only = Annotated[list[str] | None, typer.Option("--only", metavar="KIND")]
Now = Annotated[bool, typer.Option("--now")]
Name = Annotated[str, typer.Argument(metavar="KEY")]


def send(
    ctx: typer.Context,
    redirect_to: Redirect = None,
    dry_run: DryRun = False,
    limit: Limit = None,
    only: Only = None,
    now: Now = False,
) -> int:
    """Decide the day's letters and hand them over: all of them, or some."""
    from kemiflow.app.letters import posting
    from kemiflow.app.letters.delivery import Errand
    from kemiflow.core.letters import LetterKind

    kinds = frozenset(choice(kind, "--only", LetterKind) for kind in only or ())
    desk = Desk(ctx)
    errand = Errand(owner=f"cli-{os.getpid()}", today=desk.morning(dry=dry_run), only=kinds, limit=limit, now=now)
    if dry_run:
        return _would_leave(desk, errand)
    if redirect_to:
        return _redirected(desk, errand, redirect_to)
    return _sent(desk, left.Gone.of(posting.send_some(desk.home.world, errand)))


def unsure(ctx: typer.Context) -> None:
    """List the letters of which nobody knows whether they left."""
    from kemiflow.app.letters import posting

    desk = Desk(ctx)
    found = posting.unsure(desk.home.world, desk.today)
    if desk.asked.json:
        names = ("name", "person", "day", "subject", "message_id", "dot_at", "reason")
        showing.plain_data([{name: getattr(one, name) for name in names} for one in found])
        return
    if not found:
        showing.lines(desk.say("none_unsure"))
        return
    rows = [(one.name, one.subject, left.moment(one.dot_at), one.reason or "") for one in found]
    showing.table([desk.column(name) for name in ("letter", "subject", "dot_at", "note")], rows)
    showing.lines("", desk.say("settle_them"))


def settle(ctx: typer.Context, name: Name, fate: Annotated[str, typer.Argument(metavar="sent|unsent")]) -> None:
    """Settle a letter of which nobody knew: it left, or it goes again."""
    from kemiflow.app.letters import posting
    from kemiflow.app.letters.delivery import Errand

    known = choice(fate, "sent|unsent", ("sent", "unsent"))
    desk = Desk(ctx)
    errand = Errand(owner=desk.by, today=desk.today)
    parcel = posting.settle(desk.home.world, name, errand, sent=known == "sent")
    if desk.asked.json:
        showing.plain_data({"letter": parcel.name, "fate": known})
        return
    showing.lines(desk.say(f"settled_{known}", name=parcel.name))


def _would_leave(desk: Desk, errand: Errand) -> int:
    from kemiflow.app.letters import posting

    found = posting.waiting(desk.home.world, errand)
    if desk.asked.json:
        showing.plain_data([{"person": one.person, "kind": one.kind, "subject": one.subject} for one in found.done])
    else:
        told = (f"{one.person}: {one.subject}" for one in found.done)
        showing.lines(*told, desk.say("would_leave", count=len(found.done)))
    left.failures(desk, found.failed)
    return SOME_LEFT if found.failed else 0


def _redirected(desk: Desk, errand: Errand, address: str) -> int:
    from kemiflow.app.kept import Answer
    from kemiflow.app.letters import address as addresses
    from kemiflow.app.letters import posting

    addresses.address("", address)
    found = posting.redirect(desk.home.world, errand, address)
    taken = sum(one.answer is Answer.TAKEN for one in found.done)
    others = len(found.done) - taken + len(found.failed)
    if desk.asked.json:
        showing.plain_data({"redirected": taken, "failed": others})
    else:
        showing.lines(desk.say("redirected", count=taken, address=address))
    left.failures(desk, found.failed)
    return SOME_LEFT if others else 0


def _sent(desk: Desk, gone: left.Gone) -> int:
    if desk.asked.json:
        showing.plain_data(gone.plain)
    else:
        showing.lines(*[desk.say("sent", count=gone.sent.count)] * (not gone.sent.resting))
        left.tell(desk, gone)
    return SOME_LEFT if gone.troubled else 0
