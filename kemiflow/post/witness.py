"""Who saw whether a letter left: the relay's own log, or a journal mailbox that gets a copy of each letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Final

from kemiflow.app.kept import Parcel

LEEWAY: Final = timedelta(minutes=2)  # between the clocks of two machines
DOT: Final = timedelta(minutes=10)  # RFC 5321 4.5.3.2.6: so long may the relay take to accept
_STAMP: Final = re.compile(r"^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)")
_POSTFIX: Final = re.compile(r"cleanup\[\d+\]: ([0-9A-Za-z]+): message-id=(<[^>]*>)")
_QUEUED: Final = re.compile(r"qmgr\[\d+\]: ([0-9A-Za-z]+): from=")
_EXIM: Final = re.compile(r" <= .* id=(\S+)")


class RelayLog:
    """The log of a Postfix or an Exim, in ISO 8601 times.

    Postfix notes a Message-ID while it reads the letter; only what its queue manager took is accepted. That a letter
    did not leave is known from a log that began before its final dot and goes on after the relay's time to accept it.
    """

    def __init__(self, file: Path) -> None:
        """Keep where the log lies; it is read when it is asked."""
        self._file = file

    def saw(self, parcel: Parcel) -> bool | None:
        """Tell whether the relay accepted a letter; None when the log cannot tell."""
        try:
            with self._file.open(encoding="utf-8", errors="replace") as log:
                return _told(log, parcel)
        except OSError:
            return None


class JournalFolder:
    """A maildir to which a copy of each letter is delivered: it can tell that a letter left, never that it did not."""

    def __init__(self, folder: Path) -> None:
        """Keep where the maildir lies; it is read when it is asked."""
        self._folder = folder

    def saw(self, parcel: Parcel) -> bool | None:
        """Tell that a letter left; None when its copy is not there, or not yet."""
        return True if any(own == parcel.message_id for own in self._arrived()) else None

    def _arrived(self) -> Iterator[str]:
        for place in ("new", "cur"):
            for file in sorted((self._folder / place).glob("*")):
                with file.open("rb") as message:
                    yield str(BytesHeaderParser().parse(message).get("Message-ID", "")).strip()


def _told(lines: Iterator[str], parcel: Parcel) -> bool | None:
    named: set[str] = set()
    first: datetime | None = None
    last: datetime | None = None
    for line in lines:
        stamp = _stamp(line)
        first, last = first or stamp, stamp or last
        if _accepted(line, parcel.message_id, named):
            return True
    if first is None or last is None or parcel.dot_at is None:
        return None
    dot = datetime.fromisoformat(parcel.dot_at)
    return False if first <= dot - LEEWAY and last >= dot + DOT + LEEWAY else None


def _accepted(line: str, message_id: str, named: set[str]) -> bool:
    """Tell whether a line says that the letter was taken; `named` gathers the queue's names for it."""
    exim = _EXIM.search(line)
    if exim:
        return exim[1].strip("<>") == message_id.strip("<>")
    postfix = _POSTFIX.search(line)
    if postfix and postfix[2] == message_id:
        named.add(postfix[1])
    queued = _QUEUED.search(line)
    return bool(queued and queued[1] in named)


def _stamp(line: str) -> datetime | None:
    found = _STAMP.match(line)
    if found is None:
        return None
    read = datetime.fromisoformat(found[1])
    return read if read.tzinfo else read.replace(tzinfo=UTC)
