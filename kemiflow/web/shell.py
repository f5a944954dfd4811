"""What every page has: the words, the way around, and who is signed in."""

from __future__ import annotations

from collections.abc import Iterator
from secrets import token_urlsafe
from typing import Final
from urllib.parse import urlencode

from starlette.routing import Match

from kemiflow.core.folding.city import NoSettings
from kemiflow.web.dress import LANGUAGES
from kemiflow.web.guard import KEEPERS, LETTERS, STAFF, Guard, lets
from kemiflow.web.visit import Visit

SAID: Final = "sanottu"
# Fields by which a form says at which place of a matter it is
PLACED: Final = ("vaihe", "koskee")
NAVIGATION: tuple[tuple[str, str, Guard], ...] = (
    ("/", "front", STAFF),
    ("/asiat", "matters", STAFF),
    ("/paatokset", "decisions", STAFF),
    ("/projektit", "projects", STAFF),
    ("/kokoukset", "meetings", STAFF),
    ("/kirjeet", "letters", LETTERS),
    ("/yllapito", "keeping", KEEPERS),
)


def shell(visit: Visit) -> dict[str, object]:
    """Give what the base page needs."""
    dress, wording = visit.site.dress, visit.wording
    said = visit.asked(SAID)
    return {
        "t": visit.t,
        "say": wording.say,
        "word": wording,
        "visit": visit,
        "language": visit.language,
        "languages": LANGUAGES,
        "style": dress.style_path,
        "integrity": dress.integrity,
        "navigation": tuple(_navigation(visit)),
        "place": city_name(visit),
        "banner": _banner(visit),
        "said": visit.t(f"said.{said}") if wording.knows(f"web.said.{said}") else "",
        "here": _here(visit),
        "once": token_urlsafe(16),
        "errors": (),
        "may": visit.may,
    }


def _navigation(visit: Visit) -> Iterator[tuple[str, str, bool]]:
    here = visit.request.url.path
    who = visit.actor if visit.session else None
    for path, name, guard in NAVIGATION:
        if who and lets(guard, who):
            yield path, visit.t(f"nav.{name}"), here == path or (path != "/" and here.startswith(path))


def _here(visit: Visit) -> str:
    """Give the page to come back to when a language is chosen, with what is asked there.

    A form may be sent to where no page is: then it is the nearest page above.
    """
    request, url = visit.request, visit.request.url
    if request.method != "POST":
        asked = [(name, told) for name, told in request.query_params.multi_items() if name != SAID]
        return f"{url.path}?{urlencode(asked)}" if asked else url.path
    path = url.path
    while path and not any(one.matches({**request.scope, **_got(path)})[0] is Match.FULL for one in request.app.routes):
        path = path.rpartition("/")[0]
    kept = {name: visit.form.text(name) for name in PLACED if visit.form.text(name)}
    return f"{path}?{urlencode(kept)}" if kept and path == url.path else path or "/"


def _got(path: str) -> dict[str, str]:
    return {"method": "GET", "path": path, "root_path": ""}


def city_name(visit: Visit) -> str:
    """Give the city's name, nothing before it has settings."""
    try:
        return visit.city.settings.name
    except NoSettings:
        return ""


def _banner(visit: Visit) -> str:
    try:
        return visit.city.settings.banner
    except NoSettings:
        return ""
