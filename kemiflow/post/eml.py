"""A letter as a message of RFC 5322: the same bytes each time it is composed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from email import message_from_string
from email.header import Header
from email.message import EmailMessage
from email.parser import HeaderParser
from email.policy import SMTPUTF8, EmailPolicy
from email.utils import format_datetime
from typing import Final, cast

from kemiflow.app.kept import Parcel
from kemiflow.app.letters.address import address, plain
from kemiflow.app.letters.outgoing import Enclosed, Written
from kemiflow.core.city import Person
from kemiflow.core.letters import Letter
from kemiflow.post.number import atom, message_id

KIND: Final = "Keywords"


class _Whole(EmailPolicy):
    """The rules of mail; a Message-ID stays in one line, however long, for what looks for it line by line.

    Python folds some subjects between two encoded words at a space and loses it, since readers drop what parts
    such words (RFC 2047, 6.2); `Header` keeps the space inside a word.
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        if name.lower() == "message-id":
            return f"{name}: {value}{self.linesep}".encode()
        if name.lower() == "subject" and not self.utf8 and not str(value).isascii():
            words = Header(str(value), "utf-8", header_name=name).encode(linesep=self.linesep)
            return f"{name}: {words}{self.linesep}".encode()
        return super().fold_binary(name, value)


ASCII: Final = _Whole(linesep="\r\n")
BEYOND_ASCII: Final = _Whole(linesep="\r\n", utf8=True)


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


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """To whom a letter goes, and whether that takes letters beyond ASCII."""

    to: str
    copies: tuple[str, ...]

    @property
    def utf8(self) -> bool:
        """Tell whether an address holds letters beyond ASCII."""
        return not all(address.isascii() for address in (self.to, *self.copies))


def envelope_of(eml: bytes) -> Envelope:
    """Read from a letter's bytes to whom it goes."""
    head = HeaderParser(policy=SMTPUTF8).parsestr(eml.partition(b"\r\n\r\n")[0].decode())
    to, *copies = (one.addr_spec for name in ("To", "Cc") for one in getattr(head[name], "addresses", ()))
    return Envelope(to=to, copies=tuple(copies))


def addressee(parcel: Parcel) -> str:
    """Give the address to which a letter goes or went; empty when its bytes were erased."""
    return envelope_of(parcel.eml).to if parcel.eml else ""


def compose(
    letter: Letter, written: Written, people: Sequence[Person], sender: Sender, page: str = ""
) -> tuple[str, bytes]:
    """Give a letter's Message-ID and bytes. Its date is seven in the morning of its day, in Helsinki.

    The first of `people` gets it, the others a copy; `page` is what it says as HTML.
    Automatic answers are declined (RFC 3834 5, and Outlook's header), delivery reports are not. Errors: NoMailAddress.
    """
    own = message_id(letter.person, letter.key, sender.domain, written.mark)
    message = _headed(letter, written, people, sender)
    message.set_content(written.body, cte="quoted-printable")
    if page:
        message.add_alternative(page, subtype="html", cte="quoted-printable")
    for one in written.enclosed:
        _enclose(message, one)
    message["Content-Language"] = written.language
    _bound(message, own)
    return own, message.as_bytes()


def _headed(letter: Letter, written: Written, people: Sequence[Person], sender: Sender) -> EmailMessage:
    to, *others = (address(one.name, one.email) for one in people)
    message = EmailMessage(policy=ASCII if all(one.username.isascii() for one in (to, *others)) else BEYOND_ASCII)
    message["From"] = address(sender.name, sender.address)
    message["To"] = to
    if others:
        message["Cc"] = others
    message["Reply-To"] = address("", sender.reply_to)
    message["Subject"] = plain(written.subject)
    message["Date"] = format_datetime(letter.stamp)
    message["Message-ID"] = message_id(letter.person, letter.key, sender.domain, written.mark)
    if written.earlier:
        message["In-Reply-To"] = written.earlier[-1]
    message["References"] = " ".join([*_threads(letter, sender.domain), *written.earlier])
    message["List-Id"] = f"{plain(sender.name)} <letters.{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    message[KIND] = str(letter.kind)
    return message


def _enclose(message: EmailMessage, one: Enclosed) -> None:
    message.add_attachment(
        one.data.decode(),
        subtype="calendar",
        cte="quoted-printable",
        filename=one.name,
        params={"method": one.method},
    )


def _bound(message: EmailMessage, own: str) -> None:
    """Give the parts boundaries of the letter's own: the same bytes each time it is composed."""
    digest = hashlib.sha256(own.encode()).hexdigest()[:24]
    for place, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{place}.{digest}")


def _threads(letter: Letter, domain: str) -> list[str]:
    """Give one identifier a matter, so that mail programs keep its letters together."""
    return [f"<case.{atom(case)}@{domain}>" for case in sorted({duty.case for duty in letter.duties})]


def redirected(parcel: Parcel, to: str) -> Parcel:
    """Give a letter that goes to another address alone, under a Message-ID of its own. Errors: NoMailAddress."""
    message = cast("EmailMessage", message_from_string(parcel.eml.decode(), policy=BEYOND_ASCII))
    meant, own = str(message["To"]), parcel.message_id.replace("<", "<redirected.", 1)
    for name in ("To", "Cc", "Message-ID"):
        del message[name]
    message["To"] = address("", to)
    message["Message-ID"] = own
    message.replace_header("Subject", plain(f"[{meant}] {message['Subject']}"))
    return replace(parcel, eml=message.as_bytes(), message_id=own)
