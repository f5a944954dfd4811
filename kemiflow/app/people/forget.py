"""Forgetting a person: what is kept, what lies in the folders, and what lists say, all in one command."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial

from kemiflow.app import gather
from kemiflow.app.documents.filed import cases, filed
from kemiflow.app.kept import Erased, Parcel
from kemiflow.app.lists.rows import derived, memory_of
from kemiflow.app.submit import Asking
from kemiflow.app.world import World
from kemiflow.core.plan import plan
from kemiflow.core.reach import Marks, marks_of, stays
from kemiflow.core.records import Draft
from kemiflow.core.records.person import Fate, LetterSettled
from kemiflow.core.streams import person_stream


@dataclass(frozen=True, kw_only=True)
class Forgotten:
    """What was erased; `stayed` are public records in which the person stays, by stream and key.

    `minutes` are files of decisions that repeat erased words, `unrecorded` are files that name the person and that no
    record knows: a person must look at both.
    """

    texts: int
    letters: int
    cancelled: int
    documents: tuple[str, ...]
    stayed: tuple[tuple[str, str], ...]
    minutes: tuple[str, ...]
    unrecorded: tuple[str, ...]


def forget(world: World, person: str, asking: Asking, clear_letters: Callable[[Marks], int]) -> Forgotten:
    """Erase all that is kept of a person; public records of decisions stay, and are told of.

    Files go first: while the person is still known, a command that was killed is simply given again.
    `clear_letters` takes the letters away that lie as files, and gives how many.
    """
    known = marks_of(person, world.people.all())
    public = dict(_recorded(world))
    removed, unrecorded = _documents(world, known, public)
    laid = clear_letters(known)
    with world.journal.transaction(world.now()) as unit:
        erased = unit.forget(person, on=asking.today, by=asking.by)
        unit.append([_cancelled(one, asking) for one in erased.cancelled])
    drawn = tuple(name for name in erased.files if not public.get(name, True))
    for name in drawn:
        world.archive.remove(name)
    _renew(world, erased.cases, asking.today)
    return Forgotten(
        texts=erased.texts,
        letters=max(erased.letters, laid),
        cancelled=len(erased.cancelled),
        documents=tuple(dict.fromkeys((*removed, *drawn))),
        stayed=erased.stayed,
        minutes=tuple(name for name in erased.files if name not in drawn),
        unrecorded=unrecorded,
    )


class _OnlySeen(Exception):
    """What would be erased was counted; the transaction is given up."""


def foresee(world: World, person: str, asking: Asking) -> Forgotten:
    """Tell what forgetting a person would erase and leave; nothing is written."""
    known, public = marks_of(person, world.people.all()), dict(_recorded(world))
    named = [name for name in world.archive.names() if _speaks(world, name, known)]
    seen: list[Erased] = []
    with suppress(_OnlySeen), world.journal.transaction(world.now()) as unit:
        seen.append(unit.forget(person, on=asking.today, by=asking.by))
        raise _OnlySeen
    (erased,) = seen
    drawn = tuple(name for name in erased.files if not public.get(name, True))
    return Forgotten(
        texts=erased.texts,
        letters=erased.letters,
        cancelled=len(erased.cancelled),
        documents=tuple(dict.fromkeys((*(name for name in named if not public.get(name, True)), *drawn))),
        stayed=erased.stayed,
        minutes=tuple(name for name in erased.files if name not in drawn),
        unrecorded=tuple(name for name in named if name not in public),
    )


def _documents(world: World, known: Marks, public: dict[str, bool]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Take the recorded documents away that name the person, edited ones too; give them, and those nobody recorded."""
    named = [name for name in world.archive.names() if _speaks(world, name, known)]
    removed = tuple(name for name in named if not public.get(name, True))
    for name in removed:
        world.archive.remove(name)
    return removed, tuple(name for name in named if name not in public)


def _recorded(world: World) -> Iterator[tuple[str, bool]]:
    """Give the files that records know, and whether each is the public record of a decision."""
    for case in cases(world):
        for one in filed(world, case):
            yield one.made.file, stays(one.made)
            yield from ((adopted.fact.file, stays(one.made)) for adopted in one.adopted)


def _speaks(world: World, name: str, known: Marks) -> bool:
    data = world.archive.read(name)
    words = world.papers.words(data) if data else None
    return bool(words and known.speaks(words))


def _cancelled(parcel: Parcel, asking: Asking) -> Draft:
    return Draft(
        stream=person_stream(parcel.person),
        key=f"settled:{parcel.letter}:{parcel.attempt}",
        fact=LetterSettled(letter=parcel.letter, fate=Fate.CANCELLED, reason=parcel.reason),
        on=asking.today,
        by=asking.by,
    )


def _renew(world: World, names: tuple[str, ...], today: date) -> None:
    """Let lists say at once what is left to say of the matters in which words were erased."""
    city = gather.city(world) if names else None
    for case in names:
        standing = gather.matter(world, case).standing
        if city:
            lines = derived(partial(memory_of, world), standing, city, plan(standing, city, today), today)
            with world.journal.transaction(world.now()) as unit:
                unit.derive(lines)
