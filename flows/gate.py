"""Asking a person before letters go: shown, waited for, and then only what the journal says counts."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeAlias

from prefect import pause_flow_run
from prefect.input import RunInput

from flows.form import Prose, Says, choice, forms
from flows.pages import batch_page, needs_page
from flows.tells import at_best
from kemiflow.app.letters.batch import Batch, answer, batch, verdict
from kemiflow.core.values import Refusal
from kemiflow.wiring import Home

PATIENCE_SECONDS = 8 * 3600
POLL_SECONDS = 5


class Choice(StrEnum):
    """What a person may answer."""

    GO = "go"
    REFUSE = "refuse"


if TYPE_CHECKING:
    Chosen: TypeAlias = Choice
else:
    Chosen = choice(Choice, Says("answer", "answer"), forms()["choice"])


class Answer(RunInput):
    """The form of the answer: nothing in it is filled in beforehand."""

    by: Annotated[Prose, Says("by", "answer")]
    answer: Chosen
    reason: Annotated[Prose, Says("reason", "answer")] = ""


def unconfirmed(at: Home, patience: int, poll: int = POLL_SECONDS) -> Refusal | None:
    """Give why today's letters may not go; None once a person has seen exactly these and let them go.

    The run lives while it waits: one that is killed, forgotten, resumed with nothing or answered too late lets nothing
    go, since the answer is a record, and no record is no.
    """
    shown = batch(at.world, at.clock.today())
    stands = verdict(at.world, shown)
    if stands is None or stands.reason != "not_answered":
        return stands
    stop = _asked(at, shown, patience, poll) or verdict(at.world, shown)
    needs_page(at, "remind", stop)
    return stop


def _asked(at: Home, shown: Batch, patience: int, poll: int) -> Refusal | None:
    """Show the letters and wait; give why the answer was not taken, if it was given and was not."""
    batch_page(at, shown)
    told: list[Answer] = []
    # A time that runs out, and a run that is resumed with nothing, are no answer
    with at_best():
        told.append(pause_flow_run(wait_for_input=Answer, timeout=patience, poll_interval=poll, key=shown.digest[:16]))
    taken = [_taken(at, shown, one) for one in told]
    return next(iter(taken), None)


def _taken(at: Home, shown: Batch, told: Answer) -> Refusal | None:
    recorded = answer(at.world, shown, told.reason, told.by, go=told.answer is Choice.GO)
    return recorded if isinstance(recorded, Refusal) else None
