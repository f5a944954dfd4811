"""A store for each test; the parameter is the database, so that another kind is one line more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kemiflow.store.opening import Store, open_store


@pytest.fixture(params=["sqlite"])
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "kemiflow.db", patience=5)
    yield opened
    opened.close()
