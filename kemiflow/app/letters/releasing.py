"""Letters that were held since a restore: those that a witness saw leave are settled, the others may leave."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kemiflow.app.kept import Parcel, Posting
from kemiflow.app.letters.settling import WITNESS, End, settle
from kemiflow.app.world import World


def had_left(world: World, parcel: Parcel) -> bool | None:
    """Tell whether a held letter left before the restore; None when no witness can tell."""
    return next((saw for one in world.witnesses if (saw := one.saw(parcel)) is not None), None)


def release(world: World, held: Iterable[Parcel], today: date) -> tuple[int, int]:
    """Let held letters leave, but for those that had left; give how many of each. Errors: ParcelMoved."""
    released, settled = 0, 0
    for parcel in held:
        if had_left(world, parcel):
            settle(world, parcel, End(state=Posting.SENT, reason=WITNESS), today)
            settled += 1
        else:
            world.outbox.let_go(parcel)
            released += 1
    return released, settled
