"""A city in a home of its own, a person for each role, and the site over it, for all tests of a file; they read."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from kemiflow.core.city import Person
from kemiflow.core.records.city import RoleGiven
from kemiflow.core.values import Role
from kemiflow.web.site import Site
from tests.app.home import found, open_strategy, opened, tell_city
from tests.web.served import browser, served, site_for

PEOPLE_ROLES = [role for role in Role if role is not Role.MACHINE]
NOBODY = "nobody"


def only(role: Role) -> str:
    """Name the person who holds one role and no other."""
    return f"only-{role.value.replace('_', '-')}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    path: Path = tmp_path_factory.mktemp("web") / "home"
    found(path)
    with opened(path) as home:
        home.store.people.put(
            *(Person(id=only(role), name=role.value, email=f"{role.value}@kaupunki.example") for role in PEOPLE_ROLES),
            Person(id=NOBODY, name="Ei Tehtävää", email="nobody@kaupunki.example"),
        )
        tell_city(home, date(2023, 3, 1), *(RoleGiven(person=only(role), role=role) for role in PEOPLE_ROLES))
        open_strategy(home)
        yield site_for(home)


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with served(site) as at:
        yield at


@pytest.fixture(scope="module")
def client(site: Site, address: str) -> Iterator[httpx.Client]:
    """Give the secretary's browser."""
    with browser(address, site, "sanni") as signed_in:
        yield signed_in
