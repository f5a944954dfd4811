"""Senders killed by real signals while they send: what was lost, what came twice, what nobody knows."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from multiprocessing.context import ForkProcess
from pathlib import Path

from kemiflow.app.kept import Parcel, Posting
from kemiflow.app.letters import settling
from kemiflow.app.letters.delivery import Errand
from kemiflow.app.letters.posting import unsure
from kemiflow.app.morning import send
from kemiflow.clock import OwnClock
from kemiflow.core.days import HELSINKI
from kemiflow.core.records import Draft
from kemiflow.core.records.person import LetterDecided, LetterSettled
from kemiflow.wiring import Home, open_home
from tests.app.home import found
from tests.bench.measure import Row, row
from tests.edges.post.sink import Faults, sink

TODAY = date(2023, 4, 14)
BEGAN = datetime(2023, 4, 14, 7, tzinfo=HELSINKI)
LETTERS = 20
LONGEST = 0.6  # seconds in which a sender is killed: it takes about as long for all
ROUNDS = 60
ENDED = {Posting.SENT, Posting.FAILED, Posting.UNSURE, Posting.CANCELLED}
GONE = {Posting.SENT, Posting.UNSURE}
FORK = multiprocessing.get_context("fork")


@dataclass
class Toll:
    """What kills did: letters lost, letters that came again, unsure ones by kills and by faults, unlisted ones."""

    kills: int = 0
    letters: int = 0
    lost: int = 0
    double: int = 0
    unsure: int = 0
    by_faults: int = 0
    unlisted: int = 0
    left: int = 0  # not known to have left once the relay's log was asked and sending went on

    def add(self, other: Toll) -> None:
        """Add what other kills did."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


@dataclass(frozen=True, kw_only=True)
class Way:
    """How many senders work at once, and how often their relay misbehaves."""

    senders: int
    faults: Faults


# A slow relay, so that half of the kills come between the final dot and its 250
WAYS = (
    Way(senders=1, faults=Faults()),
    Way(senders=2, faults=Faults()),
    Way(senders=1, faults=Faults(share=0.15)),
    Way(senders=2, faults=Faults(share=0.15)),
)
# One that says 250 as soon as the letter is on its disk
PROMPT = tuple(replace(way, faults=replace(way.faults, before=0.0, after=0.0)) for way in WAYS)


def toll(kills: int, way: Way, seed: int = 292) -> Toll:
    """Kill senders so many times, in homes of twenty letters each, and count what came of it."""
    chance, whole = random.Random(seed), Toll()
    with tempfile.TemporaryDirectory() as folder, sink(way.faults, Path(folder) / "mail.log", seed) as port:
        city, number = Path(folder) / "city", 0
        city.mkdir()
        found(city)
        while whole.kills < kills:
            number += 1
            home = Path(folder) / str(number)
            shutil.copytree(city, home)
            filled(home, port, number)
            whole.add(_one(home, way, chance, kills - whole.kills))
    return whole


def filled(home: Path, port: int, number: int) -> None:
    """Put twenty letters into a home's hands, whose relay is the sink."""
    settings = f'host = "127.0.0.1"\nport = {port}\nsafety = "none"\nrelay_log = "../mail.log"\n'
    (home / "post.toml").write_text(settings, encoding="utf-8")
    with opened(home, 0) as one, one.world.journal.transaction(one.world.now()) as unit:
        for letter in range(LETTERS):
            parcel = _parcel(f"p{letter}", f"<{number}.{letter}@kemi.example>")
            fact = LetterDecided(day=TODAY, kind="task", covers=(), subject="Tehtävä", text="")
            unit.append([Draft(stream=f"person/p{letter}", key=parcel.letter, fact=fact, on=TODAY, by="machine")])
            unit.enqueue(parcel)


def _parcel(person: str, own: str) -> Parcel:
    head = f"To: {person}@kemi.example\r\nSubject: x\r\nMessage-ID: {own}\r\n\r\n"
    eml = head.encode() + b"Hei,\r\n.\r\n" + (b"x" * 70 + b"\r\n") * 60
    letter = f"letter:{TODAY.isoformat()}"
    return Parcel(person=person, letter=letter, day=TODAY, subject="x", eml=eml, message_id=own, kind="task")


@contextmanager
def opened(home: Path, hours: int, *, witnesses: bool = True) -> Iterator[Home]:
    """Open a home some hours later; without witnesses there is only what its own senders noted."""
    with closing(open_home(home, clock=OwnClock(time=BEGAN + timedelta(hours=hours)))) as one:
        world = one.world if witnesses else replace(one.world, witnesses=one.world.witnesses[:1])
        yield replace(one, world=world)


def _sender(home: str, hours: int, *, witnesses: bool) -> None:
    with opened(Path(home), hours, witnesses=witnesses) as one:
        send(one.world, Errand(owner=f"sender-{os.getpid()}", today=TODAY, now=True))


def _one(home: Path, way: Way, chance: random.Random, most: int) -> Toll:
    result, hours = Toll(letters=LETTERS), 0
    kills = min(most, chance.randint(3, 8))
    while _open(home, hours):
        hours += 5  # longer than every pause and every lease
        result.kills += _round(home, way, hours, chance.uniform(0, LONGEST) if result.kills < kills else None)
        if hours > 5 * ROUNDS:
            break
    _count(home, hours, result)
    _reconciled(home, hours + 5, result)
    return result


