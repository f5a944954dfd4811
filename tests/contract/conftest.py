"""A store for each test; the parameter is the database, so that another kind is one line more."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kemiflow.store.engine import MEMORY, Place
from kemiflow.store.opening import Store, open_store
from tests.postgres import Server

SHARED = ("sqlite", "postgresql")  # databases that several processes and connections work on
KINDS = ("memory", *SHARED)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def place(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Place]:
    if kind == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        made = server.fresh()
        yield made
        server.drop(made)
    else:
        yield MEMORY if kind == "memory" else tmp_path / "kemiflow.db"


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    opened = open_store(place, patience=5)
    yield opened
    opened.close()


@pytest.fixture
def another(
    kind: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Callable[[], Store]]:
    """Give stores one after the other, where one test needs many."""
    made: list[Store] = []

    def make() -> Store:
        if kind == "postgresql":
            place: Place = request.getfixturevalue("postgres").fresh()
        else:
            place = MEMORY if kind == "memory" else tmp_path_factory.mktemp("store") / "kemiflow.db"
        made.append(open_store(place))
        return made[-1]

    yield make
    for store in made:
        store.close()
        if kind == "postgresql":
            request.getfixturevalue("postgres").drop(store.place)
