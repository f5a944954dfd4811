"""A letter as a message of RFC 5322: the same bytes each time it is composed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from kemiflow.app.world import Written
from kemiflow.core.city import Person
from kemiflow.core.letters import Letter

HELSINKI: Final = ZoneInfo("Europe/Helsinki")
MORNING: Final = time(7, 0)
KIND: Final = "Keywords"


class NoMailAddress(ValueError):
    """A person's address is none that a message can be sent to."""


@dataclass(frozen=True, kw_only=True)
class Sender:
    """From whom letters come; `reply_to` is an address that somebody reads."""

    name: str = "kemiflow"
    address: str = "kemiflow@kemi.example"
    reply_to: str = "kirjaamo@kemi.example"

    @property
    def domain(self) -> str:
        """Give the domain in which messages are numbered."""
        return self.address.rpartition("@")[2]


def message_id(person: str, day: date, domain: str) -> str:
    """Give the Message-ID of a person's letter of a day: the same at every try (RFC 5322 3.6.4)."""
    return f"<letter.{_atom(person)}.{day.isoformat()}@{domain}>"


def compose(
    letter: Letter, written: Written, person: Person, copies: Sequence[Person] = (), sender: Sender | None = None
) -> tuple[str, bytes]:
    """Give a letter's Message-ID and bytes. Its date is seven in the morning of its day, in Helsinki.

    Automatic answers are declined (RFC 3834 5, and Outlook's header), delivery reports are not. Errors: NoMailAddress.
    """
    city = sender or Sender()
    own = message_id(letter.person, letter.day, city.domain)
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(city.name, addr_spec=city.address)
    message["To"] = _address(person)
    if copies:
        message["Cc"] = [_address(copied) for copied in copies]
    message["Reply-To"] = Address(addr_spec=city.reply_to)
    message["Subject"] = written.subject
    message["Date"] = format_datetime(datetime.combine(letter.day, MORNING, tzinfo=HELSINKI))
    message["Message-ID"] = own
    message["References"] = " ".join(_threads(letter, city.domain))
    message["List-Id"] = f"{city.name} <letters.{city.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    message[KIND] = str(letter.kind)
    message.set_content(written.body, cte="quoted-printable")
    return own, message.as_bytes()


def _threads(letter: Letter, domain: str) -> list[str]:
    """Give one identifier a matter, so that mail programs keep its letters together."""
    return [f"<case.{_atom(case)}@{domain}>" for case in sorted({duty.case for duty in letter.duties})]


def _address(person: Person) -> Address:
    try:
        address = Address(person.name, addr_spec=person.email)
    except (MessageError, ValueError, IndexError) as why:
        raise NoMailAddress(person.email) from why
    if not address.domain or not person.email.isascii():
        raise NoMailAddress(person.email)
    return address


def _atom(text: str) -> str:
    return quote(text, safe="")
