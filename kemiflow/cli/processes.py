"""Definitions of processes: checked by file and line, shown step by step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.options import content, shown_name
from kemiflow.cli.frame.slips import Slip
from kemiflow.cli.frame.tongue import helps, words
from kemiflow.settings import definitions

if TYPE_CHECKING:
    from kemiflow.core.definition.process import Process, Step


def check(ctx: typer.Context, file: Annotated[str, typer.Argument()]) -> None:
    """Prove a definition sound."""
    process = read(found(file, ctx.obj.folder))
    if ctx.obj.json:
        showing.plain_data({"id": process.id, "version": process.version, "steps": len(process.steps), "sound": True})
        return
    showing.lines(helps("say.sound", name=process.id, count=len(process.steps)))


def show(ctx: typer.Context, name: Annotated[str, typer.Argument()]) -> None:
    """Show the steps of a definition."""
    process = read(found(name, ctx.obj.folder))
    if ctx.obj.json:
        showing.plain_data(process)
        return
    word = words()
    showing.lines(f"{process.title.in_language(word.language)} ({process.id}, {process.version})")
    showing.table(
        [helps(f"column.{key}") for key in ("step", "kind", "name", "body", "after", "guards")], _rows(process)
    )


def found(name: str, home: Path) -> str:
    """Find a definition by its file, by its name in the home, or by its name among those that come with kemiflow.

    Errors: Slip names those that there are.
    """
    if name == "-" or Path(name).is_file():
        return name
    known = definitions(home)
    if name in known:
        return str(known[name])
    raise Slip("no_process", value=name, known=", ".join(sorted(known)))


def read(source: str, text: str | None = None) -> Process:
    """Read a definition and prove it sound. Errors: FileRefused, OSError."""
    from kemiflow.exchange.process_file import read_process

    return read_process(content(source) if text is None else text, shown_name(source))


def _rows(process: Process) -> list[tuple[str, ...]]:
    return [_row(step) for step in process.steps]


def _row(step: Step) -> tuple[str, ...]:
    word = words()
    asked = step.body or ", ".join(step.asked)
    guards = ", ".join(word.say(f"guard.{guard}") for guard in step.guards)
    name = step.name.in_language(word.language)
    return step.id, word.say(f"steps.{step.kind}"), name, asked, ", ".join(step.after), guards
