"""Settings of hypothesis for all tests, the servers that a run shares, and how a whole run is dealt to processes.

The gate draws the same examples each time, a person at work new ones.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.postgres import Server, server

settings.register_profile("gate", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("work", deadline=None)
settings.register_profile("long", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate" if os.environ.get("CI") else "work"))


# Folders whose tests share something that is dear to start: one process runs each of them
FIRST = ("web/stories", "year")
LAST = ("flows",)  # a process that has worked with Prefect cannot be forked any more
MOST = 4
HERE = Path(__file__).parent


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Deal a whole run to a process for each core; what is chosen by name runs in this one."""
    return 0 if config.args_source is pytest.Config.ArgsSource.ARGS else min(os.cpu_count() or 1, MOST)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file in one process, and those of a folder where a server is theirs."""
    rooms = [_room(item.path.relative_to(HERE)) for item in items]
    for item, room in zip(items, rooms, strict=True):
        item.add_marker(pytest.mark.xdist_group(room))
    order = sorted(range(len(items)), key=lambda place: (rooms[place] in LAST, rooms[place] not in FIRST))
    items[:] = [items[place] for place in order]


def _room(path: Path) -> str:
    return next((folder for folder in (*FIRST, *LAST) if path.is_relative_to(folder)), path.as_posix())


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with server() as started:
        yield started
