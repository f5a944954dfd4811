"""The secret address of a calendar: whose it is, and the proof that this city made it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kemiflow.core.signing import Key, read, sign

_PURPOSE: Final = b"kemiflow calendar 1\n"


class Owner(StrEnum):
    """Whose a calendar is."""

    PERSON = "person"
    BODY = "body"


@dataclass(frozen=True, kw_only=True)
class FeedAddress:
    """The calendar of one person or body. It does not end by itself: turning the keys ends it."""

    owner: Owner
    id: str


def signed_feed(address: FeedAddress, key: Key) -> str:
    """Give the end of the address."""
    return sign(_PURPOSE, f"{address.owner}\n{address.id}", key)


def opened_feed(token: str, keys: Sequence[Key]) -> FeedAddress | None:
    """Give whose calendar an address is, or None when no key of ours made it."""
    told = read(_PURPOSE, token, keys)
    if told is None:
        return None
    owner, _, name = told.partition("\n")
    return FeedAddress(owner=Owner(owner), id=name)
