"""The site over a home that each test has for itself: what is done here changes it."""

from collections.abc import Iterator

import httpx
import pytest

from kemiflow.web.site import Site
from tests.web.served import browser, served


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    with served(site) as at:
        yield at


@pytest.fixture
def client(site: Site, address: str) -> Iterator[httpx.Client]:
    """Give the secretary's browser."""
    with browser(address, site, "sanni") as signed_in:
        yield signed_in
