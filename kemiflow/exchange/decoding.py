"""Bytes of a file as text: UTF-8 only, with the line named where it is something else."""

from __future__ import annotations

from typing import Final

from kemiflow.exchange.problems import FileRefused, Problem

MAX_BYTES: Final = 4_000_000
# How files begin that are often given in place of a text
_NO_TEXT: Final = {
    b"PK\x03\x04": "Word/Excel (zip)",
    b"\xd0\xcf\x11\xe0": "Word 97/Excel 97",
    b"%PDF-": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
}
_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


def decoded(content: bytes | str, file: str) -> str:
    """Give a file's text, which must be UTF-8 (a byte order mark is fine) and at most MAX_BYTES long.

    Errors: FileRefused names the line of the first letter that is not UTF-8, or what the file is instead of a text.
    """
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    if len(raw) > MAX_BYTES:
        raise refused(file, 0, "too_big", limit=str(MAX_BYTES // 1_000_000))
    for beginning, what in _NO_TEXT.items():
        if raw.startswith(beginning):
            raise refused(file, 0, "no_text", what=what)
    if raw.startswith(_MARKS):
        raise refused(file, 1, "not_utf8", encoding="UTF-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The mark of a byte order, which the codec takes off before it counts
        start = error.start + (3 if raw.startswith(b"\xef\xbb\xbf") else 0)
        raise refused(file, _line_at(raw, start), "not_utf8", encoding=_guess(raw)) from error


def refused(file: str, line: int, key: str, **facts: str) -> FileRefused:
    """Give the exception for one problem that ends the reading."""
    return FileRefused([Problem(file=file, line=line, field="", key=key, facts=facts)])


def _line_at(raw: bytes, position: int) -> int:
    return raw.count(b"\n", 0, position) + 1


def _guess(raw: bytes) -> str:
    try:
        raw.decode("cp1252")
    except UnicodeDecodeError:
        return "?"
    return "Windows-1252"
