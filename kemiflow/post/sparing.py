"""Messages from anybody, read at a cost that has a bound: a small message can be made to take minutes."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.policy import SMTP, Policy
from functools import partial
from typing import Final

LARGEST: Final = 5_000_000  # bytes; a report quotes at most the letter itself
LINES: Final = 100_000  # base64 of the largest message has fewer
PARTS: Final = 50  # a report has three, its quoted letter as many, and a group of fields for each recipient
FIELDS: Final = 1_000  # in all parts together
FIELD: Final = 16_000  # characters
FIELDS_LENGTH: Final = 200_000
READ: Final = 1_000  # characters of a field that the library takes apart, in a time that grows with their square
_READ: Final = frozenset({"content-type", "content-transfer-encoding"})
# What the library is known to raise over fields that nobody sane writes
UNREADABLE: Final = (MessageError, ValueError, LookupError, AttributeError, TypeError, RecursionError)


class NoMessage(ValueError):
    """The bytes are no message of RFC 5322, or more than any report is."""


@dataclass
class _Left:
    """What a message may still hold."""

    parts: int = PARTS
    fields: int = FIELDS
    characters: int = FIELDS_LENGTH

    def part(self) -> None:
        """Count a part. Errors: NoMessage."""
        self.parts -= 1
        if self.parts < 0:
            raise NoMessage

    def field(self, name: str, length: int) -> None:
        """Count a field. Errors: NoMessage."""
        self.fields -= 1
        self.characters -= length
        longest = READ if name.lower() in _READ else FIELD
        if length > longest or self.fields < 0 or self.characters < 0:
            raise NoMessage


class _Part(EmailMessage):
    def __init__(self, left: _Left, policy: Policy | None = None) -> None:
        super().__init__(policy)
        self._left = left
        left.part()

    def set_raw(self, name: str, value: str) -> None:
        """Take in a field as the parser found it. Errors: NoMessage."""
        self._left.field(name, len(value))
        super().set_raw(name, value)


def parsed(content: bytes) -> Message:
    """Give a message of at most so many bytes, lines, parts and fields as this module names. Errors: NoMessage."""
    if len(content) > LARGEST or content.count(b"\n") + content.count(b"\r") - content.count(b"\r\n") > LINES:
        raise NoMessage
    return _parsed(content, SMTP.clone(message_factory=partial(_Part, _Left())))


def quoted(part: Message) -> Message:
    """Give the headers that a part quotes; they count for the whole message. Errors: NoMessage."""
    body = part.get_payload(decode=True)
    return _parsed(body if isinstance(body, bytes) else b"", part.policy)


def text(message: Message, name: str) -> str:
    """Give a field in one line, as it stands: empty when it is not there."""
    found = next((str(value) for one, value in message.raw_items() if one.lower() == name), "")
    whole = found.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join(whole.split())


def _parsed(content: bytes, policy: Policy) -> Message:
    try:
        return message_from_bytes(content, policy=policy)
    except UNREADABLE as why:
        raise NoMessage from why
