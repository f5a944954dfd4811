"""How often somebody may try to come in: by a name, or from an address that many share."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

TRIED_WITHIN: Final = timedelta(minutes=15)
MOST_TRIES: Final = 5
# A whole town hall comes from one address
MOST_FROM_ADDRESS: Final = 50
ADDRESS: Final = "from:"


def most_of(who: str) -> int:
    """Give how many tries may fail within a quarter of an hour: of a name, or of an address that many share."""
    return MOST_FROM_ADDRESS if who.startswith(ADDRESS) else MOST_TRIES
