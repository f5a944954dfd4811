"""Early in the week: the city manager's letter, if the morning's letters left it undecided, and where matters stand."""

from __future__ import annotations

from contextlib import closing
from datetime import date

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from flows.ends import ended, refused
from flows.form import AnotherDay, DryRun, Pauses
from flows.pages import letters_page, stands_page
from flows.send import posted
from flows.shards import PAUSES, Tries, gathered, patient
from kemiflow.app.letters.remind import Decided
from kemiflow.app.lists.report import stands, week
from kemiflow.app.morning import Morning
from kemiflow.core.values import Refusal
from kemiflow.settings import home
from kemiflow.wiring import open_home


@task(name="week", cache_policy=NO_CACHE)
def week_part(today: date, tries: Tries[Decided], *, dry: bool) -> Morning[Decided]:
    """Decide the weekly letters. Errors: Unfinished."""
    with closing(open_home(home())) as at:
        return tries.add(week(at.world, today, dry=dry))


@flow(name="report", description="Alkuviikosta: kaupunginjohtajan viikkokirje ja sivu siitä, missä asiat ovat.")
def report(day: AnotherDay = None, *, dry_run: DryRun = False, pauses: Pauses = PAUSES) -> State[None]:
    """Decide the letter of the week, hand it over, and show where every open matter stands."""
    with closing(open_home(home())) as at:
        today = at.day(day, dry=dry_run)
        if isinstance(today, Refusal):
            return refused(at, today)
        decided = gathered({"week": patient(week_part, pauses).submit(today, Tries[Decided](), dry=dry_run)})
        sent = posted(today, pauses, dry=dry_run)
        found = stands(at.world, today)
        stands_page(at, found, dry=dry_run)
        letters_page(at, decided, sent, "report-letters", dry=dry_run)
        return ended(
            at,
            "reported_dry" if dry_run else "reported",
            (*found.failed, *decided.failed, *sent.failed),
            count=len(found.done),
            letters=len(decided.done),
        )
