"""A city's own template: taken into its home once its check finds no error."""

import re
from pathlib import Path

from kemiflow.aside import write_whole
from kemiflow.word.lint.check import Report

KIND = re.compile(r"[a-z_]{1,40}")


class NotInstalled(Exception):
    """A template has errors and was not taken into use; `report` lists them."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"{report.name}: {len(report.errors)}")
        self.report = report


def install(data: bytes, report: Report, *, kind: str, home: Path) -> Path:
    """Put a checked template into a home, whole or not at all, and give its place.

    Errors: NotInstalled for a report with errors, ValueError for a kind that cannot be one, OSError.
    """
    if not KIND.fullmatch(kind):
        raise ValueError(f"no kind of document: {kind!r}")
    if report.errors:
        raise NotInstalled(report)
    path = home / "templates" / "word" / f"{kind}.docx"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data)
    return path
