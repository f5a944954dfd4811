"""Can everybody read a document: the rules of accessibility, told by place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.slips import Slip
from kemiflow.cli.frame.tongue import helps, language

if TYPE_CHECKING:
    from kemiflow.word.faults import Fault
    from kemiflow.word.lint import Report
    from kemiflow.word.reasons import Reason

DOCUMENTS = "documents"
FAULTY, NO_DOCUMENT = 1, 2


def check(
    ctx: typer.Context,
    files: Annotated[list[Path] | None, typer.Argument()] = None,
    every: Annotated[bool, typer.Option("--all")] = False,
) -> int:
    """Check documents by the rules of accessibility."""
    folder = Path(ctx.obj.folder) / DOCUMENTS
    if bool(files) is every:
        raise Slip("files_or_all")
    paths = sorted(folder.glob("*.docx")) if every else [_found(path, folder) for path in files or ()]
    reports = [(path, _report(path)) for path in showing.counted(paths, helps("say.checking"))]
    if ctx.obj.json:
        showing.plain_data([_plain(path, report) for path, report in reports])
    else:
        for path, report in reports:
            _tell(path, report)
    if any(isinstance(report, str) for _, report in reports):
        return NO_DOCUMENT
    return FAULTY if any(report.errors for _, report in reports if not isinstance(report, str)) else 0


def _found(path: Path, folder: Path) -> Path:
    """Find a file by its path, else by its name among the documents of the home."""
    return folder / path if not path.exists() and len(path.parts) == 1 and (folder / path).is_file() else path


def _report(path: Path) -> Report | str:
    """Check one file; one that is no document is told with the others."""
    from kemiflow.word.access import check as checked
    from kemiflow.word.foreign import FileRefused, read_file
    from kemiflow.word.package import PackageRefused

    try:
        return checked(read_file(path), name=path.name)
    except (FileRefused, PackageRefused) as refused:
        return refused.reason.said(language())


def _tell(path: Path, report: Report | str) -> None:
    if isinstance(report, str):
        typer.echo(helps("slip.document_unreadable", place=path.name, why=report), err=True)
        return
    errors, others = len(report.errors), len(report.faults) - len(report.errors)
    key = "checked" if report.faults else "accessible"
    showing.lines(helps(f"say.{key}", file=report.name, errors=errors, warnings=others))
    showing.lines(*(f"  {helps(f'say.{one.weight}')}: {_said(one)}" for one in report.faults))


def _said(one: Fault) -> str:
    from kemiflow.word.faults import read_place

    inside = one.place.paragraph is not None
    where = f"{read_place(one.place, language())}: " if inside else ""
    return f"{where}{with_criterion(one.reason)}"


def with_criterion(reason: Reason) -> str:
    """Word a reason, with the criterion of WCAG that it fails, if it fails one."""
    criterion = f" (WCAG {reason.wcag})" if reason.wcag else ""
    return reason.said(language()) + criterion


def _plain(path: Path, report: Report | str) -> dict[str, object]:
    if isinstance(report, str):
        return {"file": path.name, "refused": report}
    found = [
        {
            "code": one.reason.code,
            "wcag": one.reason.wcag,
            "weight": one.weight.value,
            "part": one.place.part,
            "paragraph": one.place.paragraph,
            "heading": one.place.heading,
            "said": one.reason.said(language()),
        }
        for one in report.faults
    ]
    return {"file": path.name, "errors": len(report.errors), "findings": found}
