"""Documents become PDFs that everybody can read: converted together, settled, and each told what it lacks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kemiflow.word.access import first_headings, left
from kemiflow.word.lint.around import has_header, has_header_row
from kemiflow.word.lint.check import CORE
from kemiflow.word.markup import TBL, parse
from kemiflow.word.objections import read_package
from kemiflow.word.opened import opened
from kemiflow.word.package import PackageRefused
from kemiflow.word.pdf.normal import NotAPdf, normalised
from kemiflow.word.pdf.office import Office
from kemiflow.word.pdf.sound import faults
from kemiflow.word.reasons import Reason, because

CREATED = "{http://purl.org/dc/terms/}created"


@dataclass(frozen=True, kw_only=True)
class Pdf:
    """A document as PDF, and what it lacks."""

    data: bytes
    faults: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True)
class _Known:
    """What is known of a document before: its day, which of its tables have a header column, its first headings."""

    created: str
    with_column: tuple[bool, ...]
    firsts: int
    left: tuple[Reason, ...]


def pdfs(documents: Sequence[bytes], office: Office) -> Iterator[Pdf | Reason]:
    """Convert documents in one batch; in the place of one that cannot be converted stands why.

    One with macros or links to other files is not opened: LibreOffice would fetch what they name. Errors: OSError.
    """
    known = [_known(data) for data in documents]
    fit = [data for data, one in zip(documents, known, strict=True) if isinstance(one, _Known)]
    made = office.converted(fit)
    for one in known:
        yield one if isinstance(one, Reason) else _settled(next(made), one)


def _known(data: bytes) -> _Known | Reason:
    try:
        read_package(data)
        document = opened(data)
    except PackageRefused as refused:
        return refused.reason
    core = document.part(CORE)
    found = None if core is None else parse(core.data).find(CREATED)
    body = next(iter(document.stories.values()))
    columns = tuple(has_header(table) and not has_header_row(table) for table in body.iter(TBL))
    changes = tuple(one.reason for one in left(document) if one.reason.code == "tracked_left")
    day = "" if found is None else (found.text or "").strip()
    return _Known(created=day, with_column=columns, firsts=first_headings(document), left=changes)


def _settled(made: bytes | None, known: _Known) -> Pdf | Reason:
    if made is None:
        return because("not_converted")
    try:
        data = normalised(made, created=known.created, with_column=known.with_column)
    except NotAPdf:
        return because("not_converted")
    return Pdf(data=data, faults=(*known.left, *faults(data, firsts=known.firsts)))
