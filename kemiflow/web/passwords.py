"""Passwords by argon2id."""

from __future__ import annotations

from functools import cached_property

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher


class Argon2:
    """argon2id with the parameters of RFC 9106's second recommendation; tests may lower them."""

    def __init__(self, *, memory_kib: int = 65536, passes: int = 3) -> None:
        """Keep the parameters."""
        self._hasher = PasswordHash((Argon2Hasher(memory_cost=memory_kib, time_cost=passes),))

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """Hash a password with a new salt."""
        return self._hasher.hash(password)

    def matches(self, password: str, hashed: str | None) -> bool:
        """Tell whether a password matches; without a hash it takes as long, and does not."""
        try:
            matched = self._hasher.verify(password, hashed or self._nobody)
        except UnknownHashError:
            return False
        return matched and hashed is not None
