"""Files that are brought as a .docx and are something else, told apart by how they begin."""

import os
import re
import stat
from pathlib import Path

from kemiflow.word.reasons import Reason, because

MOST_BYTES_OF_A_FILE = 50 * 1024 * 1024
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
OTHERS = (
    (rb"%PDF-", "PDF"),
    (rb"\{\\rtf", "RTF"),
    (rb"\s*(?:<!doctype html|<html)", "HTML"),
    (rb"\s*<\?xml", "XML"),
    (rb"PK\x03\x04.{26,80}?mimetypeapplication/vnd\.oasis", "OpenDocument"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8", "kuva"),
)

BEGINNINGS = tuple((re.compile(start, re.DOTALL | re.IGNORECASE), name) for start, name in OTHERS)


class FileRefused(Exception):
    """A file cannot be read at all; `reason` says why."""

    def __init__(self, path: Path, reason: Reason) -> None:
        super().__init__(f"{path.name}: {reason}")
        self.path = path
        self.reason = reason


def read_file(path: Path) -> bytes:
    """Read a file that a person names. Errors: FileRefused when it is missing, unreadable or above 50 MB."""
    try:
        with path.open("rb") as stream:
            found = os.fstat(stream.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise FileRefused(path, because("file_unreadable", detail="no ordinary file"))
            if found.st_size > MOST_BYTES_OF_A_FILE:
                raise FileRefused(path, because("file_too_big", limit=50))
            return stream.read()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileRefused(path, because("file_missing")) from error
    except OSError as error:
        raise FileRefused(path, because("file_unreadable", detail=error.strerror or str(error))) from error


def told_apart(data: bytes) -> Reason | None:
    """Tell what a file is that is no .docx, or None for one that may be."""
    if not data or (data[0] == 0 and not data.strip(b"\0")):
        return because("file_empty")
    if data.startswith(OLD_OFFICE):
        return because("password" if ENCRYPTED_PACKAGE in data else "old_doc")
    start = data[:300]
    other = next((name for beginning, name in BEGINNINGS if beginning.match(start)), None)
    return because("other_format", format=other) if other else None
