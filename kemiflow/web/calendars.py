"""Calendars at secret addresses, for calendar programs to subscribe to."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from kemiflow.app.letters.feeds import feed_of
from kemiflow.exchange.feed import domain, write
from kemiflow.web.guard import Anyone
from kemiflow.web.route import Answer, Route, get
from kemiflow.web.visit import Stopped, Visit


def calendar(visit: Visit) -> Answer:
    """Give a calendar; unchanged since it was last fetched, it is not sent again. Errors: Stopped."""
    address = visit.world.links.open_feed(visit.path("token"))
    feed = feed_of(visit.world, address) if address else None
    if feed is None:
        raise Stopped(404, "no_page")
    data = write(feed.name, feed.entries, domain=domain(visit.city.settings.answer_url), stamp=feed.told)
    headers = {"ETag": f'"{hashlib.sha256(data).hexdigest()[:32]}"', "Cache-Control": "private, no-cache"}
    if headers["ETag"] in visit.request.headers.get("if-none-match", ""):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(data, media_type="text/calendar; charset=utf-8", headers=headers)


CALENDARS: Final[tuple[Route, ...]] = (get("/kalenteri/{token}.ics", Anyone(), calendar),)
