"""A letter to the administrator, when Prefect saw that a morning failed or did not come."""

from __future__ import annotations

from contextlib import closing

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run

from flows.ends import ended
from flows.form import About, What
from kemiflow.app.letters.alarm import alarm as raised
from kemiflow.app.letters.delivery import Errand
from kemiflow.app.morning import send
from kemiflow.settings import home
from kemiflow.wiring import open_home


@flow(name="alarm", description="Kirje ylläpitäjälle, kun aamun tai yön ajo epäonnistui tai jäi tulematta.")
def alarm(what: What, about: About = "") -> State[None]:
    """Write to the administrators, once a day about the same thing, and hand the letters over."""
    with closing(open_home(home())) as at:
        today = at.clock.today()
        told = raised(at.world, what, today, about)
        sent = send(at.world, Errand(owner=str(flow_run.id), today=today))
        return ended(at, "alarmed", sent.failed, count=len(told))
