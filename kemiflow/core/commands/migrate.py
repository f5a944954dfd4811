"""Going on by another definition: who may, and one record."""

from __future__ import annotations

from datetime import date

from kemiflow.core.commands.check import first, refuse
from kemiflow.core.commands.correct import Told
from kemiflow.core.commands.keys import key_of
from kemiflow.core.commands.permits import allowed
from kemiflow.core.commands.tell import Actor
from kemiflow.core.definition.differences import diff
from kemiflow.core.definition.migration import migrated
from kemiflow.core.definition.process import Process
from kemiflow.core.folding.fold import fold
from kemiflow.core.records import Draft
from kemiflow.core.records.case import CaseMigrated
from kemiflow.core.streams import case_stream
from kemiflow.core.values import Refusal


def migrate(told: Told, who: Actor, fact: CaseMigrated, new: Process, today: date) -> Draft | Refusal:
    """Give the record by which a matter goes on by another definition, or why it cannot."""
    standing = fold(told.records, told.definitions)
    same = not diff(told.definitions[standing.definition], new)
    refused = first(
        None if allowed(fact, who, None) else refuse("not_allowed", who=who.person, what=type(fact).__name__),
        refuse("migration_same", case=standing.case) if same else None,
    )
    process = refused or migrated(standing, new)
    if isinstance(process, Refusal):
        return process
    key = key_of(fact, standing.keys)
    return Draft(stream=case_stream(standing.case), key=key, fact=fact, on=today, by=who.person)