def _round(home: Path, way: Way, hours: int, after: float | None) -> int:
    """Let senders work; kill them after so many seconds, or let them end. Give how many were killed."""
    args = (str(home), hours)
    senders = [FORK.Process(target=_sender, args=args, kwargs={"witnesses": False}) for _ in range(way.senders)]
    for sender in senders:
        sender.start()
    if after is not None:
        _kill(senders, after)
    for sender in senders:
        sender.join(120)
    return sum(sender.exitcode == -signal.SIGKILL for sender in senders)


def _kill(senders: list[ForkProcess], after: float) -> None:
    until = time.monotonic() + after
    for sender in senders:
        sender.join(max(0.0, until - time.monotonic()))
    for sender in senders:
        if sender.pid and sender.is_alive():
            os.kill(sender.pid, signal.SIGKILL)


def _open(home: Path, hours: int) -> bool:
    with opened(home, hours, witnesses=False) as one:
        return any(parcel.state not in ENDED for parcel in one.world.outbox.letters())


def _goes_on(home: Path, hours: int) -> None:
    """Let the relay's log say that the relay is at work at an hour."""
    stamp = (BEGAN + timedelta(hours=hours)).isoformat()
    with (home.parent / "mail.log").open("a", encoding="utf-8") as log:
        log.write(f"{stamp} sink postfix/anvil[1]: statistics\n")


def _all_sent(home: Path) -> bool:
    with opened(home, 0, witnesses=False) as one:
        return all(parcel.state is Posting.SENT for parcel in one.world.outbox.letters())


def accepted(home: Path) -> Counter[str]:
    """Count what the relay accepted, by Message-ID."""
    log = (home.parent / "mail.log").read_text(encoding="utf-8")
    return Counter(line.rpartition("message-id=")[2] for line in log.splitlines() if "cleanup[" in line)


def _count(home: Path, hours: int, result: Toll) -> None:
    taken = accepted(home)
    with opened(home, hours, witnesses=False) as one:
        listed = {parcel.name for parcel in unsure(one.world, TODAY)}
        parcels = list(one.world.outbox.letters())
        result.lost += LETTERS - len(parcels)
        for parcel in parcels:
            came = taken[parcel.message_id]
            result.double += max(0, came - 1)
            result.lost += (parcel.state is Posting.SENT and not came) or parcel.state not in GONE
            result.unsure += parcel.state is Posting.UNSURE and not parcel.reason
            result.by_faults += parcel.state is Posting.UNSURE and bool(parcel.reason)
            told = parcel.state is Posting.SENT or parcel.name in listed
            result.unlisted += (came > 0 and not told) or (parcel.state is Posting.UNSURE and parcel.name not in listed)
            result.lost += not _recorded(one, parcel)


def _recorded(home: Home, parcel: Parcel) -> bool:
    """Tell whether the journal says the same: decided once, and settled last as it stands."""
    facts = [record.fact for record in home.world.journal.read(f"person/{parcel.person}")]
    fates = [fact.fate for fact in facts if isinstance(fact, LetterSettled)]
    decided = sum(isinstance(fact, LetterDecided) for fact in facts)
    return decided == 1 and bool(fates) and fates[-1] == settling.FATES[parcel.state]


def _reconciled(home: Path, hours: int, result: Toll) -> None:
    """Ask the relay's log about what is unsure, send what did not leave, and count what is then wrong."""
    _goes_on(home, hours)
    for later in range(ROUNDS):
        args = (str(home), hours + 5 * later)
        sender = FORK.Process(target=_sender, args=args, kwargs={"witnesses": True})
        sender.start()
        sender.join(120)
        if _all_sent(home):
            break
        _goes_on(home, hours + 5 * later + 5)
    taken = accepted(home)
    with opened(home, hours + 5 * ROUNDS) as one:
        for parcel in one.world.outbox.letters():
            result.left += parcel.state is not Posting.SENT
            result.double += max(0, taken[parcel.message_id] - 1)
            result.lost += parcel.state is Posting.SENT and not taken[parcel.message_id]


def rows(kills: int = 1000) -> list[Row]:
    """Measure a prompt relay and a slow one, each in four ways with their share of the kills."""
    prompt, slow, each = Toll(), Toll(), kills // len(PROMPT + WAYS)
    for place, (quick, late) in enumerate(zip(PROMPT, WAYS, strict=True)):
        prompt.add(toll(each, quick, seed=292 + place))
        slow.add(toll(each, late, seed=392 + place))
    whole = Toll()
    whole.add(prompt)
    whole.add(slow)
    nan = float("nan")
    told = [
        ("kills", "senders killed by signal 9, one and two at once, with and without faults", float(whole.kills), ""),
        ("lost", "letters lost, or recorded otherwise than they are", float(whole.lost), ""),
        ("double", "letters that came again", float(whole.double), ""),
        ("unsure", "letters of which nobody knows, per 100 kills, a prompt relay", _per_100(prompt), "per 100"),
        ("slow", "the same, a relay that takes 12 ms for each", _per_100(slow), "per 100"),
        ("unlisted", "of these, not listed", float(whole.unlisted), ""),
        ("left", "not known to have left once the relay's log was asked and sending went on", float(whole.left), ""),
    ]
    return [row((f"kill-{name}", what, unit), (value, nan), rounds=1) for name, what, value, unit in told]


def _per_100(told: Toll) -> float:
    return 100 * told.unsure / told.kills
