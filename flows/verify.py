"""Nightly: all chains of the journal are computed anew, and all heads are sealed."""

from __future__ import annotations

from contextlib import closing

from prefect import flow
from prefect.client.schemas.objects import State

from flows.ends import ended
from kemiflow.app.morning import Failed
from kemiflow.settings import home
from kemiflow.wiring import open_home


@flow(name="verify", description="Öisin: tarkistaa kirjausten eheyden ja sinetöi ne.")
def verify() -> State[None]:
    """Verify the journal and seal it; red with the place of each first thing that is wrong."""
    with closing(open_home(home())) as at:
        found = at.verify()
        failed = tuple(Failed(name=f"{one.stream} {one.seq} {one.key}".strip(), why=str(one.trouble)) for one in found)
        return ended(at, "verified", failed, red="not_intact", count=len(at.world.journal.streams()))
