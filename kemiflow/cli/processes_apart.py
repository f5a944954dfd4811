"""Definitions beside each other, drawn, and in force for a running matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from kemiflow.aside import write_whole
from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk, granted
from kemiflow.cli.frame.options import Case, Yes, choice, content, shown_name
from kemiflow.cli.frame.slips import Slip
from kemiflow.cli.frame.tongue import helps, words
from kemiflow.cli.processes import found, read

if TYPE_CHECKING:
    from kemiflow.app.migrating import Migrated
    from kemiflow.core.definition.differences import Change
    from kemiflow.core.definition.layout import Layout
    from kemiflow.core.standing import StepStanding
    from kemiflow.core.wording import Wording

SHAPES: Final = ("text", "mermaid", "svg")


def diff(ctx: typer.Context, old: Annotated[str, typer.Argument()], new: Annotated[str, typer.Argument()]) -> None:
    """Tell what a definition means otherwise than another."""
    from kemiflow.core.definition.differences import diff as compared

    changes = compared(read(found(old, ctx.obj.folder)), read(found(new, ctx.obj.folder)))
    if ctx.obj.json:
        showing.plain_data(changes)
        return
    showing.lines(*(_told(changes, words()) or [helps("say.same_process")]))


def migrate(
    ctx: typer.Context,
    case: Case,
    to: Annotated[str, typer.Option()],
    reason: Annotated[str, typer.Option()],
    what_if: Annotated[bool, typer.Option("--what-if")] = False,
    yes: Yes = False,
) -> None:
    """Let a running matter go on by another definition."""
    from dataclasses import replace

    from kemiflow.app.migrating import migrate as going_on
    from kemiflow.core.records.case import CaseMigrated
    from kemiflow.core.values import Text
    from kemiflow.exchange.decoding import decoded
    from kemiflow.store.canonical import plain

    source = found(to, ctx.obj.folder)
    text = decoded(content(source), shown_name(source))
    read(source, text)
    desk = Desk(ctx)
    fact = CaseMigrated(definition=plain(text), reason=Text(text=reason))
    asking = desk.asking(dry=True)
    seen = granted(going_on(desk.home.world, case, fact, text, asking))
    if not ctx.obj.json:
        showing.lines(*_told(seen.changes, desk.wording), "", *_moving(seen, desk))
    if not what_if:
        if not showing.agreed(yes=yes or ctx.obj.json):
            raise Slip("not_agreed")
        granted(going_on(desk.home.world, case, fact, text, replace(asking, dry=False)))
    if ctx.obj.json:
        showing.plain_data({"changes": seen.changes, "moved": not what_if, "steps": list(_moves(seen))})
    elif not what_if:
        showing.lines("", desk.say("migrated", case=case))


def draw(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument()] = None,
    case: Annotated[str | None, typer.Option()] = None,
    shape: Annotated[str, typer.Option("--format")] = "text",
    out: Annotated[str | None, typer.Option()] = None,
) -> None:
    """Draw a definition, or a running matter's own process with its place in it."""
    from kemiflow.core.definition.layout import layout

    choice(shape, "--format", SHAPES)
    if (name is None) == (case is None):
        raise Slip("one_drawn")
    if case:
        from kemiflow.app import gather

        desk = Desk(ctx)
        standing = gather.matter(desk.home.world, case).standing
        told = _drawn(layout(standing.process, standing), shape, desk.wording)
    else:
        told = _drawn(layout(read(found(name or "", ctx.obj.folder))), shape, words())
    if out:
        write_whole(Path(out), told.encode())
        showing.lines(*([] if ctx.obj.json else [helps("say.drawn", file=out)]))
    else:
        typer.echo(told, nl=False)


def _drawn(drawn: Layout, shape: str, word: Wording) -> str:
    from kemiflow.exchange.drawing import as_mermaid, as_text
    from kemiflow.exchange.drawing_svg import as_svg

    return {"text": as_text, "mermaid": as_mermaid, "svg": as_svg}[shape](drawn, word)


def _told(changes: Iterable[Change], word: Wording) -> list[str]:
    """Word changes, one a line."""
    return [
        helps(
            f"say.process_{one.how}",
            step=one.step or helps("say.whole_process"),
            field=helps(f"field.{one.field}") if one.field else "",
            old=_shown(one.old, word),
            new=_shown(one.new, word),
        )
        for one in changes
    ]


def _shown(value: Any, word: Wording) -> str:  # noqa: ANN401 - a field of any type
    from kemiflow.core.definition.process import Ladder, Outcome
    from kemiflow.core.values import Words

    match value:
        case Words():
            told = value.in_language(word.language)
        case Outcome():
            told = f"{value.turn} {value.step or ''}".strip()
        case Ladder():
            told = f"{_shown(value.before, word)} | {_shown(value.after, word)} | {value.director_after}"
        case dict():
            told = ", ".join(f"{word.say(f'effect.{key}')}: {_shown(value[key], word)}" for key in sorted(value))
        case tuple():
            told = "; ".join(_shown(one, word) for one in value)
        case _:
            told = "" if value is None else str(value)
    return told or "–"


def _moving(seen: Migrated, desk: Desk) -> Iterator[str]:
    for one in _moves(seen):
        yield desk.say(f"step_{one['becomes']}", step=one["step"], state=helps(f"say.mark_{one['state']}"))


def _moves(seen: Migrated) -> Iterator[dict[str, str]]:
    """Tell of each step whether it stays, comes or goes, and how it stands."""
    before, after = seen.before.steps, seen.after.steps
    for name in dict.fromkeys((*before, *after)):
        becomes = "stays" if name in before and name in after else "comes" if name in after else "goes"
        yield {"step": name, "becomes": becomes, "state": _state(after.get(name) or before[name])}


def _state(step: StepStanding) -> str:
    return "done" if step.complete else "here" if step.open else "ahead"
