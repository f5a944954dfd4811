"""A route: what is asked, who may ask it, and who answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from kemiflow.web.guard import Guard
from kemiflow.web.visit import Visit


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A page: its template and what it says."""

    template: str
    facts: Mapping[str, Any]
    status: int = 200


Answer = Shown | Response
Handler = Callable[[Visit], Answer]


@dataclass(frozen=True, kw_only=True)
class Route:
    """One route; a form of it is taken once, unless `once` says otherwise.

    `again` shows the form with what was typed when that holds characters that are no text; None where nobody types.
    """

    method: str
    path: str
    guard: Guard
    handler: Handler
    once: bool = True
    again: Handler | None = None

    @property
    def methods(self) -> list[str]:
        """Give the methods that are answered: what may be got may be asked after too, by HEAD (RFC 9110, 9.1)."""
        return ["GET", "HEAD"] if self.method == "GET" else [self.method]


def get(path: str, guard: Guard, handler: Handler) -> Route:
    """Make the route of a page."""
    return Route(method="GET", path=path, guard=guard, handler=handler)


def post(path: str, guard: Guard, handler: Handler, *, once: bool = True, again: Handler | None = None) -> Route:
    """Make the route of a form."""
    return Route(method="POST", path=path, guard=guard, handler=handler, once=once, again=again)
