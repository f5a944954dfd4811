"""How a run ends: with one sentence where the operator looks, red when something was left undone."""

from __future__ import annotations

from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.shards import named
from kemiflow.app import morning
from kemiflow.core.values import Refusal
from kemiflow.core.worded import refusal_text
from kemiflow.wiring import Home


def refused(at: Home, refusal: Refusal) -> State[None]:
    """End a run that was asked for something impossible, with the worded reason."""
    return Failed(message=refusal_text(refusal.reason, refusal.facts, morning.wording(at.world)))


def ended(
    at: Home, done: str, failed: tuple[morning.Failed, ...], *, red: str = "failed", **facts: object
) -> State[None]:
    """End a run with a sentence of [morning], and with the names of what failed."""
    wording = morning.wording(at.world)
    sentence = wording.say(f"morning.{done}", **facts)
    if failed:
        return Failed(message=wording.say(f"morning.{red}", names=named(failed), others=sentence))
    return Completed(message=sentence)
