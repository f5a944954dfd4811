"""Messages between kemiflow and the process that handles untrusted templates: length, then JSON."""

import base64
import json
import struct
from collections.abc import Mapping
from datetime import date
from typing import IO

from kemiflow.word.faults import Fault, Place
from kemiflow.word.reasons import Reason

LENGTH = struct.Struct(">I")
LONGEST = 200 * 1024 * 1024
DAY, BYTES, REASON = "\ufdd0day", "\ufdd0bytes", "\ufdd0reason"
Message = dict[str, object]


class WireBroken(Exception):
    """The other side ended, or sent what is no message."""


def send(stream: IO[bytes], message: Message) -> None:
    """Write one message. Errors: OSError when nobody reads."""
    body = json.dumps(message, default=_packed, ensure_ascii=False).encode("utf-8", "surrogatepass")
    stream.write(LENGTH.pack(len(body)) + body)
    stream.flush()


def receive(stream: IO[bytes]) -> Message:
    """Read one message. Errors: WireBroken."""
    head = stream.read(LENGTH.size)
    size = LENGTH.unpack(head)[0] if len(head) == LENGTH.size else 0
    body = stream.read(size) if 0 < size <= LONGEST else b""
    if not size or len(body) < size:
        raise WireBroken
    try:
        message = json.loads(body.decode("utf-8", "surrogatepass"), object_hook=_unpacked)
    except ValueError as error:
        raise WireBroken from error
    if not isinstance(message, dict):
        raise WireBroken
    return message


def from_faults(faults: tuple[Fault, ...]) -> list[object]:
    """Give faults as plain data."""
    return [
        [[place.part, place.paragraph, place.heading, place.text], fault.reason, fault.tag]
        for fault in faults
        for place in (fault.place,)
    ]


def to_faults(rows: object) -> tuple[Fault, ...]:
    """Read faults from plain data. Errors: WireBroken."""
    try:
        return tuple(Fault(place=_place(*place), reason=reason, tag=tag) for place, reason, tag in _rows(rows))
    except (TypeError, ValueError) as error:
        raise WireBroken from error


def _rows(rows: object) -> list[tuple[list[object], Reason, str]]:
    if not isinstance(rows, list):
        raise WireBroken
    return [tuple(row) for row in rows]


def _place(part: object, paragraph: object, heading: object, text: object) -> Place:
    number = paragraph if isinstance(paragraph, int) else None
    return Place(part=str(part), paragraph=number, heading=str(heading), text=str(text))


def _packed(value: object) -> object:
    match value:
        case date():
            return {DAY: value.isoformat()[:10]}
        case bytes():
            return {BYTES: base64.b64encode(value).decode()}
        case Reason():
            return {REASON: [value.code, [list(fact) for fact in value.facts], value.near]}
    return str(value)


def _unpacked(found: Mapping[str, object]) -> object:
    match found:
        case {"\ufdd0day": str(day)}:
            return date.fromisoformat(day)
        case {"\ufdd0bytes": str(text)}:
            return base64.b64decode(text)
        case {"\ufdd0reason": [str(code), list(facts), str(near)]}:
            return Reason(code, tuple((str(name), fact) for name, fact in facts), near)
    return found
