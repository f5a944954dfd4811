"""The secretary's Monday: what closes first, what is missing, what needs a look."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk
from kemiflow.core.worded import duty_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kemiflow.app.lists.owed import Owed
    from kemiflow.core.duty import Duty


FRESH = timedelta(days=14)


def due(ctx: typer.Context) -> None:
    """List the open duties, what closes first before the others."""
    from kemiflow.app.lists.owed import owed as listed

    desk = Desk(ctx)
    owed = listed(desk.home.world.lists.open_duties(), desk.day)
    if ctx.obj.json:
        showing.plain_data([_plain(desk, one) for one in owed])
        return
    soon = [one for one in owed if one.soon(desk.day)]
    later = [one for one in owed if one not in soon]
    showing.lines(desk.say("this_week" if soon else "nothing_due"))
    showing.lines(*(line for number, one in enumerate(soon, start=1) for line in _with_papers(desk, number, one)))
    if later:
        showing.lines("", desk.say("not_urgent"), *_numbered(desk, later, len(soon) + 1))
    notes = [*_night(desk, soon), *_notes(desk)]
    showing.lines(*(["", *notes] if notes else []))


def _numbered(desk: Desk, owed: Sequence[Owed], first: int) -> list[str]:
    return [f"{number}. {_line(desk, one)}" for number, one in enumerate(owed, start=first)]


def _with_papers(desk: Desk, number: int, one: Owed) -> Iterator[str]:
    """Word a duty, and under it where its documents lie."""
    from kemiflow.app.lists.overnight import ready

    yield f"{number}. {_line(desk, one)}"
    for file in ready(desk.home.world, one.duty):
        yield f"   {desk.say('due_document', file=desk.home.archive.path / file)}"


def _night(desk: Desk, soon: Sequence[Owed]) -> Iterator[str]:
    """Say what went by itself this morning."""
    from kemiflow.app.lists.overnight import overnight

    done = overnight(desk.home.world, dict.fromkeys(one.row.case for one in soon), desk.day)
    if not done.quiet:
        told = {"letters": done.letters, "documents": done.documents, "waiting": done.waiting}
        parts = [desk.say(f"night_{name}", count=count) for name, count in told.items() if count]
        yield desk.say("night", what=desk.wording.listing(parts))


def _line(desk: Desk, one: Owed) -> str:
    """Word a duty: the day, what it is, what is missing, whose it is."""
    word, duty = desk.wording, one.duty
    late = desk.say("late") if duty.late(desk.day) else ""
    parts = [f"{word.near_two_letter(duty.due, desk.day)}{late} · {duty_line(duty, word)}"]
    if duty.lacks:
        lacks = [word.say(f"lack.{lack}") if word.knows(f"lack.{lack}") else lack for lack in duty.lacks]
        parts.append(desk.say("lacks", what=word.listing(lacks)))
    parts.append(_who(desk, duty))
    if one.row.next_on:
        parts.append(desk.say("letter_on", day=word.near_day(one.row.next_on, desk.day)))
    closing = _closing(desk, duty)
    return f"{' – '.join(parts)}{closing} [{duty.case}]".replace("..", ".")


def _closing(desk: Desk, duty: Duty) -> str:
    if duty.cutoff is None:
        return ""
    cutoff, word = duty.cutoff, desk.wording
    body = desk.city.settings.body(cutoff.body)
    name = body.name.in_language(word.language) if body else cutoff.body
    closes = f"{word.near_two_letter(cutoff.closes, desk.day)} {word.clock(cutoff.hour)}"
    return ". " + desk.say("agenda_closes", body=name, day=word.near_day(cutoff.day, desk.day), closes=closes)


def _who(desk: Desk, duty: Duty) -> str:
    person = desk.city.person(duty.person)
    if person is None:
        return desk.say("nobody", role=desk.wording.say(f"role.{duty.role}"))
    return f"{person.name}, {person.phone}" if person.phone else person.name


def _notes(desk: Desk) -> Iterator[str]:
    from kemiflow.app.kept import Posting

    world = desk.home.world
    waiting = world.lists.due_cases(desk.today)
    if waiting:
        yield desk.say("waits_for_walk", count=len(waiting))
    troubled = list(world.outbox.letters(Posting.UNSURE, Posting.FAILED, Posting.HELD))
    for one in troubled:
        state = desk.wording.say(f"status.{one.state}")
        yield desk.say("look_at", what=f"{state}: {one.person}, {one.subject}")
    for name, on in sorted(desk.city.hinted.items()):
        if (hinted := desk.city.person(name)) and desk.day - on <= FRESH:
            yield desk.say("look_at", what=desk.say("hinted", day=desk.wording.day(on), person=hinted.name))
    dead = [person.name for one in sorted(desk.city.dead) if (person := desk.city.person(one))]
    if dead:
        yield desk.say("look_at", what=desk.say("dead", people=desk.wording.listing(dead)))


def _plain(desk: Desk, one: Owed) -> dict[str, object]:
    from kemiflow.app.lists.overnight import ready

    names = ("case", "kind", "about", "title", "role", "scope", "person", "due", "opened", "step", "lacks", "cutoff")
    person = desk.city.person(one.duty.person)
    return {
        "duty": one.row.duty,
        **{name: getattr(one.duty, name) for name in names},
        "name": person.name if person else None,
        "closes": one.closes,
        "late": one.duty.late(desk.day),
        "next_letter": one.row.next_on,
        "documents": ready(desk.home.world, one.duty) if one.soon(desk.day) else (),
    }
