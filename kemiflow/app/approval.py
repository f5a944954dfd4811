"""The secretary's button: going on towards approval, and letting its letters go as a second confirmation."""

from __future__ import annotations

from dataclasses import dataclass

from kemiflow.app import gather
from kemiflow.app.gather import CaseUnknown
from kemiflow.app.submit import Asking, Told, go_on, tell
from kemiflow.app.world import World
from kemiflow.core.commands import Tell
from kemiflow.core.commands.approve import Approval
from kemiflow.core.commands.check import refuse
from kemiflow.core.records.case import LettersReleased
from kemiflow.core.standing import Standing
from kemiflow.core.values import Refusal


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """What the button did, or with a dry asking would do; `sent` tells that the letters were let go."""

    approval: Approval
    standing: Standing
    sent: bool = False

    def outcome(self, *, dry: bool) -> str:
        """Name what happened, as words.toml has it under [morning]."""
        if dry:
            return "looked"
        return "approved_sent" if self.sent else "approved"


def press(world: World, case: str, reason: str, asking: Asking, *, send: bool = False) -> Pressed | Refusal:
    """Go on towards approval; with `send`, let the letters that it held go.

    While something lacks and no reason is given, nothing is written. Errors: NoSettings, JournalMoved.
    """
    try:
        standing = gather.matter(world, case).standing
        approval = go_on(world, case, reason.strip() or None, asking)
    except CaseUnknown as unknown:
        wanted, known = unknown.args
        return refuse("unknown_case", case=wanted, known=known)
    if isinstance(approval, Refusal):
        return approval
    if not (send and approval.drafts) or asking.dry:
        return Pressed(approval=approval, standing=standing)
    released = _release(world, case, approval, asking)
    return released if isinstance(released, Refusal) else Pressed(approval=approval, standing=standing, sent=True)


def stopped(pressed: Pressed) -> Refusal | None:
    """Give why nothing went on although nothing was impossible: something lacks, and no reason was given."""
    if pressed.approval.drafts:
        return None
    lacking = len(pressed.approval.lacks) + len(pressed.approval.missing)
    return refuse("reason_needed", case=pressed.standing.case, count=lacking)


def _release(world: World, case: str, approval: Approval, asking: Asking) -> Told | Refusal:
    fact = LettersReleased(of=approval.drafts[0].key)
    return tell(world, case, Tell(fact=fact, on=asking.today), asking)
