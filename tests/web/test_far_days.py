"""Days that no city plans for are refused with the years that are; days within them are answered."""

import tomllib

import pytest

from kemiflow.core.values import Role
from kemiflow.exchange.scalars import FIRST_YEAR, LAST_YEAR
from kemiflow.settings import templates_dir
from kemiflow.web.site import Site
from tests.web.conftest import only
from tests.web.served import browser

YEARS = f"{FIRST_YEAR}–{LAST_YEAR}"
PLACES = (
    "/asiat/s/historia?paiva={day}",
    "/asiat/s/historia?tiedossa={day}",
    "/paatokset?alku={day}",
    "/paatokset?loppu={day}",
    "/asiat/s/mita-jos?kokous=council-2023-12-11&paiva={day}",
)


@pytest.mark.parametrize("place", PLACES)
def test_a_day_too_far_away_is_refused_with_the_years(address: str, site: Site, place: str) -> None:
    with browser(address, site, only(Role.SECRETARY)) as page:
        for day in ("9999-12-31", "0001-01-01", "31.12.9999"):
            got = page.get(place.format(day=day))
            assert (got.status_code, day in got.text, YEARS in got.text) == (400, True, True), got.text
        assert page.get(place.format(day="2023-12-18" if "mita-jos" in place else "2023-03-01")).status_code == 200


@pytest.mark.parametrize(
    ("file", "section", "key"),
    [
        ("pages.toml", "wrong", "no_day"),
        ("words.toml", "refusal", "answer_no_day"),
    ],
)
def test_every_sentence_on_days_names_the_years(file: str, section: str, key: str) -> None:
    words = tomllib.loads((templates_dir() / file).read_text(encoding="utf-8"))[section][key]
    assert all(YEARS in said for said in words.values())
