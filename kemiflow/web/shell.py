"""What every page has: the words, the way around, and who is signed in."""

from __future__ import annotations

from collections.abc import Iterator
from secrets import token_urlsafe

from kemiflow.core.folding.city import NoSettings
from kemiflow.web.dress import LANGUAGES
from kemiflow.web.guard import KEEPERS, LETTERS, STAFF, Guard, lets
from kemiflow.web.visit import Visit

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
    said = visit.asked("sanottu")
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
        "here": visit.request.url.path,
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
