"""The one place where use cases meet the world: a home folder becomes a World."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kemiflow.app.kept import Finding
from kemiflow.app.lists.rebuild import renew
from kemiflow.app.morning import day_of
from kemiflow.app.trial import trial
from kemiflow.app.world import World
from kemiflow.archive import Folder
from kemiflow.aside import write_whole
from kemiflow.bell import Bell
from kemiflow.clock import Beats, Clock, OwnClock, clock_of
from kemiflow.core.days import MORNING
from kemiflow.core.feed import Entry
from kemiflow.core.records import Fact
from kemiflow.core.records.city import (
    AbsenceTold,
    AddressDead,
    AddressMended,
    AwayHinted,
    BatchAnswered,
    MeetingCancelled,
    MeetingMoved,
    MeetingSet,
    Sealed,
    WeeklyChosen,
)
from kemiflow.core.values import MACHINE, Refusal
from kemiflow.exchange.city_file import read_settings
from kemiflow.exchange.process_file import read_process
from kemiflow.mail import mail_of
from kemiflow.post.keys import Links
from kemiflow.settings import FILE, database, templates_dir
from kemiflow.store.backup import BackupUnsound, restore
from kemiflow.store.engine import Place
from kemiflow.store.opening import Store, open_store
from kemiflow.store.seals import read as read_seal
from kemiflow.store.seals import to_json
from kemiflow.texts import Texts
from kemiflow.word import Shelf, Used
from kemiflow.word.papers import Papers

DATABASE = FILE
CLOCK = "clock"
SEAL = "seal.json"
USED = "templates/used"
KEYS = "answer.keys"
BEATS = "ran"


class TwoDatabases(Exception):
    """The home holds a database of its own, and KEMIFLOW_DATABASE names another: which one counts is not guessed."""


@dataclass(frozen=True, kw_only=True)
class Home:
    """An installation: its folder, database, clock, and the world that use cases see."""

    path: Path
    store: Store
    clock: Clock
    archive: Folder
    world: World

    def day(self, wanted: date | None = None, *, dry: bool = False) -> date | Refusal:
        """Take the day of a morning; a home with a clock of its own sets it to the wanted day, unless that is past."""
        if wanted and isinstance(self.clock, OwnClock) and not dry:
            self.clock.set(wanted, MORNING.hour)
        return day_of(wanted, self.clock.today(), dry=dry)

    def verify(self) -> tuple[Finding, ...]:
        """Compute all chains anew against the seal kept beside the database; when all is well, seal all heads.

        Errors: SealUnreadable.
        """
        file = self.path / SEAL
        seals = (read_seal(file),) if file.exists() else ()
        findings = self.store.verify(*seals)
        if not findings:
            with self.store.journal.transaction(self.clock.now()) as unit:
                sealed = unit.seal(on=self.clock.today(), by=MACHINE)
            write_whole(file, to_json(sealed))
        return findings

    def backup(self, path: Path) -> None:
        """Back the database up, and try the copy: restored into a place of its own, verified, every matter folded.

        Errors: BackupExists, BackupUnsound, and kinds of StoreBroken.
        """
        before = self.store.heads()
        self.store.backup(path, lambda part: self._tried(part, before))

    def _tried(self, part: Path, before: dict[str, int]) -> None:
        with TemporaryDirectory(prefix="kemiflow-", dir=part.parent) as folder:
            scratch = Path(folder) / FILE
            restore(part, scratch)
            with closing(open_store(scratch)) as store:
                world = replace(self.world, journal=store.journal, lists=store.lists, people=store.people)
                wrong = [*map(str, store.verify()), *trial(world, before)]
        if wrong:
            raise BackupUnsound(f"{part}: {wrong[0]}")

    def close(self) -> None:
        """Part from the relay, and let the database go."""
        self.world.post.close()
        self.store.close()


class Definitions:
    """Definitions as values; a text is read once."""

    process = staticmethod(cache(lambda text: read_process(text, "process.yaml")))
    settings = staticmethod(cache(lambda text: read_settings(text, "city.yaml")))


def place_of(path: Path) -> Place:
    """Find the database of an installation. Errors: TwoDatabases."""
    place = database(path)
    if not isinstance(place, Path) and (path / FILE).exists():
        raise TwoDatabases(path / FILE)
    return place


def open_home(path: Path, *, create: bool = False, clock: Clock | None = None) -> Home:
    """Open an installation. Errors: TwoDatabases, and those of opening a store."""
    if create:
        path.mkdir(parents=True, exist_ok=True)
    mail = mail_of(path)
    store = open_store(place_of(path), create=create, touched=touched)
    own, archive = clock or clock_of(path / CLOCK), Folder(path=path / "documents")
    world = World(
        journal=store.journal,
        lists=store.lists,
        outbox=store.outbox,
        people=store.people,
        definitions=Definitions(),
        texts=Texts(templates_dir()),
        papers=_papers(path),
        archive=archive,
        post=mail.post,
        links=Links(path / KEYS),
        beats=Beats(path / BEATS),
        now=own.now,
        calendar=calendar,
        witnesses=mail.witnesses,
        news=Bell(path),
        hours=mail.hours,
    )
    renew(world, own.today())
    return Home(path=path, store=store, clock=own, archive=archive, world=world)


def _papers(path: Path) -> Papers:
    shipped = templates_dir() / "word"
    shelf = Shelf(folders=(path / "templates" / "word", shipped))
    return Papers(shelf=shelf, used=Used(folder=path / USED, shipped=shipped, child=shelf.child))


def calendar(entries: Sequence[Entry], *, address: str, stamp: datetime) -> bytes:
    """Give days as the calendar that goes with a letter."""
    # The library of calendars takes long to import, and most commands write no letter
    from kemiflow.exchange.feed import enclosed  # noqa: PLC0415

    return enclosed(entries, address=address, stamp=stamp)


def touched(fact: Fact) -> Iterator[str]:
    """Name the things that a fact of the city changes; `*` wakes every open matter."""
    match fact:
        case MeetingSet(body=body):
            yield f"body:{body}"
        case MeetingMoved(meeting=meeting) | MeetingCancelled(meeting=meeting):
            yield f"meeting:{meeting}"
        case AbsenceTold(person=person) | AddressDead(person=person) | AddressMended(person=person):
            yield f"person:{person}"
        case Sealed() | AwayHinted() | BatchAnswered() | WeeklyChosen():
            pass
        case _:
            yield "*"
