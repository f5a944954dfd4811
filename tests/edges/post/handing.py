"""Letters handed to a relay one by one, and what it answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kemiflow.app.kept import Answer, Parcel
from kemiflow.app.letters.outgoing import Handed, Written
from kemiflow.post.eml import Sender
from kemiflow.post.pace import Pace
from kemiflow.post.relay import RelayPost, Route
from kemiflow.post.server import Patience, Safety, Server
from tests.core.letters_cast import MAIJA, MATTI, PEOPLE, Mailbox, day, duty
from tests.edges.post.relay import Relay

SENDER = Sender(name="Mallila", address="kirjeet@mallila.example", reply_to="kirjaamo@mallila.example")
QUICK = Patience(greeting=5, mail=2, recipient=2, data=2, block=2, dot=2)
ONCE = Pace(0, lambda: 0.0, lambda _: None)


def route(relay: Relay, patience: Patience = QUICK) -> Route:
    server = Server(host="127.0.0.1", port=relay.port, safety=Safety.NONE, patience=patience)
    return Route(server=server, sender=SENDER)


def parcel(number: int = 1, *, email: str = "", copy: bool = False) -> Parcel:
    post = RelayPost(Route(server=Server(host="none"), sender=SENDER), ONCE)
    (letter,) = Mailbox().walk([duty()], day("29.9."))
    person = replace(PEOPLE[MAIJA], id=f"maija{number}", email=email or f"maija{number}@kemi.example")
    written = Written(subject="Tiedot", body="Hei\n.\n..pisteitä\n")
    own, eml = post.compose(replace(letter, person=person.id), written, person, [PEOPLE[MATTI]] if copy else [])
    return Parcel(person=person.id, letter=letter.key, day=letter.day, subject="Tiedot", eml=eml, message_id=own)


def hand(post: RelayPost, one: Parcel, at_dot: Callable[[], object] = lambda: None) -> Handed:
    return post.hand_over(one, at_dot)


def answers(post: RelayPost, many: int) -> list[Answer]:
    return [hand(post, parcel(number)).answer for number in range(many)]
