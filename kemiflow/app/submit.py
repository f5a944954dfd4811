"""What a person tells is decided on and written in one transaction; when somebody was faster, it is decided again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias, TypeVar

from kemiflow.app import gather
from kemiflow.app.kept import AlreadyRecorded, JournalMoved
from kemiflow.app.keyed import TRIES, appended, worked
from kemiflow.app.world import Unit, World
from kemiflow.core.city import City
from kemiflow.core.commands import Actor, Tell, accept, accept_city, actor
from kemiflow.core.commands.approve import Approval, approve
from kemiflow.core.commands.check import refuse
from kemiflow.core.commands.correct import correct
from kemiflow.core.records import Corrected, Draft, Record
from kemiflow.core.records.case import CaseOpened, LettersReleased
from kemiflow.core.records.city import MeetingCancelled, MeetingMoved, MeetingSet
from kemiflow.core.records.decision import DecisionRecorded, MinutesChecked
from kemiflow.core.standing import Standing
from kemiflow.core.streams import CITY, case_stream
from kemiflow.core.values import Refusal, Role

MEETINGS = (MeetingSet, MeetingMoved, MeetingCancelled)
# What others may want to be woken for, by the name of its event; all else is only "told"
NEWS: Final[Mapping[type, str]] = {
    DecisionRecorded: "decision.decided",
    MinutesChecked: "minutes.checked",
    LettersReleased: "letters.released",
}
T = TypeVar("T")
Said: TypeAlias = Callable[[tuple[Record, ...]], bool]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What was written, and how the matter stood before and stands after."""

    records: tuple[Record, ...]
    before: Standing | None = None
    after: Standing | None = None


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Who tells something on which day; `dry` only shows what it would mean."""

    by: str
    today: date
    dry: bool = False


def unsaid(_: tuple[Record, ...]) -> bool:
    """Give no: whatever was told before, it is told anew."""
    return False


def tell(world: World, case: str, telling: Tell, asking: Asking, said: Said = unsaid) -> Told | Refusal:
    """Tell a fact of a matter, unless its records say it already; then nothing is written.

    Errors: CaseUnknown; JournalMoved when others were faster three times.
    """

    def once() -> Told | Refusal:
        found = gather.city(world)
        matter = gather.matter(world, case)
        if said(matter.records):
            return Told(records=())
        who = whoever(found, asking)
        drafts = accept(matter.standing, found, who, telling, asking.today)
        if isinstance(drafts, Refusal):
            return drafts
        return _write(world, drafts, matter, asking)

    return again(once)


def tell_city(world: World, tellings: tuple[Tell, ...], asking: Asking, said: Said = unsaid) -> Told | Refusal:
    """Tell facts of the city, all of them or none; none when its records say it already."""

    def once() -> Told | Refusal:
        read = world.journal.read(CITY)
        if said(read):
            return Told(records=())
        found = gather.city_of(world, read)
        drafts: list[Draft] = []
        for telling in tellings:
            accepted = accept_city(found, whoever(found, asking), telling, asking.today)
            if isinstance(accepted, Refusal):
                return accepted
            drafts.extend(accepted)
        if asking.dry:
            return Told(records=())
        return Told(records=_of_city(world, _numbered(drafts), found.seq))

    return again(once)


def open_case(world: World, case: str, opened: tuple[CaseOpened, str], asking: Asking) -> Told | Refusal:
    """Open a matter with the text of its definition."""
    fact, text = opened
    if world.journal.head(case_stream(case)):
        return refuse("already_open", case=case, day=gather.matter(world, case).standing.opened)
    who = whoever(gather.city(world), asking)
    if not (who.holds(frozenset({Role.SECRETARY, Role.MACHINE}), None)):
        return refuse("not_allowed", who=who.person, what="CaseOpened")
    draft = Draft(stream=case_stream(case), key="opened", fact=fact, on=asking.today, by=who.person)
    worked(world, lambda unit: unit.adopt(text))
    return Told(records=appended(world, [draft], {draft.stream: 0}))


def go_on(world: World, case: str, reason: str | None, asking: Asking) -> Approval | Refusal:
    """Go on towards approval; a dry asking, or one that lacks its reason, writes nothing."""

    def once() -> Approval | Refusal:
        found = gather.city(world)
        matter = gather.matter(world, case)
        approval = approve(matter.standing, found, whoever(found, asking), reason, asking.today)
        if isinstance(approval, Approval) and approval.drafts and not asking.dry:
            appended(world, approval.drafts, {case_stream(case): matter.seq})
            world.news("approval.approved", case)
        return approval

    return again(once)


def mend(world: World, case: str, fact: Corrected, asking: Asking) -> Told | Refusal:
    """Correct a record of a matter."""

    def once() -> Told | Refusal:
        matter = gather.matter(world, case)
        drafts = correct(matter.told, whoever(gather.city(world), asking), fact, asking.today)
        return drafts if isinstance(drafts, Refusal) else _write(world, drafts, matter, asking)

    return again(once)


def whoever(city: City, asking: Asking) -> Actor:
    """Give the person as an actor; before the city has a secretary, whoever sets it up acts for the machine."""
    if any(held.role in {Role.SECRETARY, Role.ADMINISTRATOR} for held in city.holdings):
        return actor(city, asking.by, asking.today)
    return Actor(person=asking.by, roles=frozenset({(Role.MACHINE, None)}))


def again(once: Callable[[], T]) -> T:
    """Decide anew while others were faster, three times at most."""
    for left in reversed(range(TRIES)):
        try:
            return once()
        except (JournalMoved, AlreadyRecorded):
            if not left:
                raise
    raise AssertionError


def _write(world: World, drafts: tuple[Draft, ...], matter: gather.Matter, asking: Asking) -> Told:
    stream = case_stream(matter.case)
    if asking.dry:
        shown = gather.coming(matter, drafts).records[matter.seq :]
    else:
        shown = appended(world, drafts, {stream: matter.seq})
        world.news(_news(drafts), matter.case)
    after = gather.Matter(matter.case, (*matter.records, *shown), matter.definitions).standing
    return Told(records=shown, before=matter.standing, after=after)


def _news(drafts: tuple[Draft, ...]) -> str:
    return next((NEWS[type(one.fact)] for one in drafts if type(one.fact) in NEWS), "told")


def _of_city(world: World, drafts: tuple[Draft, ...], seq: int) -> tuple[Record, ...]:
    """Append facts of the city; the list of meetings moves with them."""
    before = world.journal.read(CITY)

    def work(unit: Unit) -> tuple[Record, ...]:
        records = unit.append(drafts, expect={CITY: seq})
        fresh = tuple(one for one in records if one.seq > seq)
        if any(isinstance(one.fact, MEETINGS) for one in fresh):
            unit.put_meetings(gather.city_of(world, (*before, *fresh)).meetings)
        return records

    return worked(world, work)


def _numbered(drafts: list[Draft]) -> tuple[Draft, ...]:
    """Count on where two facts of one telling would get the same counted key."""
    taken: set[str] = set()
    numbered = []
    for draft in drafts:
        key = draft.key
        while key in taken:
            stem, _, number = key.rpartition(":")
            key = f"{stem}:{int(number) + 1}"
        taken.add(key)
        numbered.append(Draft(stream=draft.stream, key=key, fact=draft.fact, on=draft.on, by=draft.by))
    return tuple(numbered)
