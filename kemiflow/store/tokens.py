"""Tokens of other programs in the database."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from kemiflow.app.people.tokens import Reach, Token
from kemiflow.store.account_tables import tokens
from kemiflow.store.appending import moment
from kemiflow.store.engine import writing


class Tokens:
    """The tokens of one database."""

    def __init__(self, engine: sa.Engine) -> None:
        """Keep the engine."""
        self._engine = engine
        self._writer = writing(engine)

    def keep(self, token: Token) -> None:
        """Keep a new token."""
        values = {**vars(token), "made": moment(token.made), "ends": moment(token.ends)}
        with self._writer.begin() as connection:
            connection.execute(sa.insert(tokens).values(values))

    def find(self, digest: str) -> Token | None:
        """Give the token of a digest, or None."""
        return next(iter(self._read(sa.select(tokens).where(tokens.c.digest == digest))), None)

    def all(self) -> tuple[Token, ...]:
        """Give all tokens, newest first."""
        return self._read(sa.select(tokens).order_by(tokens.c.made.desc(), tokens.c.digest))

    def revoke(self, token_id: str) -> bool:
        """Remove a token by its name, and tell whether it was there."""
        with self._writer.begin() as connection:
            named = sa.delete(tokens).where(sa.func.substr(tokens.c.digest, 1, 12) == token_id)
            return connection.execute(named).rowcount > 0

    def _read(self, query: sa.Select[tuple[object, ...]]) -> tuple[Token, ...]:
        with self._engine.begin() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(_token(dict(row)) for row in rows)


def _token(row: dict[str, str]) -> Token:
    made, ends = (datetime.fromisoformat(row[name]) for name in ("made", "ends"))
    return Token(
        digest=row["digest"], person=row["person"], name=row["name"], reach=Reach(row["reach"]), made=made, ends=ends
    )
