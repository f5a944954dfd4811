"""Weekday mornings: every matter that is due is walked, in shards."""

from __future__ import annotations

from contextlib import closing
from datetime import date

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from flows.ends import ended, refused
from flows.form import AnotherDay, DryRun, Pauses, Shards
from flows.pages import walked_page
from flows.shards import PAUSES, Tries, gathered, patient, shards_of
from kemiflow.app.morning import Morning, walk_shard
from kemiflow.app.walk import Walked
from kemiflow.core.values import Refusal
from kemiflow.settings import home
from kemiflow.wiring import open_home


@task(name="walk-shard", task_run_name="walk-shard-{shard[0]}", cache_policy=NO_CACHE)
def walk_part(today: date, shard: tuple[int, int], tries: Tries[Walked], *, dry: bool) -> Morning[Walked]:
    """Walk the matters of a shard that are due. Errors: Unfinished."""
    with closing(open_home(home())) as at:
        return tries.add(walk_shard(at.world, today, shard, dry=dry))


@flow(name="walk", description="Arkiaamuisin: vie eteenpäin jokaisen asian, jonka vuoro on.")
def walk(
    day: AnotherDay = None, *, dry_run: DryRun = False, shards: Shards = 1, pauses: Pauses = PAUSES
) -> State[None]:
    """Walk every matter that is due today."""
    with closing(open_home(home())) as at:
        today = at.day(day, dry=dry_run)
        if isinstance(today, Refusal):
            return refused(at, today)
        part = patient(walk_part, pauses)
        morning = gathered(
            {str(one): part.submit(today, one, Tries[Walked](), dry=dry_run) for one in shards_of(shards)}
        )
        walked_page(at, morning, dry=dry_run)
        return ended(at, "walked_dry" if dry_run else "walked", morning.failed, count=len(morning.done))
