"""What comes back to the letters' address: reports of delivery (RFC 3464) and automatic answers (RFC 3834)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.policy import SMTP
from typing import Final, cast

from kemiflow.app.letters.returned import Returned, Sort

LARGEST: Final = 5_000_000  # bytes; a report quotes at most the letter itself
NUMBERS: Final = re.compile(r"<[^<>\s]{1,998}>")
FAILED: Final = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})")
AUTOMATIC: Final = ("x-autoreply", "x-autorespond", "x-autoresponder")  # from before RFC 3834


class NoMessage(ValueError):
    """The bytes are no message of RFC 5322, or more than any report is."""


def read(content: bytes) -> Returned:
    """Tell what a message is, and which letters it speaks of.

    A message that a person wrote is `Sort.WRITTEN`: it is left to people. A report that names no failure, such as
    *delayed* or *delivered*, is `Sort.NOTICE`. Errors: NoMessage.
    """
    message = _parsed(content)
    reports = tuple(_reports(message))
    if reports:
        return _report(message, reports)
    sort = Sort.AUTOMATIC if _automatic(message) else Sort.WRITTEN
    return Returned(sort=sort, letters=_answered(message))


def _parsed(content: bytes) -> EmailMessage:
    if len(content) > LARGEST:
        raise NoMessage
    try:
        message = message_from_bytes(content, policy=SMTP)
    except (MessageError, ValueError, LookupError, RecursionError) as why:
        raise NoMessage from why
    if not message.keys():
        raise NoMessage
    return message


def _reports(message: Message) -> Iterator[Message]:
    """Give the groups of fields of a delivery report: the message's first, then one a recipient."""
    if message.get_content_type() != "multipart/report":
        return
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status" and isinstance(part.get_payload(), list):
            yield from cast("list[Message]", part.get_payload())


def _report(message: Message, reports: tuple[Message, ...]) -> Returned:
    failed = [one for one in reports if _text(one, "action").lower() == "failed"]
    told = next((found for one in failed if (found := FAILED.match(_text(one, "status")))), None)
    if told is None and not failed:
        return Returned(sort=Sort.NOTICE, letters=_quoted(message))
    status = ".".join(told.groups()) if told else "5.0.0"
    return Returned(sort=Sort.FAILED, letters=_quoted(message), status=status)


def _quoted(message: Message) -> tuple[str, ...]:
    """Give the Message-ID of the letter that a report quotes, whole or its headers alone (RFC 6522 3)."""
    return tuple(dict.fromkeys(one for part in message.walk() for one in _quoted_in(part)))


def _quoted_in(part: Message) -> Iterator[str]:
    kind = part.get_content_type()
    if kind == "message/rfc822" and isinstance(part.get_payload(), list):
        for inner in cast("list[Message]", part.get_payload()):
            yield from NUMBERS.findall(_text(inner, "message-id"))
    if kind in {"text/rfc822-headers", "message/rfc822-headers"}:
        body = part.get_payload(decode=True)
        quoted = message_from_bytes(body if isinstance(body, bytes) else b"", policy=SMTP)
        yield from NUMBERS.findall(_text(quoted, "message-id"))


def _automatic(message: Message) -> bool:
    """Tell whether a machine answered. X-Auto-Response-Suppress says nothing: Exchange puts it on people's mail."""
    said = _text(message, "auto-submitted").partition(";")[0].strip().lower()
    if said and said != "no":
        return True
    return _text(message, "precedence").lower() == "auto_reply" or any(name in message for name in AUTOMATIC)


def _answered(message: Message) -> tuple[str, ...]:
    named = f"{_text(message, 'in-reply-to')} {_text(message, 'references')}"
    return tuple(dict.fromkeys(NUMBERS.findall(named)))


def _text(message: Message, name: str) -> str:
    """Give a field as text; a field that cannot be read is empty: what comes in is anybody's."""
    try:
        return str(message.get(name, "")).strip()
    except (MessageError, ValueError, LookupError, IndexError, AttributeError, TypeError):
        return ""
