"""What a decision may order that the process did not foresee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kemiflow.core.days import Window
from kemiflow.core.values import Text


@dataclass(frozen=True, kw_only=True)
class SessionOrder:
    """Hold an evening session for a body inside a window; `before` is the step that then waits for it."""

    body: str
    window: Window
    before: str
    organiser: str | None = None


@dataclass(frozen=True, kw_only=True)
class HandlingOrder:
    """Bring the matter to a step together with another matter, or inside a window."""

    step: str
    with_matter: str | None = None
    window: Window | None = None


@dataclass(frozen=True, kw_only=True)
class TaskOrder:
    """Do something by a day; `addressee` is a person, or None when the decision names nobody."""

    what: Text
    due: date | None = None
    addressee: str | None = None


Order = SessionOrder | HandlingOrder | TaskOrder
