"""Word templates: checked, explained, shown by example, and a city's own taken into use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kemiflow.aside import write_whole
from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.errors import BAD
from kemiflow.cli.frame.options import choice
from kemiflow.cli.frame.slips import Slip
from kemiflow.cli.frame.tongue import helps, language
from kemiflow.settings import templates_dir

if TYPE_CHECKING:
    from kemiflow.word.guest import Child
    from kemiflow.word.lint import Report


def check(
    ctx: typer.Context,
    file: Annotated[Path | None, typer.Argument()] = None,
    every: Annotated[bool, typer.Option("--all")] = False,
    kind: Annotated[str | None, typer.Option()] = None,
    annotate: Annotated[Path | None, typer.Option()] = None,
) -> int:
    """Tell everything that is wrong with a template, or with all of a home and those that came with kemiflow."""
    if (file is None) is not every:
        raise Slip("one_template")
    if every and annotate is not None:
        raise Slip("one_annotated")
    with _child() as child:
        paths = [file] if file is not None else _all(ctx.obj.folder)
        reports = [_report(path, kind, child) for path in paths]
        if file is not None and annotate is not None:
            _annotated(file, reports[0], annotate, child)
    _tell(reports, as_data=ctx.obj.json)
    return max(map(_status, reports), default=0)


def fields(ctx: typer.Context, kind: Annotated[str, typer.Argument()]) -> None:
    """List the fields of a kind of document with an example of each."""
    from kemiflow.word import lint

    rows = [(one.path, one.holds.value, lint.shown(one)) for one in lint.fields(_kind(kind))]
    if ctx.obj.json:
        showing.plain_data([dict(zip(("field", "holds", "example"), row, strict=True)) for row in rows])
        return
    holds = {name: helps(f"column.holds_{name}") for name in ("text", "day", "number", "list")}
    columns = [helps(f"column.{key}") for key in ("field", "holds", "example")]
    showing.table(columns, [(path, holds[held], example) for path, held, example in rows])


def sample(
    ctx: typer.Context,
    kind: Annotated[str, typer.Argument()],
    out: Annotated[Path | None, typer.Option()] = None,
) -> None:
    """Write an example document of a kind, every field filled."""
    from kemiflow.word import Shelf, lint

    path = out or Path(f"{_kind(kind)}.docx")
    with _child() as child:
        shelf = Shelf(folders=(_own(ctx.obj.folder), templates_dir() / "word"), child=child)
        write_whole(path, shelf.render(_kind(kind), lint.example(kind)).data)
    if ctx.obj.json:
        showing.plain_data({"file": str(path)})
        return
    showing.lines(helps("say.sample", file=path))


def install(
    ctx: typer.Context, file: Annotated[Path, typer.Argument()], kind: Annotated[str | None, typer.Option()] = None
) -> int:
    """Take a city's own template into its home, once nothing is wrong with it."""
    from kemiflow.word import lint

    named = _kind(kind or file.stem)
    with _child() as child:
        report = _report(file, named, child)
    if report.errors:
        _tell([report], as_data=ctx.obj.json)
        return _status(report)
    path = lint.install(_read(file), report, kind=named, home=ctx.obj.folder)
    if ctx.obj.json:
        showing.plain_data({"kind": named, "file": str(path)})
    else:
        showing.lines(helps("say.installed", kind=named, file=path))
    return 0


def own_faults(home: Path) -> Iterator[tuple[str, str]]:
    """Give a city's own templates that cannot be used, each with the first reason; what Word has open is left out."""
    with _child() as child:
        for path in sorted(_own(home).glob("[!~]*.docx")):
            try:
                errors = _report(path, None, child).errors
            except Slip as slip:
                yield path.name, str(slip.facts["why"])
            else:
                yield from ((path.name, one.reason.said(language())) for one in errors[:1])


@contextmanager
def _child() -> Iterator[Child]:
    from kemiflow.word.guest import Child

    child = Child()
    try:
        yield child
    finally:
        child.close()


def _report(path: Path, kind: str | None, child: Child) -> Report:
    from kemiflow.core.documents import KINDS
    from kemiflow.word import guest

    named = _kind(kind) if kind else path.stem if path.stem in KINDS.values() else None
    return guest.check(_read(path), name=path.name, kind=named, child=child)


def _read(path: Path) -> bytes:
    from kemiflow.word.foreign import FileRefused, read_file

    try:
        return read_file(path)
    except FileRefused as refused:
        raise Slip("template_unreadable", place=path.name, why=refused.reason.said(language())) from refused


def _annotated(path: Path, report: Report, out: Path, child: Child) -> None:
    from kemiflow.word import guest

    write_whole(out, guest.copy_with_comments(_read(path), report, language=language(), child=child))


def _tell(reports: list[Report], *, as_data: bool) -> None:
    if as_data:
        showing.plain_data([_plain(report) for report in reports])
        return
    for report in reports:
        errors, others = len(report.errors), len(report.faults) - len(report.errors)
        key = "checked" if report.faults else "checked_clean"
        showing.lines(helps(f"say.{key}", file=report.name, errors=errors, warnings=others))
        for fault in report.faults:
            showing.lines(f"  {helps(f'say.{fault.weight}')}: {fault.said(language())}")


def _status(report: Report) -> int:
    """Tell what cannot be opened from what has something wrong in it."""
    return BAD if report.unopened else int(bool(report.errors))


def _plain(report: Report) -> dict[str, object]:
    found = [
        {
            "code": fault.reason.code,
            "weight": fault.weight.value,
            "part": fault.place.part,
            "paragraph": fault.place.paragraph,
            "heading": fault.place.heading,
            "tag": fault.tag,
            "near": fault.reason.near,
            "said": fault.said(language()),
        }
        for fault in report.faults
    ]
    return {"file": report.name, "errors": len(report.errors), "findings": found}


def _all(home: Path) -> list[Path]:
    return [path for folder in (_own(home), templates_dir() / "word") for path in sorted(folder.glob("*.docx"))]


def _own(home: Path) -> Path:
    return home / "templates" / "word"


def _kind(name: str) -> str:
    from kemiflow.core.documents import KINDS

    return choice(name, "KIND", sorted(KINDS.values()))
