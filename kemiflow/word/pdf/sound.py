"""What a reader with a screen reader needs of a PDF: language, title, tags, headings, headers, words of pictures."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Final

import pikepdf

from kemiflow.word.pdf.structure import Tag, inside, tags
from kemiflow.word.reasons import Reason, because

PDFUA: Final = "{http://www.aiim.org/pdfua/ns/id/}part"


def faults(data: bytes, *, firsts: int = 1) -> tuple[Reason, ...]:
    """Tell what a PDF lacks (PDF/UA-1 § 7.1-7.5, WCAG 2.1); nothing for one that lacks none of it.

    `firsts` is how many first headings it rightly has: one, or one for each part of a bundle.
    Errors: pikepdf.PdfError for bytes that are no PDF.
    """
    with pikepdf.open(BytesIO(data)) as pdf:
        found = tags(pdf)
        return (*_of_whole(pdf), *_of_headings(found, firsts), *_of_tables(found), *_of_pictures(found))


def _of_whole(pdf: pikepdf.Pdf) -> Iterator[Reason]:
    if not str(pdf.Root.get("/Lang", "")):
        yield because("pdf_language")
    if not _is_set(pdf.Root, "/MarkInfo", "/Marked"):
        yield because("pdf_untagged")
    if not str(pdf.docinfo.get("/Title", "")).strip():
        yield because("pdf_untitled")
    if not _is_set(pdf.Root, "/ViewerPreferences", "/DisplayDocTitle"):
        yield because("pdf_title_hidden")
    if str(pdf.open_metadata().get(PDFUA, "")) != "1":
        yield because("pdf_not_ua")


def _is_set(root: pikepdf.Object, group: str, key: str) -> bool:
    found = root.get(group)
    return found is not None and bool(found.get(key, False))


def _of_headings(found: Sequence[Tag], firsts: int) -> Iterator[Reason]:
    levels = [int(one.kind[1:]) for one in found if one.kind[:1] == "H" and one.kind[1:].isdecimal()]
    if levels.count(1) != firsts:
        yield because("pdf_first_headings", count=levels.count(1))
    for above, level in zip((0, *levels), levels, strict=False):
        if level > above + 1:
            yield because("pdf_level_jump", above=above, level=level)


def _of_tables(found: Sequence[Tag]) -> Iterator[Reason]:
    for number, table in enumerate((one for one in found if one.kind == "Table"), 1):
        if not inside(table, found, "TH"):
            yield because("pdf_no_headers", number=number)


def _of_pictures(found: Sequence[Tag]) -> Iterator[Reason]:
    for number, figure in enumerate((one for one in found if one.kind == "Figure"), 1):
        if not str(figure.element.get("/Alt", "")).strip():
            yield because("pdf_no_alt", number=number)
