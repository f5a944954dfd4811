"""What comes back to the letters' address: reports of delivery (RFC 3464, 6533), automatic answers (RFC 3834)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from email.message import Message
from itertools import islice
from typing import Final, cast

from kemiflow.app.letters.outgoing import Named
from kemiflow.app.letters.returned import Failure, Returned, Sort
from kemiflow.post.number import named
from kemiflow.post.recipient import recipient
from kemiflow.post.sparing import UNREADABLE, NoMessage, parsed, quoted, text

MANY: Final = 20  # letters that one message can speak of; each is looked up
NUMBERS: Final = re.compile(r"<[^<>\s\x00-\x1f\x7f]{1,998}>")
FAILED: Final = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})")
# Reports about addresses beyond ASCII have types of their own, and the same fields (RFC 6533 4, 5)
GLOBAL: Final = re.compile(
    rb"^(content-type:[ \t]*)message/(global(?:-delivery-status|-headers)?)(?![-\w])", re.IGNORECASE | re.MULTILINE
)
PLAIN: Final = {
    b"global": b"message/rfc822",
    b"global-delivery-status": b"message/delivery-status",
    b"global-headers": b"text/rfc822-headers",
}
AUTOMATIC: Final = ("x-autoreply", "x-autorespond", "x-autoresponder")  # from before RFC 3834


def read(content: bytes) -> Returned:
    """Tell what a message is, and which letters it speaks of.

    A message that a person wrote is `Sort.WRITTEN`: it is left to people. A report that names no failure, such as
    *delayed* or *delivered*, is `Sort.NOTICE`. Errors: NoMessage.
    """
    message = parsed(GLOBAL.sub(lambda found: found[1] + PLAIN[found[2].lower()], content))
    if not message.keys():
        raise NoMessage
    try:
        return _read(message)
    except UNREADABLE as why:
        raise NoMessage from why


def _read(message: Message) -> Returned:
    reports = tuple(_reports(message))
    if reports:
        return _report(message, reports)
    sort = Sort.AUTOMATIC if _automatic(message) else Sort.WRITTEN
    return Returned(sort=sort, letters=_answered(message))


def _reports(message: Message) -> Iterator[Message]:
    """Give the groups of fields of a delivery report: the message's first, then one a recipient."""
    if message.get_content_type() != "multipart/report":
        return
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status" and isinstance(part.get_payload(), list):
            yield from cast("list[Message]", part.get_payload())


def _report(message: Message, reports: tuple[Message, ...]) -> Returned:
    failures = tuple(_failure(one) for one in reports if text(one, "action").lower() == "failed")
    return Returned(sort=Sort.FAILED if failures else Sort.NOTICE, letters=_quoted(message), failures=failures)


def _failure(group: Message) -> Failure:
    told = FAILED.match(text(group, "status"))
    addresses = (one for name in ("final-recipient", "original-recipient") for one in recipient(text(group, name)))
    return Failure(addresses=tuple(dict.fromkeys(addresses)), status=".".join(told.groups()) if told else "5.0.0")


def _quoted(message: Message) -> tuple[Named, ...]:
    """Give the letter that a report quotes, whole or its headers alone (RFC 6522 3)."""
    return _newest([one for part in message.walk() for one in _quoted_in(part)])


def _quoted_in(part: Message) -> Iterator[str]:
    kind = part.get_content_type()
    if kind == "message/rfc822" and isinstance(part.get_payload(), list):
        for inner in cast("list[Message]", part.get_payload()):
            yield from NUMBERS.findall(text(inner, "message-id"))
    if kind in {"text/rfc822-headers", "message/rfc822-headers"}:
        yield from NUMBERS.findall(text(quoted(part), "message-id"))


def _automatic(message: Message) -> bool:
    """Tell whether a machine answered. X-Auto-Response-Suppress says nothing: Exchange puts it on people's mail."""
    said = text(message, "auto-submitted").partition(";")[0].strip().lower()
    if said and said != "no":
        return True
    return text(message, "precedence").lower() == "auto_reply" or any(name in message for name in AUTOMATIC)


def _answered(message: Message) -> tuple[Named, ...]:
    return _newest(NUMBERS.findall(f"{text(message, 'references')} {text(message, 'in-reply-to')}"))


def _newest(numbers: Sequence[str]) -> tuple[Named, ...]:
    """Give the last that were named, newest last, each once."""
    newest = tuple(islice(dict.fromkeys(reversed(numbers)), MANY))
    return tuple(named(one) for one in reversed(newest))
