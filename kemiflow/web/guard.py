"""Who may open a page or send a form: no route is without a guard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, assert_never

from kemiflow.core.commands.permits import permitted
from kemiflow.core.commands.tell import Actor
from kemiflow.core.values import Role


@dataclass(frozen=True, kw_only=True)
class Anyone:
    """Everybody, also without signing in."""


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """Whoever is signed in, also without a role: one's own account."""


@dataclass(frozen=True, kw_only=True)
class Holds:
    """Whoever holds one of the roles in any scope, or stands in for somebody who does."""

    roles: frozenset[Role]


@dataclass(frozen=True, kw_only=True)
class Tells:
    """Whoever may tell one of the kinds of facts in some scope; `accept` asks again about the very fact."""

    kinds: tuple[type, ...]


Guard = Anyone | SignedIn | Holds | Tells

STAFF: Final = Holds(roles=frozenset(set(Role) - {Role.MACHINE}))
OFFICE: Final = Holds(roles=frozenset({Role.SECRETARY, Role.BOARD_SECRETARY, Role.PREPARER, Role.MANAGER}))
LEADERS: Final = Holds(roles=frozenset({Role.SECRETARY, Role.MANAGER, Role.ADMINISTRATOR, Role.AUDITOR}))
LETTERS: Final = Holds(roles=frozenset({Role.SECRETARY, Role.MANAGER}))
KEEPERS: Final = Holds(roles=frozenset({Role.SECRETARY, Role.ADMINISTRATOR}))


def lets(guard: Guard, who: Actor | None) -> bool:
    """Tell whether a guard lets somebody in; `who` is None without a session."""
    match guard:
        case Anyone():
            return True
        case SignedIn():
            return who is not None
        case Holds(roles=roles):
            return who is not None and who.holds(roles, None)
        case Tells(kinds=kinds):
            return who is not None and any(permitted(kind, who) for kind in kinds)
        case _ as never:
            assert_never(never)
