"""The closed list of filters a template may use, and what a plain value looks like in running text."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from jinja2 import Undefined

from kemiflow.word.pictures import shown
from kemiflow.word.prose import rich
from kemiflow.word.reasons import Reason, Unfit, because

NO_BREAK = "\N{NO-BREAK SPACE}"
KINDS = (
    (bool, "_yes_no"),
    (int, "_number"),
    (date, "_day"),
    (Mapping, "_record"),
    (Sequence, "_list"),
)


def said(value: object) -> str:
    """Give a value as Finnish text: a date as 25.9.2023, a list with commas, nothing for None.

    Errors: a missing fact raises Jinja's UndefinedError; a record raises Unfit.
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
            raise Unfit(because("record"))


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
        raise needs("euro", "_needs_number", value)
    return f"{value:,}".replace(",", NO_BREAK).replace("-", "−") + NO_BREAK + "€"


def listing(value: object) -> str:
    """Give a list as "a, b ja c"."""
    if not isinstance(value, list | tuple):
        raise needs("luettelo", "_needs_list", value)
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
    raise needs(name, "_needs_day", value)


def needs(name: str, needed: str, value: object) -> Unfit:
    """Make the error of a filter that got another kind of value than it needs (a row of the table)."""
    return Unfit(because("needs", filter=name, needed=because(needed), found=_kind(value)))


def _kind(value: object) -> Reason:
    if isinstance(value, str | Undefined):
        return because("_this_text", text=str(value)[:40])
    return because(next((name for kind, name in KINDS if isinstance(value, kind)), "_nothing"))


FILTERS: Mapping[str, Callable[..., object]] = MappingProxyType(
    {
        "paivays": day,
        "paivays_pitka": long_day,
        "euro": euros,
        "luettelo": listing,
        "oletus": default,
        "muotoiltu": rich,
        "kuva": shown,
        "date": day,
        "long_date": long_day,
        "euros": euros,
        "listing": listing,
        "default": default,
        "markdown": rich,
        "picture": shown,
    }
)
