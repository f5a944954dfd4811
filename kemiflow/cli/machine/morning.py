"""A working morning from the shell: matters walked, letters decided and sent."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk
from kemiflow.cli.frame.errors import refusal_sentence
from kemiflow.cli.frame.slips import Slip
from kemiflow.cli.letters import left

if TYPE_CHECKING:
    from kemiflow.app.walk import Walked

DryRun = Annotated[bool, typer.Option("--dry-run")]
SOME_FAILED = 1


def walk(
    ctx: typer.Context,
    case: Annotated[str | None, typer.Argument()] = None,
    all_: Annotated[bool, typer.Option("--all")] = False,
    dry_run: DryRun = False,
) -> int:
    """Move matters on."""
    from kemiflow.app import walking

    if case and all_:
        raise Slip("one_or_all")
    desk = Desk(ctx)
    world, day = desk.home.world, desk.morning(dry=dry_run)
    if case:
        found = walking.walk_one(world, case, day, dry=dry_run)
    else:
        walk_them = walking.walk_every if all_ else walking.walk_shard
        with showing.progress(desk.say("walking")) as seen:
            found = walk_them(world, day, dry=dry_run, seen=seen)
    if ctx.obj.json:
        showing.plain_data({"day": day, "dry": dry_run, "walked": found.done, "failed": left.plain(found.failed)})
    else:
        told = [line for walked in found.done for line in _walked(desk, walked)]
        showing.lines(*(told or [desk.say("all_quiet")] * (not found.failed)))
        left.failures(desk, found.failed)
    return SOME_FAILED if found.failed else 0


def remind(ctx: typer.Context, dry_run: DryRun = False) -> int:
    """Decide the day's letters and send them."""
    from kemiflow.app import morning
    from kemiflow.app.letters.delivery import Errand

    desk = Desk(ctx)
    world, day = desk.home.world, desk.morning(dry=dry_run)
    found = morning.remind_shard(world, day, dry=dry_run)
    errand = Errand(owner=f"cli-{os.getpid()}", today=day)
    gone = left.Gone.of(morning.Morning() if dry_run else morning.send(world, errand), found.failed)
    if ctx.obj.json:
        letters = [
            {"person": one.letter.person, "kind": one.letter.kind, "subject": one.written.subject} for one in found.done
        ]
        showing.plain_data({"day": day, "dry": dry_run, "letters": letters, **gone.plain})
    else:
        for one in found.done:
            showing.lines(f"{one.letter.person}: {one.written.subject}")
            if dry_run:
                showing.lines("", one.written.body)
        showing.lines(desk.say("letters", count=len(found.done), sent=gone.sent.count))
        left.tell(desk, gone)
    return SOME_FAILED if gone.troubled else 0


def _walked(desk: Desk, walked: Walked) -> list[str]:
    word = desk.wording
    waking = word.day(walked.wake_on) if walked.wake_on else "–"
    made = [f"  {line}" for line in _made(desk, walked)]
    begun = [f"  {desk.say('begun', step=step)}" for step in walked.begun]
    troubles = [f"  {refusal_sentence(one)}" for one in walked.troubles]
    return [desk.say("walked", case=walked.case, count=len(walked.made), day=waking), *begun, *made, *troubles]


def _made(desk: Desk, walked: Walked) -> list[str]:
    """Name the documents that were made, and those that lie beside one that a person edited."""
    from kemiflow.app.documents.filed import beside

    edited = beside(desk.home.world, walked.case) if walked.made else {}
    return [desk.say("made_beside", file=name, edited=edited[name]) if name in edited else name for name in walked.made]
