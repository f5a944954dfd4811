"""The shards into which a morning is cut: each matter and each person is in one of them."""

from __future__ import annotations

import hashlib
from typing import Final, TypeAlias

Shard: TypeAlias = tuple[int, int]  # which, of how many
WHOLE: Final[Shard] = (0, 1)


def holds(shard: Shard, name: str) -> bool:
    """Tell whether a matter or a person is in a shard; the same on every machine, whatever its hash seed."""
    which, many = shard
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") % many == which
