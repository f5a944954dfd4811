"""Passwords: kept by argon2id, and guessed at by zxcvbn before they are taken."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher
from zxcvbn import zxcvbn

# Below this a password falls to somebody who has the hash and an evening (zxcvbn's score of 2 of 4)
FEWEST_GUESSES: Final = 10**8
# What zxcvbn reads of a long password: time grows with it
READ: Final = 72
NEAR: Final = ("kemiflow", "salasana", "lösenord", "kaupunki", "kaupunginhallitus", "kaupunginvaltuusto", "strategia")


class Zxcvbn:
    """How many guesses a password stands: 30,000 frequent passwords, words, names, runs, repetitions, keyboard rows."""

    def easy(self, password: str, near: tuple[str, ...]) -> bool:
        """Tell whether a password is guessed too soon; `near` are words about its person, as name and city."""
        told = zxcvbn(password[:READ], user_inputs=[*NEAR, *near], max_length=READ)
        return bool(told["guesses"] < FEWEST_GUESSES)


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
