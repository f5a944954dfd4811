"""A PDF without what differs from run to run: the same document gives the same bytes."""

from collections.abc import Sequence
from io import BytesIO
from typing import Final

import pikepdf

from kemiflow.word.pdf.structure import head_rows

CREATOR: Final = "kemiflow"
DATES: Final = ("/CreationDate", "/ModDate")
XMP: Final = "{http://ns.adobe.com/xap/1.0/}"
MOMENTS: Final = tuple(f"{XMP}{name}" for name in ("CreateDate", "ModifyDate", "MetadataDate"))


class NotAPdf(ValueError):
    """The bytes are no whole PDF."""


def normalised(data: bytes, *, created: str = "", with_column: Sequence[bool] = ()) -> bytes:
    """Write a PDF with its document's day in the place of the moment of conversion; identifiers follow the content.

    `created` is ISO 8601 ("2023-09-25T00:00:00Z"); without it there are no dates. `with_column` is as in `head_rows`.
    Errors: NotAPdf.
    """
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            head_rows(pdf, with_column)
            _settle(pdf, created)
            return _renumbered(pdf)
    except pikepdf.PdfError as error:
        raise NotAPdf(str(error)) from error


def _renumbered(pdf: pikepdf.Pdf) -> bytes:
    """Write objects in the order in which they are used: LibreOffice puts fonts in the order of their addresses."""
    # Only what is written without streams of objects is numbered by use
    by_use, written = BytesIO(), BytesIO()
    pdf.save(by_use, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    with pikepdf.open(by_use) as again:
        _without(again.trailer, "/ID")
        again.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


def is_ours(data: bytes) -> bool:
    """Tell whether a PDF is as it was written here: a program that changed it gave it a second identifier."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            first, second = pdf.trailer.get("/ID", [b"", b"-"])
            return str(pdf.docinfo.get("/Creator", "")) == CREATOR and bytes(first) == bytes(second)
    except (pikepdf.PdfError, ValueError):
        return False


def _settle(pdf: pikepdf.Pdf, created: str) -> None:
    _without(pdf.trailer, "/ID", "/DocChecksum")
    _without(pdf.docinfo, *DATES)
    pdf.docinfo["/Creator"] = CREATOR
    if created:
        pdf.docinfo["/CreationDate"] = f"D:{''.join(one for one in created if one.isdecimal())}Z"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
        for moment in filter(told.__contains__, MOMENTS):
            del told[moment]
        told[f"{XMP}CreatorTool"] = CREATOR
        if created:
            told[MOMENTS[0]] = created


def _without(entries: pikepdf.Object, *names: str) -> None:
    for name in filter(entries.__contains__, names):
        del entries[name]
