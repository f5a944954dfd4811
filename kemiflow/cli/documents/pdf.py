"""Documents as PDF, by LibreOffice: all of one matter, or the files that are named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kemiflow.cli.documents.access import with_criterion
from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk
from kemiflow.cli.frame.slips import Slip
from kemiflow.cli.frame.tongue import helps, language

if TYPE_CHECKING:
    from kemiflow.word.pdf import Pdf
    from kemiflow.word.reasons import Reason

DOCX = ".docx"
FAULTY, NOT_MADE = 1, 2


@dataclass(frozen=True)
class Wanted:
    """A document and the place of its PDF."""

    name: str
    data: bytes
    place: Path


def pdf(
    ctx: typer.Context,
    files: Annotated[list[str], typer.Argument()],
    out: Annotated[Path | None, typer.Option("--out")] = None,
) -> int:
    """Write documents as PDF; status 1 when one is not accessible, 2 when one could not be made."""
    from kemiflow.word.pdf import office, pdfs

    program = office()
    wanted = [_wanted(path, out) for path in _paths(ctx, files)]
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    found = list(zip(wanted, pdfs([one.data for one in wanted], program), strict=True))
    for one, made in found:
        _write(one, made)
    if ctx.obj.json:
        showing.plain_data([_plain(one, made) for one, made in found])
    else:
        for one, made in found:
            _tell(one, made)
    return max((_status(made) for _, made in found), default=0)


def _paths(ctx: typer.Context, files: Sequence[str]) -> list[Path]:
    folder = Path(ctx.obj.folder) / "documents"
    if len(files) == 1 and not files[0].lower().endswith(DOCX) and not Path(files[0]).exists():
        return _of_case(Desk(ctx), files[0], folder)
    named = [Path(one) for one in files]
    return [folder / one if not one.exists() and (folder / one).is_file() else one for one in named]


def _of_case(desk: Desk, case: str, folder: Path) -> list[Path]:
    """Give the files of a matter's documents as they stand, edited ones as they were edited."""
    from kemiflow.app.documents.filed import Lies, filed

    gone = {Lies.REPLACED, Lies.MISSING}
    found = [one for one in filed(desk.home.world, case) if one.newest and one.lies not in gone]
    return [folder / (one.adopted[-1].fact.file if one.adopted else one.made.file) for one in found]


def _wanted(path: Path, out: Path | None) -> Wanted:
    """Read a document; a PDF of its name that was not written here, or was changed since, stops all before the work."""
    from kemiflow.word.foreign import FileRefused, read_file
    from kemiflow.word.pdf import is_ours

    place = (out or path.parent) / f"{path.stem}.pdf"
    if place.exists() and not (place.is_file() and is_ours(place.read_bytes())):
        raise Slip("pdf_taken", place=place)
    try:
        return Wanted(path.name, read_file(path), place)
    except FileRefused as refused:
        raise Slip("document_unreadable", place=path.name, why=refused.reason.said(language())) from refused


def _write(one: Wanted, made: Pdf | Reason) -> None:
    from kemiflow.aside import write_whole
    from kemiflow.word.pdf import Pdf

    if isinstance(made, Pdf) and not (one.place.is_file() and one.place.read_bytes() == made.data):
        write_whole(one.place, made.data)


def _status(made: Pdf | Reason) -> int:
    from kemiflow.word.pdf import Pdf

    return NOT_MADE if not isinstance(made, Pdf) else FAULTY if made.faults else 0


def _tell(one: Wanted, made: Pdf | Reason) -> None:
    from kemiflow.word.pdf import Pdf

    if not isinstance(made, Pdf):
        typer.echo(helps("slip.document_unreadable", place=one.name, why=made.said(language())), err=True)
        return
    showing.lines(helps("say.pdf", file=one.place))
    showing.lines(*(f"  {helps(f'say.{why.weight}')}: {with_criterion(why)}" for why in made.faults))


def _plain(one: Wanted, made: Pdf | Reason) -> dict[str, object]:
    from kemiflow.word.pdf import Pdf

    if not isinstance(made, Pdf):
        return {"file": one.name, "refused": made.said(language())}
    return {"file": one.name, "pdf": str(one.place), "findings": [why.code for why in made.faults]}
