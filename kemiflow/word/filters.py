"""The closed list of filters a template may use, and what a plain value looks like in running text."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from jinja2 import Undefined

NO_BREAK = "\N{NO-BREAK SPACE}"
KINDS = (
    (bool, "kyllä/ei-arvo"),
    (int, "luku"),
    (date, "päivä"),
    (Mapping, "tietue"),
    (Sequence, "luettelo"),
)


def said(value: object) -> str:
    """Give a value as Finnish text: a date as 25.9.2023, a list with commas, nothing for None.

    Errors: a missing fact raises Jinja's UndefinedError; anything that is no plain value raises TypeError.
    """
    match value:
        case bool():
            return "kyllä" if value else "ei"
        case str() | int() | Undefined():
            return str(value)
        case None | date():
            return day(value)
        case list() | tuple():
            return ", ".join(said(one) for one in value)
        case _:
            raise TypeError("tietue ei ole tekstiä; nimeä sen kenttä (esimerkiksi rivi.nimi)")


def day(value: object) -> str:
    """Give a date as it stands in running text: 25.9.2023."""
    found = _date(value, "paivays")
    return f"{found.day}.{found.month}.{found.year}" if found else ""


def long_day(value: object) -> str:
    """Give a date as it stands in a block's heading: 25.09.2023."""
    found = _date(value, "paivays_pitka")
    return f"{found:%d.%m}.{found.year}" if found else ""


def euros(value: object) -> str:
    """Give a whole number of euros as 1 234 567 €, with no-break spaces."""
    if value is None:
        return ""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"suodatin euro tarvitsee kokonaisluvun, saatiin {_kind(value)}")
    return f"{value:,}".replace(",", NO_BREAK).replace("-", "−") + NO_BREAK + "€"


def listing(value: object) -> str:
    """Give a list as "a, b ja c"."""
    if not isinstance(value, list | tuple):
        raise TypeError(f"suodatin luettelo tarvitsee luettelon, saatiin {_kind(value)}")
    words = [said(one) for one in value]
    return " ja ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def default(value: object, instead: object = "") -> object:
    """Give `instead` for a fact that is missing, None or empty; zero and "no" are facts."""
    return instead if isinstance(value, Undefined) or value is None or value == "" or value in ([], ()) else value


def iso(value: object) -> str:
    """Give a date as file properties want it (W3CDTF)."""
    return f"{value.isoformat()[:10]}T00:00:00Z" if isinstance(value, date) else said(value)


def _date(value: object, name: str) -> date | None:
    if isinstance(value, Undefined):
        str(value)
    if value is None or isinstance(value, date):
        return value
    raise TypeError(f"suodatin {name} tarvitsee päivän, saatiin {_kind(value)}")


def _kind(value: object) -> str:
    if isinstance(value, str | Undefined):
        return f"teksti ”{str(value)[:40]}”"
    return next((name for kind, name in KINDS if isinstance(value, kind)), "tyhjä")


FILTERS: Mapping[str, Callable[..., object]] = MappingProxyType(
    {
        "paivays": day,
        "paivays_pitka": long_day,
        "euro": euros,
        "luettelo": listing,
        "oletus": default,
        "date": day,
        "long_date": long_day,
        "euros": euros,
        "listing": listing,
        "default": default,
    }
)
