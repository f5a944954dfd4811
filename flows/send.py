"""Handing letters over: in the morning with pauses, and again in office hours while the relay put some off."""

from __future__ import annotations

from contextlib import closing
from datetime import date

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run

from flows.ends import ended
from flows.form import DryRun, Pauses
from flows.pages import letters_page
from flows.shards import Tries, gathered, patient
from kemiflow.app.letters.delivery import Errand
from kemiflow.app.morning import Morning, Sent, send, still_waiting
from kemiflow.settings import home
from kemiflow.wiring import open_home


@task(name="hand-over", cache_policy=NO_CACHE)
def hand_over(today: date, owner: str, tries: Tries[Sent]) -> Morning[Sent]:
    """Hand over the letters in hand. Errors: Unfinished while some still wait."""
    with closing(open_home(home())) as at:
        return tries.add(send(at.world, Errand(owner=owner, today=today)))


def posted(today: date, pauses: Pauses, *, dry: bool) -> Morning[Sent]:
    """Hand over the letters in hand, again after each pause while some still wait; a dry morning hands over none."""
    if dry:
        return Morning[Sent]()
    post = patient(hand_over, pauses)
    return gathered({"post": post.submit(today, str(flow_run.id), Tries[Sent]())})


@flow(
    name="send",
    description="Virka-aikaan puolen tunnin välein: yrittää uudelleen kirjeitä, jotka postipalvelin lykkäsi.",
)
def send_again(*, dry_run: DryRun = False) -> State[None]:
    """Hand over what still waits; that something goes on waiting is told, and is no failure."""
    with closing(open_home(home())) as at:
        errand = Errand(owner=str(flow_run.id), today=at.clock.today())
        tried = still_waiting(at.world) if dry_run else send(at.world, errand)
        letters_page(at, Morning(), tried, "send", dry=dry_run)
        sent = sum(one.count for one in tried.done)
        return ended(at, "sent_dry" if dry_run else "sent", (), sent=sent, waiting=len(tried.failed))
