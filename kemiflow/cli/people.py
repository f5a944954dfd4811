"""People: brought from a file, listed with their roles, forgotten."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk, granted
from kemiflow.cli.frame.options import Yes, content, shown_name
from kemiflow.cli.frame.slips import Slip
from kemiflow.core.streams import case_of, person_stream
from kemiflow.core.values import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kemiflow.app.people.forget import Forgotten
    from kemiflow.core.city import City


def bring(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument()],
    roles: Annotated[bool, typer.Option("--roles/--no-roles")] = True,
) -> None:
    """Import people, and the roles that the file gives them."""
    from kemiflow.app.people.enrolling import Barred, Sheet, enrol
    from kemiflow.cli.frame.errors import refusal_sentence
    from kemiflow.exchange.people import read_people, read_roles

    data, name = content(file), shown_name(file)
    people = read_people(data, name)
    given = read_roles(data, name) if roles else ()
    desk = Desk(ctx)
    sheet = Sheet(people=people, roles=given, on=desk.day)
    done = enrol(desk.home.world, desk.home.store.people.put, sheet, desk.asking())
    if isinstance(done, Barred):
        raise Slip("in_file", place=f"{name}: {done.person}", what=refusal_sentence(done.refusal))
    if ctx.obj.json:
        showing.plain_data(vars(done))
        return
    showing.lines(desk.say("people", **vars(done)))


def listing(ctx: typer.Context) -> None:
    """List people with their roles on the day."""
    desk = Desk(ctx)
    city = desk.city
    people = desk.home.world.people.all()
    if ctx.obj.json:
        showing.plain_data([{**vars(one), "roles": _roles(city, one.id, desk)} for one in people])
        return
    rows = [(one.id, one.name, one.title, one.email, ", ".join(_roles(city, one.id, desk))) for one in people]
    showing.table([desk.column(key) for key in ("id", "name", "post", "email", "roles")], rows)


def forget(ctx: typer.Context, person: Annotated[str, typer.Argument()], yes: Yes = False) -> None:
    """Forget a person."""
    from kemiflow.app.submit import whoever
    from kemiflow.core.commands.check import refuse

    desk = Desk(ctx)
    world, asking = desk.home.world, desk.asking()
    known = {one.id for one in world.people.all()}
    if person not in known and not world.journal.head(person_stream(person)):
        raise Slip("no_person" if known else "no_people", value=person, known=", ".join(sorted(known)))
    may = whoever(desk.city, asking).holds(frozenset({Role.SECRETARY, Role.ADMINISTRATOR, Role.MACHINE}), None)
    granted(None if may else refuse("not_allowed", who=asking.by, what="Forgotten"))
    showing.lines(*([] if ctx.obj.json else [desk.say("forgetting", person=person)]))
    # What cannot be undone is never done because nobody was there to be asked
    if not (yes or showing.terminal()):
        raise Slip("needs_yes", option="--yes")
    if not showing.agreed(yes=yes):
        raise Slip("not_agreed")
    told = _forget(desk, person)
    if ctx.obj.json:
        showing.plain_data({"person": person, **vars(told)})
        return
    showing.lines(*_told(desk, person, told))


def _told(desk: Desk, person: str, told: Forgotten) -> Iterator[str]:
    """Say what was erased, what stays, and what a person must look at."""
    counts = {"texts": told.texts, "letters": told.letters, "documents": len(told.documents)}
    yield desk.say("forgotten", person=person, **counts)
    if told.stayed:
        kept = ", ".join(f"{case_of(stream)} {key}" for stream, key in told.stayed)
        yield desk.say("forgotten_stays", kept=kept)
    if told.minutes:
        yield desk.say("forgotten_minutes", files=", ".join(told.minutes))
    if told.unrecorded:
        yield desk.say("forgotten_look", files=", ".join(told.unrecorded))


def _forget(desk: Desk, person: str) -> Forgotten:
    from kemiflow.app.people.forget import forget as erase
    from kemiflow.post.folder import clear

    told = erase(desk.home.world, person, desk.asking(), partial(clear, desk.home.path / "letters"))
    desk.home.store.swept()
    return told


def _roles(city: City, person: str, desk: Desk) -> list[str]:
    held = city.roles(person, desk.day)
    return sorted(f"{role}:{scope}" if scope else str(role) for role, scope in held)
