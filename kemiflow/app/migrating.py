"""A running matter goes on by another definition, in one record."""

from __future__ import annotations

from dataclasses import dataclass

from kemiflow.app import gather
from kemiflow.app.keyed import appended, worked
from kemiflow.app.submit import Asking, again, whoever
from kemiflow.app.world import World
from kemiflow.core.commands.migrate import migrate as decided
from kemiflow.core.definition.differences import Change, diff
from kemiflow.core.records import Record
from kemiflow.core.records.case import CaseMigrated
from kemiflow.core.standing import Standing
from kemiflow.core.values import Refusal


@dataclass(frozen=True, kw_only=True)
class Migrated:
    """What is otherwise by the new definition, and how the matter stood before and stands after."""

    changes: tuple[Change, ...]
    before: Standing
    after: Standing


def migrate(world: World, case: str, fact: CaseMigrated, text: str, asking: Asking) -> Migrated | Refusal:
    """Let a matter go on by the definition of a text; a dry asking writes nothing.

    Errors: CaseUnknown, JournalMoved.
    """

    def once() -> Migrated | Refusal:
        matter, new = gather.matter(world, case), world.definitions.process(text)
        draft = decided(matter.told, whoever(gather.city(world), asking), fact, new, asking.today)
        if isinstance(draft, Refusal):
            return draft
        if not asking.dry:
            worked(world, lambda unit: unit.adopt(text))
            appended(world, [draft], {draft.stream: matter.seq})
        last = matter.records[-1]
        record = Record(
            stream=draft.stream, seq=last.seq + 1, key=draft.key, fact=fact, on=draft.on, at=last.at, by=draft.by
        )
        definitions = {**matter.definitions, fact.definition: new}
        after = gather.Matter(case, (*matter.records, record), definitions).standing
        old = matter.definitions[matter.standing.definition]
        return Migrated(changes=diff(old, new), before=matter.standing, after=after)

    return again(once)
