"""The link in a letter: whose duty it is about, until when it opens, and the proof that nobody else made it."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kemiflow.core.commands.check import refuse
from kemiflow.core.duty import DutyKind
from kemiflow.core.letters.letter import Letter, Manner
from kemiflow.core.values import Refusal

OPEN_FOR: Final = timedelta(days=45)  # after the due day, or after the letter when that came later
LONGEST: Final = 600
_PURPOSE: Final = b"kemiflow answer 1\n"
_PROOF: Final = 16  # bytes of the digest that are kept: 128 bits


@dataclass(frozen=True, kw_only=True)
class Key:
    """A secret that signs links, by the name under which they tell which one it was."""

    name: str
    secret: bytes


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """Whom a link lets answer about which duty, which was due on `due`; the link opens until `last`.

    Without a duty it opens the list of all that the person owes.
    """

    person: str
    last: date
    case: str = ""
    duty: str = ""
    due: date | None = None


def ticket_of(letter: Letter) -> Ticket:
    """Give the ticket of a letter: its one duty, or the person's list when it speaks of several."""
    if len(letter.told) != 1:
        return Ticket(person=letter.person, last=max([letter.day, *(one.due for one in letter.duties)]) + OPEN_FOR)
    told = letter.told[0]
    duty, last = told.duty, max(letter.day, told.duty.due) + OPEN_FOR
    # Who hears that the director is asked may still give the details
    about = duty.id.partition(":")[2]
    name = f"{DutyKind.DETAILS}:{about}" if told.manner is Manner.COPIED else duty.id
    return Ticket(person=letter.person, last=last, case=duty.case, duty=name, due=duty.due)


def signed(ticket: Ticket, key: Key) -> str:
    """Give a ticket as the end of a link: the key's name, the ticket, and its HMAC-SHA-256 (RFC 2104)."""
    told = "\n".join(
        [ticket.person, ticket.last.isoformat(), ticket.case, ticket.duty, ticket.due.isoformat() if ticket.due else ""]
    )
    body = _text(told.encode())
    return f"{key.name}.{body}.{_text(_proof(body, key))}"


def opened(token: str, keys: Sequence[Key], today: date) -> Ticket | Refusal:
    """Give the ticket of a link that one of the keys signed, or why it does not open. Proofs are compared in full."""
    name, body, proof = _parts(token)
    key = next((one for one in keys if one.name == name), None)
    if key is None or not hmac.compare_digest(_text(_proof(body, key)).encode(), proof.encode()):
        return refuse("link_unknown")
    ticket = _read(body)
    return refuse("link_expired", day=ticket.last) if ticket.last < today else ticket


def _parts(token: str) -> tuple[str, str, str]:
    parts = token.split(".") if len(token) <= LONGEST and token.isascii() else []
    match parts:
        case [name, body, proof]:
            return name, body, proof
        case _:
            return "", "", ""


def _read(body: str) -> Ticket:
    told = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode()
    person, last, case, duty, due = told.split("\n")
    return Ticket(
        person=person,
        last=date.fromisoformat(last),
        case=case,
        duty=duty,
        due=date.fromisoformat(due) if due else None,
    )


def _proof(body: str, key: Key) -> bytes:
    return hmac.new(key.secret, _PURPOSE + body.encode(), hashlib.sha256).digest()[:_PROOF]


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
