"""Weekday mornings: every matter that is due is walked, in shards; here, or by all the workers that there are."""

from __future__ import annotations

from contextlib import closing
from datetime import date

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from flows.ends import ended, refused
from flows.form import AnotherDay, Case, Day, DryRun, Many, Pauses, Shards, Spread, Which
from flows.pages import spread_page, walked_page
from flows.shards import PAUSES, Tries, patient, shards_of, side_by_side
from flows.spread import Shard, spread_out
from flows.tells import Progress, happened
from kemiflow.app.morning import Morning, each
from kemiflow.app.walk import Walked, due
from kemiflow.app.walk import walk as walked
from kemiflow.app.walking import walk_shard
from kemiflow.core.values import Refusal
from kemiflow.settings import home
from kemiflow.wiring import Home, open_home


@task(name="walk-shard", task_run_name="walk-shard-{shard[0]}", cache_policy=NO_CACHE)
def walk_part(today: date, shard: Shard, tries: Tries[Walked], *, dry: bool) -> Morning[Walked]:
    """Walk the matters of a shard that are due. Errors: Unfinished."""
    with closing(open_home(home())) as at:
        return tries.add(walk_shard(at.world, today, shard, dry=dry, seen=Progress(f"walk-progress-{shard[0]}")))


@flow(name="walk", description="Arkiaamuisin: vie eteenpäin jokaisen asian, jonka vuoro on.")
def walk(
    day: AnotherDay = None,
    *,
    dry_run: DryRun = False,
    shards: Shards = 1,
    spread: Spread = False,
    pauses: Pauses = PAUSES,
) -> State[None]:
    """Walk every matter that is due today."""
    with closing(open_home(home())) as at:
        today = at.day(day, dry=dry_run)
        if isinstance(today, Refusal):
            return refused(at, today)
        walk_all = _spread if spread else _here
        return walk_all(at, today, (shards_of(shards), pauses), dry=dry_run)


@flow(
    name="walk-shard",
    flow_run_name="walk-shard-{which}",
    description="Yksi osa aamun asioista: walk jakaa osat työntekijöille, kun koneita on useita.",
)
def walk_one_shard(
    day: Day, which: Which, many: Many, *, dry_run: DryRun = False, pauses: Pauses = PAUSES
) -> State[None]:
    """Walk one shard of a morning that `walk` has spread out."""
    with closing(open_home(home())) as at:
        today = at.day(day, dry=dry_run)
        if isinstance(today, Refusal):
            return refused(at, today)
        morning = side_by_side(patient(walk_part, pauses), ((which, many),), today=today, dry=dry_run)
        return _ended(at, morning, f"walk-shard-{which}", dry=dry_run)


@flow(
    name="walk-case",
    flow_run_name="walk-case-{case}",
    description="Vie eteenpäin yhden asian heti, kun siihen on kirjattu jotain.",
)
def walk_case(case: Case) -> State[None]:
    """Walk one matter at once."""
    with closing(open_home(home())) as at:
        today = at.clock.today()
        morning = each([case], lambda one: walked(at.world, one, today))
        return _ended(at, morning, "walk-case", dry=False)


def _here(at: Home, today: date, split: tuple[tuple[Shard, ...], Pauses], *, dry: bool) -> State[None]:
    """Walk the shards on this machine."""
    return _ended(at, side_by_side(patient(walk_part, split[1]), split[0], today=today, dry=dry), "walk", dry=dry)


def _spread(at: Home, today: date, split: tuple[tuple[Shard, ...], Pauses], *, dry: bool) -> State[None]:
    """Let all workers walk the shards; what was done stands on the pages of their runs, and in the journal."""
    before = _due(at, today)
    runs = spread_out(today, *split, dry=dry)
    spread_page(at, runs, dry=dry)
    happened("walked", "morning", failed=str(len(runs.failed)))
    done = "walked_dry" if dry else "walked"
    return ended(at, done, runs.failed, count=before if dry else before - _due(at, today))


def _due(at: Home, today: date) -> int:
    return sum(1 for _ in due(at.world, today))


def _ended(at: Home, morning: Morning[Walked], key: str, *, dry: bool) -> State[None]:
    walked_page(at, morning, key, dry=dry)
    happened("walked", "morning", count=str(len(morning.done)), failed=str(len(morning.failed)))
    return ended(at, "walked_dry" if dry else "walked", morning.failed, count=len(morning.done))
