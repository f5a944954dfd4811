"""Who may read what is not public: one table (Act on the Openness of Government Activities 621/1999)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kemiflow.core.commands.tell import Actor
from kemiflow.core.values import Publicity, Role

EVERY_ROLE: Final = frozenset(Role)
# Those who prepare, present and record decisions, and auditors (Local Government Act 124 §)
SWORN: Final = frozenset(
    {
        Role.SECRETARY,
        Role.BOARD_SECRETARY,
        Role.PREPARER,
        Role.PRESENTER,
        Role.MANAGER,
        Role.AUDITOR,
        Role.MACHINE,
    }
)

READERS: Final[Mapping[Publicity, frozenset[Role]]] = {
    Publicity.PUBLIC: EVERY_ROLE,
    Publicity.STAFF: EVERY_ROLE,
    Publicity.CONFIDENTIAL: SWORN,
}


def readable(who: Actor) -> frozenset[Publicity]:
    """Give what somebody may read, by the roles of the day; who holds none reads nothing."""
    return frozenset(one for one, roles in READERS.items() if who.holds(roles, None))


def strictest(*levels: Publicity) -> Publicity:
    """Give the narrowest of some levels: a text is never wider than the decision that it stands in."""
    order = tuple(Publicity)
    return max(levels, key=order.index)
