"""A form that came after its session had ended: what was typed stays, and is sent again once one has signed in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kemiflow.web.noted import noted
from kemiflow.web.route import Shown
from kemiflow.web.visit import Stopped, Visit

# What a page must not say again
UNSAID: Final = frozenset({"password", "old", "new", "again", "own"})


def ended(visit: Visit) -> Shown:
    """Give the page that keeps a form until one has signed in. Errors: Stopped when nothing in it may be kept."""
    told = visit.form.values
    if not set(told) - {"once"} or UNSAID & set(told):
        raise Stopped(401, "sign_in")
    noted(visit, "denied", why="sign_in")
    facts = {"action": visit.request.url.path, "kept": tuple(_kept(visit)), "files": bool(visit.form.files)}
    return Shown(template="ended.html", facts=facts, status=401)


def _kept(visit: Visit) -> Iterator[tuple[str, str]]:
    for name, values in visit.form.values.items():
        for value in values:
            yield name, value
