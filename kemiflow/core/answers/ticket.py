"""The link in a letter: whose duty it is about, until when it opens, and the proof that nobody else made it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kemiflow.core.commands.check import refuse
from kemiflow.core.duty import DutyKind
from kemiflow.core.letters.letter import Letter, Manner
from kemiflow.core.signing import Key, read, sign
from kemiflow.core.values import Refusal

OPEN_FOR: Final = timedelta(days=45)  # after the due day, or after the letter when that came later
_PURPOSE: Final = b"kemiflow answer 1\n"


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
    return sign(_PURPOSE, told, key)


def opened(token: str, keys: Sequence[Key], today: date) -> Ticket | Refusal:
    """Give the ticket of a link that one of the keys signed, or why it does not open. Proofs are compared in full."""
    told = read(_PURPOSE, token, keys)
    if told is None:
        return refuse("link_unknown")
    ticket = _read(told)
    return refuse("link_expired", day=ticket.last) if ticket.last < today else ticket


def _read(told: str) -> Ticket:
    person, last, case, duty, due = told.split("\n")
    return Ticket(
        person=person,
        last=date.fromisoformat(last),
        case=case,
        duty=duty,
        due=date.fromisoformat(due) if due else None,
    )
