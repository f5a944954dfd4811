"""One request: who asks, in which language, on which day, and what the home knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from starlette.requests import Request

from kemiflow.app.people.accounts import Session, who_is
from kemiflow.app.submit import Asking
from kemiflow.core.city import Person
from kemiflow.core.commands.permits import permitted
from kemiflow.core.commands.tell import Actor, actor
from kemiflow.core.folding.city import NoSettings
from kemiflow.core.values import Refusal, Role
from kemiflow.core.wording import FINNISH, Wording
from kemiflow.web.dress import LANGUAGES
from kemiflow.web.form import Form, day_in
from kemiflow.web.here import Here

LANGUAGE = "language"
T = TypeVar("T")


class Stopped(Exception):
    """A page cannot be shown: the status, and the key and facts of the sentence under [error] of pages.toml."""

    def __init__(self, status: int, key: str, **facts: str) -> None:
        """Keep what the page says."""
        super().__init__(key)
        self.status, self.key, self.facts = status, key, facts


class Refused(Exception):
    """What a person asked cannot be done."""

    def __init__(self, refusal: Refusal) -> None:
        """Keep the refusal."""
        super().__init__(refusal.reason)
        self.refusal = refusal


@dataclass(frozen=True)
class Visit(Here):
    """A request as handlers see it."""

    request: Request
    form: Form = field(default_factory=Form)

    @cached_property
    def session(self) -> Session | None:
        """Give the session of the request's cookie while it lasts."""
        token = self.request.cookies.get(self.site.configuration.cookie, "")
        return who_is(self.site.door, token) if token else None

    @cached_property
    def actor(self) -> Actor | None:
        """Give who is signed in, with the roles of the day; None without a session or when the person is gone."""
        if self.session is None or self.session.person not in self.city.people:
            return None
        return actor(self.city, self.session.person, self.today)

    @property
    def who(self) -> Actor:
        """Give who is signed in. Errors: Stopped."""
        if self.actor is None:
            raise Stopped(401, "sign_in")
        return self.actor

    @property
    def person(self) -> Person | None:
        """Give the name and address of who is signed in."""
        return self.city.person(self.session.person) if self.session else None

    @cached_property
    def language(self) -> str:
        """Give the language that was chosen, else the person's own, else the city's."""
        chosen = self.request.cookies.get(LANGUAGE, "")
        if chosen in LANGUAGES:
            return chosen
        try:
            told = self.person.language if self.person else self.city.settings.language
        except NoSettings:
            return FINNISH
        return told if told in LANGUAGES else FINNISH

    @property
    def wording(self) -> Wording:
        """Give the words in the language."""
        return self.site.dress.wordings[self.language]

    def t(self, key: str, **facts: object) -> str:
        """Give words of pages.toml."""
        return self.wording.say(f"web.{key}", **facts)

    def asking(self, *, dry: bool = False) -> Asking:
        """Give who tells something, on the home's day. Errors: Stopped."""
        return Asking(by=self.who.person, today=self.today, dry=dry)

    def holds(self, *roles: Role) -> bool:
        """Tell whether who is signed in holds one of the roles in any scope."""
        return self.actor is not None and self.actor.holds(frozenset(roles), None)

    def may(self, kind: type, scope: str | None = None) -> bool:
        """Tell whether who is signed in may tell a kind of fact: what it says no to is not offered."""
        return self.actor is not None and permitted(kind, self.actor, scope)

    def path(self, name: str) -> str:
        """Give a part of the path."""
        return str(self.request.path_params[name])

    def asked(self, name: str) -> str:
        """Give a part of the query."""
        return self.request.query_params.get(name, "").strip()[:500]

    def asked_day(self, name: str) -> date | None:
        """Give a part of the query as a day. Errors: Stopped when it is none."""
        told = self.asked(name)
        day = day_in(told)
        if told and day is None:
            raise Stopped(400, "no_day", value=told[:40])
        return day


def granted(answer: T | Refusal) -> T:
    """Give the answer. Errors: Refused when it is a refusal."""
    if isinstance(answer, Refusal):
        raise Refused(answer)
    return answer
