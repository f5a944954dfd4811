"""A document that a person edited: found by its name, compared with what was made, taken into the history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from kemiflow.app import submit
from kemiflow.app.documents.filed import Filed, cases, digest, filed
from kemiflow.app.submit import Asking, Told
from kemiflow.app.world import Edit, NotAgain, Paper, World
from kemiflow.core.commands import Tell
from kemiflow.core.records.case import DocumentAdopted
from kemiflow.core.values import Refusal, Text
from kemiflow.core.wording import Wording

MOST_EDITS: Final = 5
MOST_LETTERS: Final = 120


@dataclass(frozen=True, kw_only=True)
class Edition:
    """An edited file of a document: the name under which it came, its bytes, and the document it is of."""

    name: str
    data: bytes
    of: Filed


def named(world: World, name: str) -> Filed | None:
    """Find the document whose newest version lies under a file's name; None when there is none."""
    found = [one for case in cases(world) for one in filed(world, case) if name in _names(one)]
    return found[-1] if found else None


def known_names(world: World) -> tuple[str, ...]:
    """Give the names of all files of documents."""
    return tuple(dict.fromkeys(one.made.file for case in cases(world) for one in filed(world, case)))


def adopt(world: World, edition: Edition, asking: Asking, language: str) -> Told | Refusal:
    """Take an edited file into the history; the file lies in the folder of documents before the journal tells of it.

    Nothing that a person edited is overwritten: what stands under its name and is neither this file nor as it was made
    stays, and this one is laid beside it. Errors: NoDocument, OSError.
    """
    made = edition.of.made
    words = changes(world, edition, world.texts.wording(language))
    fact = DocumentAdopted(
        of=edition.of.key,
        file=made.file,
        content=world.papers.content(edition.data),
        sha256=digest(edition.data),
        changes=Text(text=words),
    )
    tried = submit.tell(world, edition.of.case, Tell(fact=fact, on=asking.today), replace(asking, dry=True))
    if isinstance(tried, Refusal) or asking.dry:
        return tried
    name = edition.name if edition.name in _names(edition.of) else made.file
    kept = world.archive.put(name, edition.data, earlier=[(made.file, made.sha256)])
    return submit.tell(world, edition.of.case, Tell(fact=replace(fact, file=kept), on=asking.today), asking)


def changes(world: World, edition: Edition, wording: Wording) -> str:
    """Tell in words what was edited, the first few changes with their heading."""
    paper = world.papers.again(edition.of.made)
    if isinstance(paper, NotAgain):
        return wording.say("change.unknown")
    return "; ".join(_worded(world, paper, edition, wording))


def _worded(world: World, paper: Paper, edition: Edition, wording: Wording) -> Iterator[str]:
    edits = world.papers.edits(paper.data, edition.data)
    if not edits:
        yield wording.say("change.none")
    for one in edits[:MOST_EDITS]:
        yield wording.say(f"change.{one.change}", **_facts(one))
    if len(edits) > MOST_EDITS:
        yield wording.say("change.more", count=str(len(edits) - MOST_EDITS))


def _facts(one: Edit) -> dict[str, str]:
    where = f" ({one.heading})" if one.heading else ""
    return {"where": where, "before": _cut(one.before), "after": _cut(one.after)}


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_LETTERS else line[: MOST_LETTERS - 1] + "…"


def _names(one: Filed) -> set[str]:
    return {one.made.file, *(each.fact.file for each in one.adopted)}
