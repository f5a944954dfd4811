"""An upgrade may be killed at any moment: the next start goes on, and nothing is missing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kemiflow.store.engine import Place
from tests.contract.upgrades import kills
from tests.postgres import Server

KILLS = 5


@pytest.fixture
def fresh(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> tuple[Callable[[], Place], Callable[[Place], None]]:
    """Give how a database comes into being, and how it goes."""
    return on_postgresql(request.getfixturevalue("postgres")) if kind == "postgresql" else on_sqlite(tmp_path)


def on_sqlite(folder: Path) -> tuple[Callable[[], Place], Callable[[Place], None]]:
    return lambda: folder / f"{len(list(folder.iterdir()))}.db", lambda _: None


def on_postgresql(server: Server) -> tuple[Callable[[], Place], Callable[[Place], None]]:
    return server.bare, lambda place: server.drop(str(place))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_killed_upgrade_is_resumed_by_the_next_start(
    fresh: tuple[Callable[[], Place], Callable[[Place], None]],
) -> None:
    assert kills(*fresh, KILLS) > 0
