"""Keeping the journal: verified, sealed, copied; its lists made anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kemiflow.aside import write_whole
from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk
from kemiflow.cli.frame.tongue import helps

if TYPE_CHECKING:
    from kemiflow.app.kept import Finding, Seal

NOT_CLEAN = 1


def verify(ctx: typer.Context, seal: Annotated[list[str] | None, typer.Option("--seal")] = None) -> int:
    """Check that nothing was changed, removed or inserted; status 1 when something was."""
    desk = Desk(ctx)
    findings = desk.home.store.verify(*(_read(Path(one)) for one in seal or ()))
    if ctx.obj.json:
        showing.plain_data({"clean": not findings, "findings": findings})
    elif findings:
        showing.lines(*(_told(one) for one in findings))
    else:
        streams = desk.home.world.journal.streams()
        showing.lines(helps("say.clean", streams=len(streams), records=sum(map(desk.home.world.journal.head, streams))))
    return NOT_CLEAN if findings else 0


def seal(ctx: typer.Context, seal: Annotated[str | None, typer.Option("--seal")] = None) -> None:
    """Seal all streams, and write the seal to be kept elsewhere."""
    from kemiflow.core.values import MACHINE
    from kemiflow.store.seals import to_json

    desk = Desk(ctx)
    with desk.home.store.journal.transaction(desk.home.clock.now()) as unit:
        made = unit.seal(on=desk.today, by=MACHINE)
    if seal is None:
        typer.echo(to_json(made).decode(), nl=False)
        return
    write_whole(Path(seal), to_json(made))
    if ctx.obj.json:
        showing.plain_data({"seal": seal, "streams": made.streams})
        return
    showing.lines(helps("say.sealed", file=seal, streams=made.streams))


def rebuild(ctx: typer.Context) -> None:
    """Make the lists again from the journal."""
    from kemiflow.app.lists.rebuild import rebuild as again

    desk = Desk(ctx)
    count = again(desk.home.world, desk.today)
    if ctx.obj.json:
        showing.plain_data({"cases": count})
        return
    showing.lines(helps("say.rebuilt", count=count))


def backup(ctx: typer.Context, out: Annotated[str, typer.Argument()]) -> None:
    """Copy the database while it is in use."""
    desk = Desk(ctx)
    desk.home.backup(Path(out))
    if ctx.obj.json:
        showing.plain_data({"backup": out})
        return
    showing.lines(helps("say.backed_up", file=out))


def _read(path: Path) -> Seal:
    from kemiflow.store.seals import read

    return read(path)


def _told(finding: Finding) -> str:
    return helps(
        "say.finding",
        trouble=helps(f"trouble.{finding.trouble}"),
        stream=finding.stream,
        seq=finding.seq,
        key=finding.key or "-",
    )
