"""Settings of hypothesis for all tests, the servers that they use, and how a whole run is dealt to processes.

The gate draws the same examples each time, a person at work new ones.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.edges.post.relay import Relay, running
from tests.postgres import Server, server

settings.register_profile("gate", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("work", deadline=None)
settings.register_profile("long", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate" if os.environ.get("CI") else "work"))


MOST = 4
# What one process tries, in this order: flows begin at once and last longest; what forks or drives a browser goes to
# another process, since one that has worked with Prefect can do neither; the golden year is dear to live
ROOMS = {
    "flows": "flows",
    "app/test_remind.py": "forks",
    "app/test_walk.py": "forks",
    "contract": "forks",
    "edges/post": "forks",
    "web/stories": "forks",
    "year": "year",
}
ORDER = list(dict.fromkeys(ROOMS.values()))


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Deal a whole run to a process for each core; what is chosen by name runs in this one."""
    return 0 if config.args_source is pytest.Config.ArgsSource.ARGS else min(os.cpu_count() or 1, MOST)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Keep what belongs together in one process."""
    return _Rooms(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deal what lasts longest first; where there is but one process, flows come last."""
    dealt = hasattr(config, "workerinput")
    items.sort(key=lambda item: _turn(_room(item.nodeid)) if dealt else _room(item.nodeid) == "flows")


class _Rooms(LoadScopeScheduling):  # type: ignore[misc]  # has no types
    def _split_scope(self, nodeid: str) -> str:
        return _room(nodeid)


def _room(nodeid: str) -> str:
    path = Path(nodeid.partition("::")[0]).relative_to("tests")
    return next((room for place, room in ROOMS.items() if path.is_relative_to(place)), path.as_posix())


def _turn(room: str) -> int:
    return ORDER.index(room) if room in ORDER else len(ORDER)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with server() as started:
        yield started


@pytest.fixture
def relay() -> Iterator[Relay]:
    with running() as one:
        yield one
