"""Edited documents: what differs from what was made, and taking an edited file into the history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk, granted
from kemiflow.cli.frame.slips import Slip
from kemiflow.cli.frame.tongue import helps, language

if TYPE_CHECKING:
    from kemiflow.app.documents.filed import Filed
    from kemiflow.word.diff import Difference, Piece
    from kemiflow.word.opened import Opened

DIFFER = 1


@dataclass(frozen=True)
class Side:
    """One of two documents: its name and what it holds."""

    name: str
    data: bytes


def diff(
    ctx: typer.Context,
    first: Annotated[str, typer.Argument()],
    second: Annotated[str | None, typer.Argument()] = None,
    word: Annotated[Path | None, typer.Option("--word")] = None,
) -> int:
    """Tell what differs between two documents, or between an edited one and what was made."""
    from kemiflow.aside import write_whole
    from kemiflow.word.diff import differences, tracked

    sides = _sides(ctx, first, second)
    before, after = (_opened(side) for side in sides)
    found = differences(before, after)
    if ctx.obj.json:
        showing.plain_data({"first": sides[0].name, "second": sides[1].name, "changes": [_plain(one) for one in found]})
    else:
        showing.lines(*_told(sides, found))
    if word is not None:
        write_whole(word, tracked(after, found))
        if not ctx.obj.json:
            showing.lines(helps("say.tracked", file=word))
    return DIFFER if found else 0


def adopt(
    ctx: typer.Context, file: Annotated[Path, typer.Argument()], of: Annotated[str | None, typer.Option("--of")] = None
) -> None:
    """Take an edited document into the history."""
    from kemiflow.app.documents import editions
    from kemiflow.core.history.facts import paper_name
    from kemiflow.core.items.telling import Naming

    desk = Desk(ctx)
    side = _read(file, desk.home.path / "documents")
    _opened(side)
    made = _document(desk, of or file.name)
    edition = editions.Edition(name=file.name, data=side.data, of=made)
    told = granted(editions.adopt(desk.home.world, edition, desk.asking(), desk.city.settings.language))
    fact = told.records[0].fact
    if ctx.obj.json:
        showing.plain_data({"case": made.case, "key": told.records[0].key, "of": made.key, "file": _of(fact, "file")})
        return
    name = paper_name(made.made, Naming(city=desk.city, wording=desk.wording))
    showing.lines(desk.say("document_adopted", name=name, file=_of(fact, "file"), changes=_of(fact, "changes")))


def _of(fact: object, name: str) -> object:
    return getattr(fact, name, None)


def _sides(ctx: typer.Context, first: str, second: str | None) -> tuple[Side, Side]:
    folder = Path(ctx.obj.folder) / "documents"
    if second is not None:
        return _read(Path(first), folder), _read(Path(second), folder)
    desk = Desk(ctx)
    edited = _read(Path(first), folder)
    return _made(desk, Path(first).name), edited


def _made(desk: Desk, name: str) -> Side:
    """Make again what kemiflow made under a name."""
    from kemiflow.app.world import NotAgain

    document = _document(desk, name)
    paper = desk.home.world.papers.again(document.made)
    if isinstance(paper, NotAgain):
        raise Slip("not_again", file=name, why=helps(f"document.{paper}"))
    return Side(desk.say("as_made", file=name), paper.data)


def _document(desk: Desk, name: str) -> Filed:
    from kemiflow.app.documents import editions

    found = editions.named(desk.home.world, name)
    if found is None:
        known = editions.known_names(desk.home.world)
        near = get_close_matches(name, known, n=1, cutoff=0.5)
        raise Slip("no_document", value=name, near=near[0] if near else "–")
    return found


def _read(path: Path, folder: Path) -> Side:
    """Read a file by its path, else by its name among the documents of the home."""
    from kemiflow.word.foreign import FileRefused, read_file

    place = path if path.exists() or len(path.parts) > 1 or not (folder / path).is_file() else folder / path
    try:
        return Side(path.name, read_file(place))
    except FileRefused as refused:
        raise Slip("document_unreadable", place=path.name, why=refused.reason.said(language())) from refused


def _opened(side: Side) -> Opened:
    from kemiflow.word.opened import opened
    from kemiflow.word.package import PackageRefused

    try:
        return opened(side.data)
    except PackageRefused as refused:
        raise Slip("document_unreadable", place=side.name, why=refused.reason.said(language())) from refused


def _told(sides: tuple[Side, Side], found: tuple[Difference, ...]) -> Iterator[str]:
    from kemiflow.word.faults import read_place
    from kemiflow.word.used import content_digest

    if not found:
        same = content_digest(sides[0].data) == content_digest(sides[1].data)
        yield helps("say.same_document" if same else "say.same_text", first=sides[0].name, second=sides[1].name)
        return
    yield helps("say.differ", first=sides[0].name, second=sides[1].name, count=len(found))
    for one in found:
        at = one.after or one.before
        where = read_place(at.place, language()) if at else ""
        yield f"{where}, {helps(f'change.{one.change}')}:"
        yield from _lines(one)


def _lines(one: Difference) -> Iterator[str]:
    if one.change == "styled":
        styles = one.before.style if one.before else "", one.after.style if one.after else ""
        yield f"    {one.after.text if one.after else ''}"
        yield f"    {styles[0] or '–'} → {styles[1] or '–'}"
        return
    if one.before:
        yield f"  - {_marked(one.pieces, 'removed', '[-{}-]') or one.before.text}"
    if one.after:
        yield f"  + {_marked(one.pieces, 'added', '{{+{}+}}') or one.after.text}"


def _marked(pieces: tuple[Piece, ...], fate: str, mark: str) -> str:
    shown = [piece for piece in pieces if piece.fate in {"kept", fate}]
    return "".join(piece.text if piece.fate == "kept" else mark.format(piece.text) for piece in shown)


def _plain(one: Difference) -> dict[str, object]:
    at = one.after or one.before
    place = at.place if at else None
    return {
        "change": one.change,
        "part": place.part if place else None,
        "paragraph": place.paragraph if place else None,
        "heading": place.heading if place else None,
        "before": one.before.text if one.before else None,
        "after": one.after.text if one.after else None,
    }
