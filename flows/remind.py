"""Weekday mornings: letters are decided in shards of persons, then handed over."""

from __future__ import annotations

from contextlib import closing
from datetime import date

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from flows.ends import ended, refused
from flows.form import AnotherDay, Ask, DryRun, Pauses, Shards
from flows.gate import PATIENCE_SECONDS, unconfirmed
from flows.pages import letters_page
from flows.send import posted
from flows.shards import PAUSES, Tries, gathered, patient, shards_of
from kemiflow.app.letters.remind import Decided
from kemiflow.app.morning import Morning, remind_shard
from kemiflow.app.shards import Shard
from kemiflow.core.values import Refusal
from kemiflow.settings import home
from kemiflow.wiring import Home, open_home


@task(name="remind-shard", task_run_name="remind-shard-{shard[0]}", cache_policy=NO_CACHE)
def remind_part(today: date, shard: Shard, tries: Tries[Decided], *, dry: bool) -> Morning[Decided]:
    """Decide the letters of a shard of persons. Errors: Unfinished."""
    with closing(open_home(home())) as at:
        return tries.add(remind_shard(at.world, today, shard, dry=dry))


@flow(name="remind", description="Arkiaamuisin: päättää ja lähettää päivän kirjeet, enintään yhden henkilöä kohden.")
def remind(
    day: AnotherDay = None,
    *,
    dry_run: DryRun = False,
    ask: Ask = False,
    shards: Shards = 1,
    pauses: Pauses = PAUSES,
) -> State[None]:
    """Decide the letters of today and hand them over."""
    with closing(open_home(home())) as at:
        today = allowed(at, day, dry=dry_run, ask=ask)
        if isinstance(today, Refusal):
            return refused(at, today)
        part = patient(remind_part, pauses)
        decided = gathered(
            {str(one): part.submit(today, one, Tries[Decided](), dry=dry_run) for one in shards_of(shards)}
        )
        sent = posted(today, pauses, dry=dry_run)
        letters_page(at, decided, sent, "remind", dry=dry_run)
        failed = (*decided.failed, *sent.failed)
        return ended(
            at,
            "reminded_dry" if dry_run else "reminded",
            failed,
            count=len(decided.done),
            sent=sum(one.count for one in sent.done),
        )


def allowed(at: Home, day: date | None, *, dry: bool, ask: bool) -> date | Refusal:
    """Give the day, or why nothing may go; where it is asked for, a person has seen today's letters and said yes."""
    today = at.day(day, dry=dry)
    asked = ask and not dry and not isinstance(today, Refusal)
    return (unconfirmed(at, PATIENCE_SECONDS) if asked else None) or today
