"""The secretary's button: starts or continues the approval of one matter."""

from __future__ import annotations

from contextlib import closing

from prefect import flow
from prefect.client.schemas.objects import State

from flows.ends import ended, refused
from flows.form import By, Case, Reason, Send, WhatIf
from flows.pages import approval_page
from kemiflow.app.approval import Pressed, press, stopped
from kemiflow.app.submit import Asking
from kemiflow.core.values import Refusal
from kemiflow.settings import home
from kemiflow.wiring import Home, open_home


@flow(
    name="approve",
    flow_run_name="approve-{case}",
    description="Kaupunginsihteerin painike: näyttää, mitä asian hyväksymisestä puuttuu, valitsee kokoukset ja jatkaa.",
)
def approve(case: Case, by: By, reason: Reason = "", *, what_if: WhatIf = True, send: Send = False) -> State[None]:
    """Go on towards the approval of a matter, or only show what that would mean."""
    with closing(open_home(home())) as at:
        asking = Asking(by=by, today=at.clock.today(), dry=what_if)
        pressed = press(at.world, case, reason, asking, send=send)
        return refused(at, pressed) if isinstance(pressed, Refusal) else shown(at, pressed, what_if=what_if)


def shown(at: Home, pressed: Pressed, *, what_if: bool) -> State[None]:
    """Leave the page of an approval, and end with what was done."""
    approval_page(at, pressed)
    stop = None if what_if else stopped(pressed)
    done = pressed.outcome(dry=what_if)
    return refused(at, stop) if stop else ended(at, done, (), case=pressed.standing.case)
