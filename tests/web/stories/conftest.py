"""Kemi's year, stopped where a story begins, and a browser."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from kemiflow.clock import OwnClock
from kemiflow.demo import run
from kemiflow.web.site import Site
from kemiflow.wiring import open_home
from tests.web.served import served, site_for
from tests.web.stories.browsers import launched

EVENING = 20


def _site(folder: Path, until: date, today: date) -> Iterator[Site]:
    run(folder, lambda _: None, until=until)
    home = open_home(folder)
    assert isinstance(home.clock, OwnClock)
    home.clock.set(today, EVENING)
    try:
        yield site_for(home)
    finally:
        home.close()


@pytest.fixture(scope="session")
def september(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give the evening of 25.9.2023: the city board has met, and nothing has been recorded yet."""
    yield from _site(tmp_path_factory.mktemp("september") / "home", date(2023, 9, 22), date(2023, 9, 25))


@pytest.fixture(scope="session")
def october(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give 18.10.2023: the evening session is set, and eight projects lack something."""
    yield from _site(tmp_path_factory.mktemp("october") / "home", date(2023, 10, 18), date(2023, 10, 18))


@pytest.fixture(scope="session")
def in_september(september: Site) -> Iterator[str]:
    with served(september) as address:
        yield address


@pytest.fixture(scope="session")
def in_october(october: Site) -> Iterator[str]:
    with served(october) as address:
        yield address


@pytest.fixture(scope="package")  # its event loop would be in the way of what other tests fork or run
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launched(playwright)
        yield chromium
        chromium.close()
