"""Tokens by which other programs act for a person: made once, kept by digest, read-only or not, revocable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from kemiflow.app.people.accounts import digest_of

LONGEST: Final = timedelta(days=366)
MARK: Final = "kf_"  # by which secret scanners and people know it


class Reach(StrEnum):
    """What a token may do: only read, or also tell facts as its person may."""

    READ = "read"
    TELL = "tell"


@dataclass(frozen=True, kw_only=True)
class Token:
    """A token as it is kept; `digest` is that of the secret, times are UTC."""

    digest: str
    person: str
    name: str
    reach: Reach
    made: datetime
    ends: datetime

    @property
    def id(self) -> str:
        """Give the name by which it is revoked."""
        return self.digest[:12]


class Tokens(Protocol):
    """Tokens, as they are kept."""

    def keep(self, token: Token) -> None:
        """Keep a new one."""
        ...

    def find(self, digest: str) -> Token | None:
        """Give the one of a digest, or None."""
        ...

    def all(self) -> tuple[Token, ...]:
        """Give all, newest first."""
        ...

    def revoke(self, token_id: str) -> bool:
        """Remove one by its name, and tell whether it was there."""
        ...


def make(tokens: Tokens, asked: Token, secret: str) -> str:
    """Keep a new token and give its secret, which nobody can be shown again; `asked.digest` is not looked at."""
    whole = MARK + secret
    ends = min(asked.ends, asked.made + LONGEST)
    kept = Token(
        digest=digest_of(whole), person=asked.person, name=asked.name, reach=asked.reach, made=asked.made, ends=ends
    )
    tokens.keep(kept)
    return whole


def holder(tokens: Tokens, secret: str, now: datetime) -> Token | None:
    """Give the token of a secret while it lasts."""
    found = tokens.find(digest_of(secret)) if secret.startswith(MARK) else None
    return found if found and now < found.ends else None
