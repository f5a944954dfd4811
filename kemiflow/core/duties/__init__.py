"""What people owe in a matter: one module of rules per kind of work."""

from __future__ import annotations

from kemiflow.core.duties import items, minutes, pleas, projects, sessions, statements, updates
from kemiflow.core.duties.sight import Scene, Sight
from kemiflow.core.duty import Duty

__all__ = ["Scene", "Sight", "duties"]


def duties(sight: Sight) -> tuple[Duty, ...]:
    """Give every duty of the matter, also those that open on a coming day, by due day."""
    if sight.standing.closed:
        found = list(minutes.duties(sight))
    else:
        found = [
            duty for rules in (statements, items, projects, updates, sessions, minutes) for duty in rules.duties(sight)
        ]
        found.extend(list(pleas.duties(sight, found)))
    return tuple(sorted(found, key=lambda duty: (duty.due, duty.id)))
