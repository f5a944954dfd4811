"""Letters: what became of them, what one would say, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk
from kemiflow.cli.frame.slips import Slip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kemiflow.app.kept import Parcel
    from kemiflow.app.letters.outgoing import Written

Person = Annotated[str | None, typer.Option()]


def listing(ctx: typer.Context, person: Person = None) -> None:
    """List the letters and what became of them."""
    desk = Desk(ctx)
    parcels = list(desk.home.world.outbox.letters(person=person))
    names = ("day", "person", "subject", "state", "reason", "letter", "message_id")
    if ctx.obj.json:
        showing.plain_data([{name: getattr(one, name) for name in names} for one in parcels])
        return
    word = desk.wording
    rows = [
        (word.day(one.day), one.person, one.subject, word.say(f"status.{one.state}"), one.reason or "")
        for one in parcels
    ]
    showing.table([desk.column(name) for name in ("day", "who", "subject", "state", "note")], rows)


def preview(ctx: typer.Context, person: Person = None) -> None:
    """Show the letters of a day: as they were sent, and as they would be."""
    from kemiflow.app.letters.foreseen import foreseen

    desk = Desk(ctx)
    known(desk, person)
    people = frozenset({person}) if person else None
    coming = foreseen(desk.home.world, desk.day, desk.today, people)
    found = [
        *_sent(desk, person),
        *({"person": one.letter.person, "kind": str(one.letter.kind), **_words(one.written)} for one in coming),
    ]
    if ctx.obj.json:
        showing.plain_data(found)
        return
    for told in found:
        showing.lines(f"{told['person']}: {told['subject']}", "", told["body"])
    if not found:
        showing.lines(desk.say("no_letters"))


def _sent(desk: Desk, person: str | None) -> Iterator[dict[str, str]]:
    """Give the letters of the day that were decided already, in the words that went out."""
    from email import message_from_bytes
    from email.policy import default

    outbox = desk.home.world.outbox
    for parcel in outbox.letters(person=person, day=desk.day):
        if whole := outbox.find(*_key(parcel)):
            body = message_from_bytes(whole.eml, policy=default).get_body(("plain",))
            text = body.get_content().replace("\r\n", "\n") if body else ""
            yield {"person": parcel.person, "kind": parcel.kind, "subject": parcel.subject, "body": text}


def _key(parcel: Parcel) -> tuple[str, str]:
    return parcel.person, parcel.letter


def _words(written: Written) -> dict[str, str]:
    return {"subject": written.subject, "body": written.body}


def turn_keys(ctx: typer.Context) -> None:
    """Sign links with a new key from now on."""
    desk = Desk(ctx)
    names = desk.home.world.links.rotate()
    if ctx.obj.json:
        showing.plain_data({"keys": names})
    else:
        showing.lines(desk.say("keys_turned", count=len(names)))


def known(desk: Desk, person: str | None) -> None:
    """Refuse a person whom the city does not know. Errors: Slip."""
    if person and person not in desk.city.people:
        raise Slip("no_person", value=person, known=", ".join(desk.city.people))
