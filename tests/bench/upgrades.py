"""Two hundred upgrades killed at random moments on each database, and how many of them the next start resumed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.bench.measure import Row
from tests.contract.test_upgrades import on_postgresql, on_sqlite
from tests.contract.upgrades import kills
from tests.postgres import server

KILLS = 200


def rows() -> list[Row]:
    """Kill upgrades on SQLite and on PostgreSQL; one that is not resumed ends the command with its place."""
    with tempfile.TemporaryDirectory() as folder, server() as postgres:
        cut = {"sqlite": kills(*on_sqlite(Path(folder)), KILLS), "postgresql": kills(*on_postgresql(postgres), KILLS)}
    what = f"of {KILLS} upgrades so many were killed before their end, and all were resumed with all their data"
    return [
        Row(id=f"kill-{kind}", what=f"{kind}: {what}", ours=count, peer=None, unit="kills", rounds=KILLS)
        for kind, count in cut.items()
    ]
