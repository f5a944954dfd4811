"""Bringing a backup back into an empty home, and letting its held letters go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk
from kemiflow.cli.frame.options import Yes
from kemiflow.cli.frame.slips import Slip
from kemiflow.cli.frame.tongue import helps
from kemiflow.cli.machine.setup import CITY_FILE, in_force

if TYPE_CHECKING:
    from kemiflow.app.kept import Finding, Parcel

ASIDE: Final = "seal-before-restore.json"
UNSETTLED: Final = ("held", "unsure")


def restore(ctx: typer.Context, file: Annotated[str, typer.Argument()]) -> None:
    """Bring a backup back; its letters wait until somebody lets them go."""
    from kemiflow.store.backup import restore as brought_back
    from kemiflow.wiring import place_of

    folder: Path = ctx.obj.folder
    folder.mkdir(parents=True, exist_ok=True)
    brought_back(Path(file), place_of(folder))
    desk = Desk(ctx)
    settings = in_force(desk)
    if settings and not (folder / CITY_FILE).exists():
        (folder / CITY_FILE).write_text(settings, encoding="utf-8")
    journal = desk.home.world.journal
    streams = journal.streams()
    lost = [one.stream for one in _lost(desk, folder)]
    told = {
        "streams": len(streams),
        "records": sum(map(journal.head, streams)),
        "letters": len(_waiting(desk, None)),
        "lost": lost,
    }
    if ctx.obj.json:
        showing.plain_data(told)
        return
    showing.lines(helps("say.restored", **told), helps("say.restored_held", count=told["letters"]))
    if lost:
        showing.lines(helps("say.restored_lost", streams=", ".join(lost), file=ASIDE))


def release(ctx: typer.Context, person: Annotated[str | None, typer.Option()] = None, yes: Yes = False) -> None:
    """Let held letters be sent after all."""
    from kemiflow.app.kept import Posting
    from kemiflow.app.letters.releasing import had_left
    from kemiflow.app.letters.releasing import release as released

    desk = Desk(ctx)
    world = desk.home.world
    held = [one for one in _waiting(desk, person) if one.state is Posting.HELD]
    if not ctx.obj.json:
        told = {True: "left", False: "did_not_leave", None: "may_have_left"}
        lines = ((one, helps(f"say.letter_{told[had_left(world, one)]}")) for one in held)
        showing.lines(*(f"{desk.wording.day(one.day)}  {one.person}  {one.subject} ({left})" for one, left in lines))
    if held and not showing.agreed(yes=yes or ctx.obj.json):
        raise Slip("not_agreed")
    count, settled = released(world, held, desk.today)
    if ctx.obj.json:
        showing.plain_data({"released": count, "had_left": settled})
        return
    showing.lines(desk.say("letters_released", count=count, settled=settled))


def _waiting(desk: Desk, person: str | None) -> list[Parcel]:
    from kemiflow.app.kept import Posting

    parcels = desk.home.store.outbox.letters(*map(Posting, UNSETTLED))
    return [one for one in parcels if person in {None, one.person}]


def _lost(desk: Desk, folder: Path) -> tuple[Finding, ...]:
    """Name the streams that ended later by the seal beside the database, and lay that seal aside."""
    from kemiflow.store.seals import read
    from kemiflow.wiring import SEAL

    kept = folder / SEAL
    if not kept.is_file():
        return ()
    found = desk.home.store.verify(read(kept))
    if found:
        kept.replace(folder / ASIDE)
    return found
