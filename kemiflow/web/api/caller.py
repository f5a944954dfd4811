"""Who asks: a person by a token, with the person's roles of the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from kemiflow.app import gather
from kemiflow.app.look import Look
from kemiflow.app.people.tokens import Reach, Token, holder
from kemiflow.app.submit import Asking
from kemiflow.core.commands.tell import Actor, actor
from kemiflow.core.wording import Wording
from kemiflow.exchange.readable import odd
from kemiflow.web.api.problem import Denied, words
from kemiflow.web.api.unread import readable
from kemiflow.web.guard import STAFF, Holds, lets
from kemiflow.web.here import Here
from kemiflow.web.site import Site

BEARER = HTTPBearer(auto_error=False, description="A token made with `kemiflow tokens make`")


@dataclass(frozen=True)
class Caller(Here):
    """Another program that acts for a person."""

    token: Token
    wording: Wording

    @cached_property
    def actor(self) -> Actor:
        """Give the person with the roles of the day."""
        return actor(self.city, self.token.person, self.today)

    def look(self, case: str, day: date | None = None, known_by: date | None = None) -> Look:
        """Look at a matter. Errors: CaseUnknown and NotYetOpened, when its standing is asked for."""
        city = gather.city(self.world, day) if day else self.city
        return Look(self.world, city, self.wording, case, day or self.today, known_by)

    def asking(self, *, dry: bool = False) -> Asking:
        """Give who tells something, on the home's day. Errors: Denied for a token that only reads."""
        if self.token.reach is not Reach.TELL:
            raise Denied(403, "reads_only")
        return Asking(by=self.token.person, today=self.today, dry=dry)

    def needs(self, guard: Holds) -> None:
        """Stop whoever holds none of the roles. Errors: Denied."""
        if not lets(guard, self.actor):
            raise Denied(403, "not_yours")


def caller(request: Request, told: Annotated[HTTPAuthorizationCredentials | None, Depends(BEARER)]) -> Caller:
    """Give who asks: somebody of the city's staff. Errors: Denied."""
    site: Site = request.app.state.site
    now = site.door.now()
    token = holder(site.home.store.tokens, told.credentials, now) if told else None
    if token is None:
        raise Denied(401, "no_token")
    _readable(request)
    found = Caller(site, token, words(site, request))
    found.needs(STAFF)
    return found


def _readable(request: Request) -> None:
    """Stop an address with what is no text. Errors: Denied for a path, FileRefused for a query."""
    if any(odd(str(one)) for one in request.path_params.values()):
        raise Denied(404, "no_path")
    readable(dict(request.query_params), "query")


Call = Annotated[Caller, Depends(caller)]
