"""Settings of hypothesis for all tests, and the servers that a whole run of tests shares.

The gate draws the same examples each time, a person at work new ones.
"""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.postgres import Server, server

settings.register_profile("gate", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("work", deadline=None)
settings.register_profile("long", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate" if os.environ.get("CI") else "work"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with server() as started:
        yield started
