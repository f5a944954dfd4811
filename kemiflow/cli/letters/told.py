"""What was written to people: why each letter went, the log of all, and the proof of a matter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kemiflow.aside import write_whole
from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk
from kemiflow.cli.frame.options import Case
from kemiflow.cli.frame.slips import Slip
from kemiflow.cli.letters.seen import Person, known
from kemiflow.core.letters.ladder import spoken
from kemiflow.core.records.person import Fate, LetterDecided, LetterSettled
from kemiflow.core.streams import PERSONS, person_stream

if TYPE_CHECKING:
    from kemiflow.core.records import Record
    from kemiflow.core.records.person import Covered
    from kemiflow.core.wording import Wording

WordFile = Annotated[Path | None, typer.Option("--word")]


def why(ctx: typer.Context, key: Annotated[str, typer.Argument()]) -> None:
    """Tell why a letter went, or of what a person is told when."""
    desk = Desk(ctx)
    person, _, day = key.partition("/")
    known(desk, person)
    if day:
        _of_letter(desk, person, key)
    else:
        _of_person(desk, person)


def _of_letter(desk: Desk, person: str, key: str) -> None:
    """Tell which duties a letter spoke of, by which rung, and what it left unsaid for which reason."""
    records = desk.home.world.journal.read(person_stream(person), with_texts=False)
    wanted = f"letter:{key.partition('/')[2]}"
    fact = next((one.fact for one in records if one.key == wanted and isinstance(one.fact, LetterDecided)), None)
    if fact is None:
        raise Slip("no_letter", value=key)
    fate = _fate(records, wanted)
    if desk.asked.json:
        showing.plain_data({"letter": key, "fate": fate, **vars(fact)})
        return
    state = desk.wording.say(f"status.{fate or 'pending'}")
    showing.lines(desk.say("why_decided", name=key, subject=fact.subject, state=state))
    for one in fact.covers:
        showing.lines(*_covered(desk, one))


def _covered(desk: Desk, one: Covered) -> Iterator[str]:
    word = desk.wording
    kind, _, about = one.duty.partition(":")
    (met, unsaid), what = spoken(one), word.say(f"duty.{kind}")
    yield desk.say("why_duty", what=what, title=f"{one.case} {about}", rung=_rung(word, met), due=word.day(one.due))
    if unsaid:
        rungs = word.listing([_rung(word, name) for name in unsaid])
        yield desk.say("why_unsaid", rungs=rungs, why=desk.say(f"why_{one.reason or 'missed'}"))


def _rung(word: Wording, name: str) -> str:
    return word.say(f"rung.{name.partition('-')[0]}")


def _of_person(desk: Desk, person: str) -> None:
    from kemiflow.app.kept import FORMER
    from kemiflow.app.lists.rows import duty_of
    from kemiflow.core.letters import memory, rungs

    world, word, quiet = desk.home.world, desk.wording, desk.city.settings.quiet
    said = memory(world.journal.read(person_stream(person), with_texts=False))
    open_ = [(row, duty_of(row)) for row in world.lists.open_duties(person) if FORMER not in row.duty]
    if desk.asked.json:
        names = ("duty", "rungs", "said", "next")
        plain = [(duty, rungs(duty, quiet), said.about(duty), row.next_on) for row, duty in open_]
        showing.plain_data([dict(zip(names, one, strict=True)) for one in plain])
        return
    for row, duty in open_:
        showing.lines(f"{word.say(f'duty.{duty.kind}')}: {duty.title} ({word.day(duty.due)})")
        showing.lines(*(f"  {word.day(one.day)}  {_rung(word, one.name)}" for one in rungs(duty, quiet)))
        showing.lines(desk.say("next_letter", day=word.day(row.next_on) if row.next_on else "–"))
    if not open_:
        showing.lines(desk.say("no_duties", person=person))


def log(ctx: typer.Context, person: Person = None) -> None:
    """List every letter that was decided: to whom, about what, and what became of it."""
    desk = Desk(ctx)
    known(desk, person)
    told = sorted(_logged(desk, person), key=lambda one: (str(one["day"]), str(one["person"])))
    if ctx.obj.json:
        showing.plain_data(told)
        return
    word = desk.wording
    rows = [
        (str(one["day"]), str(one["person"]), str(one["subject"]), str(one["about"]), word.say(f"status.{one['fate']}"))
        for one in told
    ]
    showing.table([desk.column(name) for name in ("day", "who", "subject", "about", "state")], rows)


def _logged(desk: Desk, person: str | None) -> Iterator[dict[str, object]]:
    journal = desk.home.world.journal
    streams = [person_stream(person)] if person else journal.streams(PERSONS)
    for stream in streams:
        records = journal.read(stream, with_texts=False)
        for one in records:
            if isinstance(one.fact, LetterDecided):
                about = ", ".join(f"{each.case} {each.duty} {each.rung}" for each in one.fact.covers)
                yield {
                    "day": one.fact.day,
                    "person": stream.partition("/")[2],
                    "letter": one.key,
                    "subject": one.fact.subject,
                    "about": about,
                    "fate": _fate(records, one.key) or "pending",
                }


def _fate(records: tuple[Record, ...], letter: str) -> Fate | None:
    fates = [one.fact.fate for one in records if isinstance(one.fact, LetterSettled) and one.fact.letter == letter]
    return fates[-1] if fates else None


def proof(ctx: typer.Context, case: Case, word: WordFile = None) -> None:
    """Gather a matter's letters, answers and rulings, duty by duty."""
    from kemiflow.app import gather
    from kemiflow.core.items.letters_proof import letters_proof
    from kemiflow.core.items.telling import Telling
    from kemiflow.core.letters.proof import Sources
    from kemiflow.core.letters.proof import proof as proved

    desk = Desk(ctx)
    world, city = desk.home.world, desk.city
    matter = gather.matter(world, case)
    streams = world.journal.streams(PERSONS)
    people = {one.partition("/")[2]: world.journal.read(one, with_texts=False) for one in streams}
    sources = Sources(standing=matter.standing, records=matter.records, city=city, people=people, wording=desk.wording)
    found = proved(sources)
    if word:
        telling = Telling(city=city, wording=desk.wording, standing=matter.standing, day=desk.day)
        write_whole(word, world.papers.render(letters_proof(telling, found)).data)
    if ctx.obj.json:
        showing.plain_data(found)
        return
    for one in found:
        showing.lines(one.what, *(f"  {line}" for line in (*one.letters, *one.answers, *one.rulings)))
    if word:
        showing.lines(desk.say("proof_written", file=word))
