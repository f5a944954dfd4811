"""Every route, asked by every role: deny by default, and the table of permits decides about forms."""

from collections.abc import Callable, Iterator

import httpx
import pytest

from kemiflow.app.people.accounts import begin
from kemiflow.core.commands.permits import PERMITS
from kemiflow.core.values import Role
from kemiflow.web import ROUTES
from kemiflow.web.guard import Anyone, Holds, SignedIn, Tells
from kemiflow.web.route import Route
from kemiflow.web.site import Site
from tests.web.conftest import NOBODY, PEOPLE_ROLES, only
from tests.web.served import TRUST, browser

Asking = Callable[[Route, str | None], httpx.Response]
OUTSIDE = "ei kuulu tehtäviisi. Oikeus"
# What may be asked without signing in; anything else is closed, also what is added later
OPEN = {
    ("GET", "/style/{name}"),
    ("GET", "/icon.svg"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/kirjaudu"),
    ("POST", "/kirjaudu"),
    ("GET", "/kirjaudu/kaupunki"),
    ("GET", "/kirjaudu/paluu"),
    ("GET", "/kutsu/{token}"),
    ("POST", "/kutsu/{token}"),
    ("GET", "/demo/{token}"),
    ("POST", "/kieli"),
    ("GET", "/kalenteri/{token}.ics"),
    ("GET", "/vastaa/{token}"),
    ("POST", "/vastaa/{token}"),
    ("GET", "/saavutettavuus"),
    ("GET", "/tietosuoja"),
}
CLOSED = [route for route in ROUTES if (route.method, route.path) not in OPEN]
NAMES = [f"{route.method} {route.path}" for route in CLOSED]


def filled(path: str) -> str:
    """Give an address of a route whose parts name nothing that is there."""
    return path.replace("{case}", "s").replace("{", "").replace("}", "")


@pytest.fixture(scope="module")
def asking(site: Site, address: str) -> Iterator[Asking]:
    """Ask as one person or nobody, over one connection: cookies are sent by hand."""
    tokens: dict[str, str] = {}
    with httpx.Client(base_url=address, timeout=30, verify=TRUST) as client:

        def asked(route: Route, person: str | None) -> httpx.Response:
            if person and person not in tokens:
                tokens[person] = begin(site.door, person, "demo").token
            cookie = {"Cookie": f"{site.configuration.cookie}={tokens[person]}"} if person else {}
            form = {"once": f"{person}{route.path}"} if route.method == "POST" else None
            client.cookies.clear()
            return client.request(route.method, filled(route.path), data=form, headers=cookie)

        yield asked


def let(route: Route) -> set[Role]:
    """Give the roles that a route lets in, from the table of permits where a fact is told."""
    match route.guard:
        case Tells(kinds=kinds):
            return {role for kind in kinds for role in PERMITS[kind]}
        case Holds(roles=roles):
            return set(roles)
        case SignedIn():
            return set(PEOPLE_ROLES)
        case Anyone():
            return set()


def test_only_what_is_listed_here_is_open_to_everybody() -> None:
    assert {(route.method, route.path) for route in ROUTES if isinstance(route.guard, Anyone)} == OPEN


def test_every_route_is_served_under_its_guard_and_no_other_is(site: Site, address: str) -> None:
    assert len({(route.method, route.path) for route in ROUTES}) == len(ROUTES)
    with browser(address, site, "sanni") as client:
        for path in ("/docs", "/openapi.json", "/redoc", "/static/style.css"):
            assert client.get(path).status_code == 404


@pytest.mark.parametrize("route", CLOSED, ids=NAMES)
def test_nobody_comes_in_without_signing_in(route: Route, asking: Asking) -> None:
    answer = asking(route, None)
    assert answer.status_code == (303 if route.method == "GET" else 401)
    if route.method == "GET":
        assert answer.headers["location"].startswith("/kirjaudu?sivu=")


# Signing out ends the session with which the others ask
STAYING = [route for route in CLOSED if route.path not in {"/ulos", "/tili/muut"}]


@pytest.mark.parametrize("route", STAYING, ids=[f"{route.method} {route.path}" for route in STAYING])
def test_each_role_comes_in_where_the_table_lets_it_and_nowhere_else(route: Route, asking: Asking) -> None:
    came = {role for role in PEOPLE_ROLES if OUTSIDE not in asking(route, only(role)).text}
    assert came == let(route)
    stranger = asking(route, NOBODY)
    assert (OUTSIDE in stranger.text) == (not isinstance(route.guard, SignedIn) and route.path != "/")


def test_who_has_no_role_is_led_to_the_own_account_which_says_who_gives_one(site: Site, address: str) -> None:
    with browser(address, site, NOBODY) as client:
        led = client.get("/", follow_redirects=True)
        assert (led.status_code, led.url.path) == (200, "/tili")
        assert "Kaupunginsihteeri antaa sen." in led.text
