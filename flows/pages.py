"""Pages that a run leaves in Prefect: what was done this morning, and what needs a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.consequences import consequences
from flows.tells import at_best
from kemiflow.app.approval import Pressed
from kemiflow.app.gather import city
from kemiflow.app.letters.batch import Batch
from kemiflow.app.letters.remind import Decided
from kemiflow.app.lists.report import Stand
from kemiflow.app.morning import Failed, Morning, Sent, wording
from kemiflow.app.submit import Told
from kemiflow.app.walk import Walked
from kemiflow.core.values import Refusal
from kemiflow.core.worded import approval_rows, name_of, refusal_text
from kemiflow.core.wording import Wording
from kemiflow.wiring import Home

Row: TypeAlias = dict[str, object]
MOST = 500


def walked_page(at: Home, morning: Morning[Walked], key: str = "walk", *, dry: bool) -> None:
    """Show what a walk did to each matter, with its documents, and what it could not do."""
    words = wording(at.world)
    say = words.say
    rows: list[Row] = [
        {
            say("matter.case"): one.case,
            say("morning.made"): ", ".join(one.made),
            say("morning.begun"): ", ".join(one.begun),
            say("morning.wakes"): words.day(one.wake_on) if one.wake_on else "",
        }
        for one in morning.done
    ]
    troubles = [
        _need(words, one.case, refusal_text(each.reason, each.facts, words))
        for one in morning.done
        for each in one.troubles
    ]
    _table(key, rows, say("morning.done"), dry=dry)
    _documents(at, [name for one in morning.done for name in one.made], f"{key}-documents", dry=dry)
    _table(
        f"{key}-needs",
        [*troubles, *_failures(words, morning.failed), *_nobodys(at, words)],
        say("morning.needs"),
        dry=dry,
    )


def spread_page(at: Home, runs: Morning[str], *, dry: bool) -> None:
    """Show how the run of each shard ended, and what needs a person."""
    words = wording(at.world)
    _table("walk", [{words.say("morning.shard"): one} for one in runs.done], words.say("morning.done"), dry=dry)
    needs = [*_failures(words, runs.failed), *_nobodys(at, words)]
    _table("walk-needs", needs, words.say("morning.needs"), dry=dry)


def letters_page(at: Home, decided: Morning[Decided], sent: Morning[Sent], key: str, *, dry: bool) -> None:
    """Show to whom letters were decided, and which letters need a person; names and subjects stay at home."""
    words = wording(at.world)
    rows: list[Row] = [
        {words.say("morning.to"): one.letter.person, words.say("morning.duties"): len(one.letter.duties)}
        for one in decided.done
    ]
    unsure = {letter for one in sent.done for letter in one.unsure}
    needs = [_need(words, letter, words.say("morning.unsure")) for letter in sorted(unsure)]
    failures = _failures(words, (*decided.failed, *sent.failed))
    _table(key, rows, words.say("morning.letters"), dry=dry)
    _table(f"{key}-needs", [*needs, *failures], words.say("morning.needs"), dry=dry)


def stands_page(at: Home, stands: Morning[Stand], *, dry: bool) -> None:
    """Show where every open matter stands; no person is named, since the page may be passed on."""
    say = wording(at.world).say
    rows: list[Row] = [
        {
            say("matter.case"): one.case,
            say("morning.coming"): one.coming,
            say("morning.fits"): one.fits,
            say("morning.open"): one.open,
            say("morning.late"): one.late,
        }
        for one in stands.done
    ]
    _table("report", rows, say("morning.stands"), dry=dry)


def batch_page(at: Home, shown: Batch) -> None:
    """Show the letters that wait for a yes; whole texts stay at home: kemiflow letters preview."""
    words = wording(at.world)
    rows: list[Row] = [
        {words.say("morning.to"): one.letter.person, words.say("morning.subject"): one.written.subject}
        for one in shown.letters
    ]
    _table("remind-batch", rows, words.say("morning.letters"), dry=False)


def needs_page(at: Home, key: str, refusal: Refusal | None) -> None:
    """Show why nothing was done, if nothing was."""
    words = wording(at.world)
    rows = [_need(words, key, refusal_text(one.reason, one.facts, words)) for one in (refusal,) if one]
    _table(f"{key}-needs", rows, words.say("morning.needs"), dry=False)


def approval_page(at: Home, pressed: Pressed) -> None:
    """Show what approval lacks and who can mend it, and which meetings are chosen."""
    words, known, standing = wording(at.world), city(at.world), pressed.standing
    lacks = [f"- {what} ({who})" for what, who in approval_rows(pressed.approval, standing, known, words)]
    meetings = [
        f"- {name_of(one.step, standing, known, words)}: {name_of(one.meeting, standing, known, words)}"
        for one in pressed.approval.meetings
    ]
    lines = [
        f"# {standing.title}",
        f"## {words.say('morning.lacks')}",
        *(lacks or [f"- {words.say('morning.nothing')}"]),
        f"## {words.say('morning.meetings')}",
        *(meetings or [f"- {words.say('morning.none')}"]),
    ]
    with at_best():
        create_markdown_artifact("\n".join(lines), key="approve", description=standing.register_number)


def decision_page(at: Home, told: Told) -> None:
    """Show how a decision departs from its proposal, and what it orders."""
    with at_best():
        create_markdown_artifact("\n".join(consequences(at, told)), key="record-decision")


def _documents(at: Home, names: list[str], key: str, *, dry: bool) -> None:
    links = [f"- [{name}]({(at.path / 'documents' / name).absolute().as_uri()})" for name in names[:MOST]]
    with at_best():
        create_markdown_artifact("\n".join(links) or "–", key=f"{key}-dry" if dry else key)


def _table(key: str, rows: list[Row], description: str, *, dry: bool) -> None:
    more: list[Row] = [{"+": len(rows) - MOST}] * (len(rows) > MOST)
    with at_best():
        create_table_artifact([*rows[:MOST], *more], key=f"{key}-dry" if dry else key, description=description)


def _need(words: Wording, about: str, what: str) -> Row:
    return {words.say("morning.about"): about, words.say("morning.what"): what}


def _failures(words: Wording, failed: Iterable[Failed]) -> Iterable[Row]:
    return [_need(words, one.name, words.say("morning.broken", why=one.why)) for one in failed]


def _nobodys(at: Home, words: Wording) -> Iterable[Row]:
    return [
        _need(words, row.case, words.say("morning.nobody", duty=words.say(f"duty.{row.kind}"), due=words.day(row.due)))
        for row in at.world.lists.open_duties()
        if row.person is None
    ]
