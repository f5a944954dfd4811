"""The post of an installation: letters handed to the city's mail relay, and what each of its answers means."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from kemiflow.app.kept import Answer, Parcel
from kemiflow.app.letters.outgoing import Handed, Written
from kemiflow.core.city import Person
from kemiflow.core.letters import Letter
from kemiflow.post.eml import Envelope, Sender, addressee, compose, envelope_of, redirected
from kemiflow.post.pace import Pace
from kemiflow.post.page import Pages
from kemiflow.post.receipts import Receipts
from kemiflow.post.server import OK, Reply, Server
from kemiflow.post.smtp import Connection, DoorClosed, Lost

BREAKS: Final = 3  # letters in a row that ended the connection: the relay is not well
CREDENTIALS: Final = frozenset({530, 534, 535, 538})  # about us, whatever verb they answer (RFC 4954)
TOO_LARGE: Final = 552
# A relay that offers SMTPUTF8 may refuse it for this letter all the same (RFC 6531 3.5; 555: RFC 5321 4.1.1.11)
NOT_BEYOND_ASCII: Final = re.compile(r"555|55\d 5\.6\.[789]\b")


@dataclass(frozen=True, kw_only=True)
class Route:
    """Which relay, from whom; `journal` gets a copy of each letter; `letters` is how many a connection."""

    server: Server
    sender: Sender = field(default_factory=Sender)
    journal: str = ""
    receipts: Receipts | None = None
    letters: int = 100


class RelayPost:
    """A relay of SMTP, spoken to over one connection for as long as that lasts."""

    def __init__(self, route: Route, pace: Pace, pages: Pages | None = None) -> None:
        """Take the relay, which is not called before the first letter, the pace, and how letters look as pages."""
        self._route = route
        self._pages = pages
        self._pace = pace
        self._line: Connection | None = None
        self._sent = 0
        self._breaks = 0

    def compose(
        self, letter: Letter, written: Written, person: Person, copies: Sequence[Person] = ()
    ) -> tuple[str, bytes]:
        """Give a letter's Message-ID and bytes, the same at every try. Errors: NoMailAddress."""
        return compose(
            letter, written, (person, *copies), self._route.sender, self._pages.page(written) if self._pages else ""
        )

    def addressee(self, parcel: Parcel) -> str:
        """Give the address to which a letter goes or went; empty when its bytes were erased."""
        return addressee(parcel)

    def redirected(self, parcel: Parcel, address: str) -> Parcel:
        """Give a letter that goes to another address instead. Errors: NoMailAddress."""
        return redirected(parcel, address)

    def hand_over(self, parcel: Parcel, at_dot: Callable[[], object]) -> Handed:
        """Hand one letter over; `at_dot` is called just before its dot, and when it raises there is no dot."""
        self._pace.wait()
        try:
            handed = self._carry(parcel, at_dot)
        except DoorClosed as why:
            handed = Handed(answer=Answer.CLOSED, said=str(why))
        except Lost as why:
            handed = self._broken(Answer.LATER, str(why))
        except BaseException:
            self._drop()
            raise
        self._breaks = 0 if handed.ends else self._breaks
        return handed

    def close(self) -> None:
        """Part from the relay."""
        if self._line:
            self._line.quit()
        self._line = None

    def _carry(self, parcel: Parcel, at_dot: Callable[[], object]) -> Handed:
        envelope = envelope_of(parcel.eml)
        line = self._ready()
        if envelope.utf8 and not line.takes_utf8:
            return Handed(answer=Answer.REFUSED, said=f"{envelope.to}: the relay takes ASCII addresses only")
        line, reply = self._begun(line, envelope)
        if not reply.good:
            own = reply.code == TOO_LARGE or (envelope.utf8 and NOT_BEYOND_ASCII.match(str(reply)))
            return self._turned_away(reply) if own else self._closed(reply)
        reply, notes = self._addressed(line, envelope)
        if reply.good:
            reply = line.data()
        if not reply.good:
            return self._turned_away(reply)
        line.body(parcel.eml)
        at_dot()
        handed = self._dotted(line, notes)
        if handed.answer is Answer.TAKEN and self._route.receipts:
            self._route.receipts.note(parcel)
        return handed

    def _ready(self) -> Connection:
        if self._line and self._sent >= self._route.letters:
            self.close()
        if self._line is None:
            self._line, self._sent = Connection(self._route.server), 0
        return self._line

    def _begun(self, line: Connection, envelope: Envelope) -> tuple[Connection, Reply]:
        """Begin a letter; a connection that went stale between two letters is made anew."""
        sender = self._route.sender.address
        try:
            reply = line.mail(sender, utf8=envelope.utf8)
        except Lost:
            if not self._sent:
                raise
            self._drop()
            line = self._ready()
            reply = line.mail(sender, utf8=envelope.utf8)
        self._sent += 1
        return line, reply

    def _addressed(self, line: Connection, envelope: Envelope) -> tuple[Reply, str]:
        """Name the recipients; give the answer that decides, and what was said of copies that are not taken."""
        notes: list[str] = []
        for address in (envelope.to, *envelope.copies, *filter(None, [self._route.journal])):
            reply = line.recipient(address)
            if reply.leaving or (not reply.good and address == envelope.to):
                return reply, ""
            notes += [] if reply.good else [f"{address}: {reply}"]
        return Reply(250, ""), "; ".join(notes)

    def _dotted(self, line: Connection, notes: str) -> Handed:
        try:
            reply = line.dot()
        except Lost as why:
            return self._broken(Answer.SILENT, str(why))
        if reply.code // 100 == OK:
            self._breaks = 0
            return Handed(answer=Answer.TAKEN, said=notes)
        return self._turned_away(reply)

    def _turned_away(self, reply: Reply) -> Handed:
        """Say what an answer that was not good means for this letter, and be ready for the next one.

        A relay that leaves, or asks who we are, after it had taken our name may mean this letter alone: it rests.
        """
        if reply.leaving or reply.code in CREDENTIALS:
            return self._broken(Answer.LATER, str(reply))
        self._breaks = 0
        self._reset()
        return Handed(answer=Answer.LATER if reply.later else Answer.REFUSED, said=str(reply))

    def _reset(self) -> None:
        """Begin anew; a relay that has closed after its answer has answered all the same."""
        try:
            well = self._line is None or self._line.reset().good
        except Lost:
            well = False
        if not well:
            self._drop()

    def _closed(self, reply: Reply) -> Handed:
        self._drop()
        return Handed(answer=Answer.CLOSED, said=str(reply))

    def _broken(self, answer: Answer, why: str) -> Handed:
        self._drop()
        self._breaks += 1
        return Handed(answer=answer, said=why, last=self._breaks >= BREAKS)

    def _drop(self) -> None:
        if self._line:
            self._line.drop()
        self._line = None
