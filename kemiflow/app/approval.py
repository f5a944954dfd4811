"""The secretary's button: going on towards approval, and letting its letters go as a second confirmation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kemiflow.app import gather
from kemiflow.app.gather import CaseUnknown
from kemiflow.app.submit import Asking, go_on, tell, whoever
from kemiflow.app.world import World
from kemiflow.core.commands import Tell
from kemiflow.core.commands.approve import Approval, approve
from kemiflow.core.commands.check import refuse
from kemiflow.core.records.case import LettersReleased
from kemiflow.core.standing import Standing
from kemiflow.core.values import Refusal


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """What the button did, or with a dry asking would do.

    `key` is that of the approval, None when nothing went on; `sent` tells that its letters were let go.
    """

    approval: Approval
    standing: Standing
    key: str | None = None
    sent: bool = False

    def outcome(self, *, dry: bool) -> str:
        """Name what happened, as words.toml has it under [morning]."""
        if dry:
            return "looked"
        return "approved_sent" if self.sent else "approved"


def press(world: World, case: str, reason: str, asking: Asking, *, send: bool = False) -> Pressed | Refusal:
    """Go on towards approval, once; with `send`, let the letters that it held go, now or at a later press.

    While something lacks and no reason is given, nothing is written. Errors: NoSettings, JournalMoved.
    """
    try:
        standing = gather.matter(world, case).standing
    except CaseUnknown as unknown:
        wanted, known = unknown.args
        return refuse("unknown_case", case=wanted, known=known)
    approval = go_on(world, case, reason.strip() or None, asking)
    return approval if isinstance(approval, Refusal) else _sent(world, approval, standing, asking, send=send)


def foresee(world: World, standing: Standing, asking: Asking, day: date) -> Pressed | Refusal:
    """Give what the button would mean on a day, of a matter as it stands on that day. Errors: NoSettings."""
    who = whoever(gather.city(world), asking)
    approval = approve(standing, gather.city(world, day), who, None, day)
    return approval if isinstance(approval, Refusal) else Pressed(approval=approval, standing=standing)


def stopped(pressed: Pressed) -> Refusal | None:
    """Give why nothing went on although nothing was impossible: something lacks, and no reason was given."""
    if pressed.key:
        return None
    lacking = len(pressed.approval.lacks) + len(pressed.approval.missing)
    return refuse("reason_needed", case=pressed.standing.case, count=lacking)


def _sent(world: World, approval: Approval, standing: Standing, asking: Asking, *, send: bool) -> Pressed | Refusal:
    key = approval.key
    pressed = Pressed(approval=approval, standing=standing, key=key)
    if not (send and key) or asking.dry:
        return pressed
    released = tell(world, standing.case, Tell(fact=LettersReleased(of=key), on=asking.today), asking)
    return released if isinstance(released, Refusal) else replace(pressed, sent=True)
