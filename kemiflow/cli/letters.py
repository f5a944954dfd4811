"""Letters: what became of them, what one would say, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kemiflow.cli import show as showing
from kemiflow.cli.desk import Desk
from kemiflow.cli.slips import Slip

if TYPE_CHECKING:
    from kemiflow.core.duty import Duty

Person = Annotated[str | None, typer.Option()]


def listing(ctx: typer.Context, person: Person = None) -> None:
    """List the letters and what became of them."""
    desk = Desk(ctx)
    parcels = [one for one in desk.home.world.outbox.letters() if person in {None, one.person}]
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
    """Show the letters that would be sent on a day."""
    from kemiflow.app import gather, remind

    desk = Desk(ctx)
    world, city = desk.home.world, gather.city(desk.home.world)
    _known(desk, person)
    people = [person] if person else sorted({row.person for row in world.lists.open_duties() if row.person})
    found = [letter for one in people if (letter := remind.decide(world, one, desk.day, city))]
    if ctx.obj.json:
        told = [{"person": one.letter.person, "kind": one.letter.kind, **vars(one.written)} for one in found]
        showing.plain_data(told)
        return
    for one in found:
        showing.lines(f"{one.letter.person}: {one.written.subject}", "", one.written.body)
    if not found:
        showing.lines(desk.say("no_letters"))


def why(ctx: typer.Context, person: Annotated[str, typer.Argument()]) -> None:
    """Tell which duties a person has, when each is spoken of, and what was said already."""
    from kemiflow.app.rows import duty_of
    from kemiflow.core.letters import rungs, told

    desk = Desk(ctx)
    _known(desk, person)
    world, word, quiet = desk.home.world, desk.wording, desk.city.settings.quiet
    said = told(world.journal.read(f"person/{person}", with_texts=False))
    open_ = [(row, duty_of(row)) for row in world.lists.open_duties(person)]
    if ctx.obj.json:
        showing.plain_data(
            [
                {"duty": duty, "rungs": rungs(duty, quiet), "said": _said(said, duty), "next": row.next_on}
                for row, duty in open_
            ]
        )
        return
    for row, duty in open_:
        showing.lines(f"{word.say(f'duty.{duty.kind}')}: {duty.title} ({word.day(duty.due)})")
        showing.lines(
            *(f"  {word.day(one.day)}  {word.say('rung.' + one.name.partition('-')[0])}" for one in rungs(duty, quiet))
        )
        showing.lines(desk.say("next_letter", day=word.day(row.next_on) if row.next_on else "–"))
    if not open_:
        showing.lines(desk.say("no_duties", person=person))


def turn_keys(ctx: typer.Context) -> None:
    """Sign links with a new key from now on."""
    desk = Desk(ctx)
    names = desk.home.world.links.rotate()
    if ctx.obj.json:
        showing.plain_data({"keys": names})
    else:
        showing.lines(desk.say("keys_turned", count=len(names)))


def _said(said: object, duty: Duty) -> list[object]:
    return [one for one in said if one.covered.duty == duty.id] if isinstance(said, list | tuple) else []


def _known(desk: Desk, person: str | None) -> None:
    if person and person not in desk.city.people:
        raise Slip("no_person", value=person, known=", ".join(desk.city.people))
