"""People: brought from a file, listed with their roles, forgotten."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import typer

from kemiflow.cli import show as showing
from kemiflow.cli.desk import Desk, granted
from kemiflow.cli.options import Yes, content, shown_name
from kemiflow.cli.slips import Slip
from kemiflow.core.values import Role

if TYPE_CHECKING:
    from kemiflow.core.city import City


def bring(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument()],
    roles: Annotated[bool, typer.Option("--roles/--no-roles")] = True,
) -> None:
    """Import people, and the roles that the file gives them."""
    from kemiflow.app import submit
    from kemiflow.core.commands import Tell
    from kemiflow.core.records.city import AddressMended
    from kemiflow.exchange.people import read_people, read_roles

    data, name = content(file), shown_name(file)
    people = read_people(data, name)
    given = read_roles(data, name) if roles else ()
    desk = Desk(ctx)
    by = desk.by
    mended = [one.id for one in people if one.id in desk.city.dead and one.email not in {"", _address(desk, one.id)}]
    desk.home.store.people.put(*people)
    held = {(one.person, one.role, one.scope) for one in desk.city.holdings if one.until is None}
    fresh = tuple(Tell(fact=one, on=desk.day) for one in given if (one.person, one.role, one.scope) not in held)
    told = (*fresh, *(Tell(fact=AddressMended(person=one), on=desk.day) for one in mended))
    if told:
        granted(submit.tell_city(desk.home.world, told, submit.Asking(by=by, today=desk.today)))
    if ctx.obj.json:
        showing.plain_data({"people": len(people), "roles": len(fresh)})
        return
    showing.lines(desk.say("people", people=len(people), roles=len(fresh)))


def _address(desk: Desk, person: str) -> str:
    known = desk.city.person(person)
    return known.email if known else ""


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
    if person not in known and not world.journal.head(f"person/{person}"):
        raise Slip("no_person", value=person, known=", ".join(sorted(known)))
    may = whoever(desk.city, asking).holds(frozenset({Role.SECRETARY, Role.ADMINISTRATOR, Role.MACHINE}), None)
    granted(None if may else refuse("not_allowed", who=asking.by, what="Forgotten"))
    showing.lines(*([] if ctx.obj.json else [desk.say("forgetting", person=person)]))
    if not showing.agreed(yes=yes):
        raise Slip("not_agreed")
    told = _forget(desk, person)
    if ctx.obj.json:
        showing.plain_data({"person": person, **told})
        return
    showing.lines(desk.say("forgotten", person=person, **told))
    if told["files"]:
        showing.lines(desk.say("forgotten_files", person=person), *_lines(told["files"]))


def _forget(desk: Desk, person: str) -> dict[str, object]:
    from kemiflow.core.records import Draft
    from kemiflow.core.records.person import Fate, LetterSettled

    stream, by = f"person/{person}", desk.by
    with desk.home.store.journal.transaction(desk.home.world.now()) as unit:
        erased = unit.forget(person, on=desk.today, by=by)
        settled = [
            Draft(
                stream=stream,
                key=f"settled:{one.letter}:{one.attempt}",
                fact=LetterSettled(letter=one.letter, fate=Fate.CANCELLED, reason=one.reason),
                on=desk.today,
                by=by,
            )
            for one in erased.cancelled
        ]
        unit.append(settled)
    desk.home.store.swept()
    told: dict[str, object] = {"texts": erased.texts, "letters": _laid(desk, person), "cancelled": len(settled)}
    return {**told, "files": erased.files}


def _lines(files: object) -> list[str]:
    return [f"  {file}" for file in files] if isinstance(files, tuple) else []


def _laid(desk: Desk, person: str) -> int:
    """Take the person's letters from the folder, and give how many there were."""
    name = re.compile(rf"\d{{4}}-\d\d-\d\d-{re.escape(quote(person, safe=''))}-[a-z_]+\.eml")
    files = [file for file in (desk.home.path / "letters").glob("*.eml") if name.fullmatch(file.name)]
    for file in files:
        file.unlink()
    return len(files)


def _roles(city: City, person: str, desk: Desk) -> list[str]:
    held = city.roles(person, desk.day)
    return sorted(f"{role}:{scope}" if scope else str(role) for role, scope in held)
