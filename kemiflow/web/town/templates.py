"""Word templates: uploaded, checked, and taken into use once nothing is wrong with them."""

from __future__ import annotations

from contextlib import closing
from typing import Final

from kemiflow.core.documents import KINDS
from kemiflow.core.wording import capital
from kemiflow.settings import templates_dir
from kemiflow.web.route import Answer, Shown
from kemiflow.web.serving import see
from kemiflow.web.visit import Visit
from kemiflow.word import guest, lint
from kemiflow.word.foreign import told_apart
from kemiflow.word.guest import Child

NAMES: Final = tuple(sorted(KINDS.values()))
Errors = tuple[tuple[str, str], ...]


def templates(visit: Visit) -> Answer:
    """Show which templates are in use."""
    return _page(visit, (), None)


def check_template(visit: Visit) -> Answer:
    """Check a template, and take it into use when that is wanted and no error was found."""
    upload, kind = visit.form.files.get("file"), visit.form.text("kind")
    if kind not in NAMES:
        return _page(visit, (("kind", visit.t("wrong.no_choice", field=visit.t("templates.kind"))),), None)
    if upload is None:
        return _page(visit, (("file", visit.t("wrong.missing", field=visit.t("templates.file"))),), None)
    foreign = told_apart(upload.data)
    if foreign:
        return _page(visit, (("file", foreign.said(visit.language)),), None)
    with closing(Child()) as child:
        report = guest.check(upload.data, name=upload.name, kind=kind, child=child)
    if visit.form.text("teko") != "kayttoon" or report.errors:
        return _page(visit, (), report)
    lint.install(upload.data, report, kind=kind, home=visit.site.home.path)
    return see("/yllapito/pohjat", "template_installed")


def _page(visit: Visit, errors: Errors, report: lint.Report | None) -> Shown:
    own = visit.site.home.path / "templates" / "word"
    rows = [(kind, _named(visit, kind), (own / f"{kind}.docx").is_file(), _shipped(kind)) for kind in NAMES]
    found = [(fault.weight.value, fault.said(visit.language)) for fault in report.faults] if report else []
    return Shown(
        template="templates.html",
        facts={
            "rows": rows,
            "kinds": tuple((kind, f"{name} ({kind})") for kind, name, _, _ in rows),
            "kind": visit.form.text("kind"),
            "report": report,
            "found": found,
            "bad": len(report.errors) if report else 0,
            "errors": errors,
            "wrong": dict(errors),
        },
        status=422 if errors or (report and report.errors) else 200,
    )


def _named(visit: Visit, kind: str) -> str:
    return capital(visit.wording.say(f"kinds.{kind}")) if visit.wording.knows(f"kinds.{kind}") else kind


def _shipped(kind: str) -> bool:
    return (templates_dir() / "word" / f"{kind}.docx").is_file()
