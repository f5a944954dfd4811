"""Binding documents together: a matter's, or a meeting's as its supplementary agenda."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.asked import day_in
from kemiflow.cli.frame.desk import Desk, granted
from kemiflow.cli.frame.slips import Slip
from kemiflow.cli.frame.tongue import language

if TYPE_CHECKING:
    from kemiflow.app.documents.bundle import Binding
    from kemiflow.word.bundle.archived import Bound


def bundle(
    ctx: typer.Context,
    case: Annotated[str | None, typer.Argument()] = None,
    meeting: Annotated[tuple[str, str] | None, typer.Option()] = None,
    out: Annotated[Path | None, typer.Option()] = None,
    annexes: Annotated[bool, typer.Option("--annexes")] = False,
) -> None:
    """Bind documents into one Word file."""
    if (case is None) is (meeting is None) or (meeting and annexes):
        raise Slip("one_bundle")
    desk = Desk(ctx)
    binding, name = _asked(desk, case, meeting, annexes=annexes)
    path = out or Path(f"{name}.docx")
    bound = _bound(desk, binding, path)
    if ctx.obj.json:
        showing.plain_data(_plain(path, binding, bound))
        return
    showing.lines(desk.say("bundled", file=path, count=bound.bundled.count))
    if bound.edited:
        showing.lines(desk.say("bundled_edited", files=", ".join(bound.edited)))
    if bound.remade:
        showing.lines(desk.say("bundled_remade", files=", ".join(bound.remade)))
    showing.lines(*(f"  {desk.say('warning')}: {one.said(language())}" for one in bound.bundled.warnings))


def _bound(desk: Desk, binding: Binding, path: Path) -> Bound:
    from kemiflow.word.bundle import BundleRefused
    from kemiflow.word.bundle.archived import bind_archived

    try:
        return granted(bind_archived(desk.home.world, binding, path))
    except BundleRefused as refused:
        raise Slip("not_bound", name=refused.name, why=refused.reason.said(language())) from refused


def _asked(desk: Desk, case: str | None, meeting: tuple[str, str] | None, *, annexes: bool) -> tuple[Binding, str]:
    from kemiflow.app.documents.bundle import of_case, of_meeting

    if meeting is None:
        name = case or ""
        return granted(of_case(desk.home.world, name, desk.day, annexes=annexes)), name
    body, told = meeting
    day = day_in(told, "--meeting")
    if day is None:
        raise Slip("no_day", option="--meeting", value=told)
    return granted(of_meeting(desk.home.world, body, day)), f"{body}-{day.isoformat()}"


def _plain(path: Path, binding: Binding, bound: Bound) -> dict[str, object]:
    rows = [
        {
            "case": one.standing.case,
            "kind": one.made.kind,
            "file": one.made.file,
            "edited": one.made.file in bound.edited,
        }
        for one in binding.chosen
        for file in (one.made.file,)
    ]
    told = [one.said(language()) for one in bound.bundled.warnings]
    return {
        "file": str(path),
        "documents": rows,
        "content": bound.bundled.content_digest,
        "sha256": bound.bundled.file_digest,
        "warnings": told,
    }
