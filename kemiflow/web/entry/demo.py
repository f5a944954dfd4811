"""The demo's links: each signs in as one of its people, on this machine alone."""

from __future__ import annotations

import ipaddress

from kemiflow.app.people.accounts import begin
from kemiflow.web.entry.cookies import let_in
from kemiflow.web.noted import noted
from kemiflow.web.route import Answer
from kemiflow.web.visit import Stopped, Visit


def by_link(visit: Visit) -> Answer:
    """Let somebody in by a link of the demo. Errors: Stopped for any other link, or from another machine."""
    person = visit.site.demo.get(visit.path("token"))
    if person is None or not _near(visit):
        raise Stopped(404, "no_page")
    noted(visit, "signed_in", how="demo", person=person)
    return let_in(visit.site, begin(visit.site.door, person, "demo"))


def _near(visit: Visit) -> bool:
    try:
        return ipaddress.ip_address(visit.request.client.host if visit.request.client else "").is_loopback
    except ValueError:
        return False
