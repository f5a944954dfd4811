"""Fields of a form: what they hold, and reading them from what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from kemiflow.core.values import Text
from kemiflow.web.form import LONGEST, SHORT, Form, day_in

LARGEST_NUMBER: Final = 99_999
MOST_DIGITS: Final = len(str(LARGEST_NUMBER))
Values = Mapping[str, Any]


class Widget(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    AREA = "area"
    DAY = "day"
    NUMBER = "number"
    CHOICE = "choice"
    MANY = "many"
    TICK = "tick"


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field; `value` is what it shows at first, `options` what may be chosen."""

    name: str
    widget: Widget = Widget.LINE
    required: bool = True
    value: str | tuple[str, ...] = ""
    options: tuple[tuple[str, str], ...] = ()
    rows: int = 4


def shown(field: Field, form: Form | None) -> str | tuple[str, ...]:
    """Give what a field shows: what was typed, else its first value."""
    if form is None:
        return field.value
    if field.widget in {Widget.MANY, Widget.TICK}:
        return form.many(field.name)
    return form.text(field.name)


def read(field: Field, form: Form) -> tuple[Any, str | None]:
    """Read a field: its value, and the key of what is wrong with it under [wrong] of pages.toml."""
    if field.widget is Widget.TICK:
        return bool(form.many(field.name)), None
    if field.widget is Widget.MANY:
        return _many(field, form)
    text = form.text(field.name)
    if not text:
        return None, "missing" if field.required else None
    return _read(field, text)


def _read(field: Field, text: str) -> tuple[Any, str | None]:
    match field.widget:
        case Widget.DAY:
            day = day_in(text)
            return day, None if day else "no_day"
        case Widget.NUMBER:
            fits = text.isdecimal() and len(text) <= MOST_DIGITS and 0 < int(text) <= LARGEST_NUMBER
            return (int(text) if fits else None), None if fits else "no_number"
        case Widget.CHOICE:
            return text, None if text in {value for value, _ in field.options} else "no_choice"
        case _:
            most = SHORT if field.widget is Widget.LINE else LONGEST
            return text, None if len(text) <= most else "too_long"


def _many(field: Field, form: Form) -> tuple[tuple[str, ...], str | None]:
    chosen = form.many(field.name)
    if not set(chosen) <= {value for value, _ in field.options}:
        return (), "no_choice"
    return chosen, "missing" if field.required and not chosen else None


def line(name: str, value: str | None = "", *, required: bool = True) -> Field:
    """Make a field of one line."""
    return Field(name=name, value=value or "", required=required)


def area(name: str, value: str | None = "", *, required: bool = True, rows: int = 4) -> Field:
    """Make a field of several lines."""
    return Field(name=name, widget=Widget.AREA, value=value or "", required=required, rows=rows)


def number(name: str, value: int | None = None, *, required: bool = False) -> Field:
    """Make a field for a number."""
    return Field(name=name, widget=Widget.NUMBER, value=str(value) if value else "", required=required)


def day(name: str, value: date | None = None, *, required: bool = True) -> Field:
    """Make a field for a day."""
    return Field(name=name, widget=Widget.DAY, value=value.isoformat() if value else "", required=required)


def choice(name: str, options: tuple[tuple[str, str], ...], value: str | None = "", *, required: bool = True) -> Field:
    """Make a field to choose from; an empty choice comes first, unless one that must be made is made already."""
    stands = required and value in {one for one, _ in options}
    whole = options if stands else (("", "–"), *options)
    return Field(name=name, widget=Widget.CHOICE, options=whole, value=value or "", required=required)


def paragraphs(text: str | None) -> tuple[str, ...]:
    """Give the paragraphs of a text: an empty line parts them."""
    return tuple(" ".join(one.split()) for one in (text or "").split("\n\n") if one.strip())


def lines(text: str | None) -> tuple[str, ...]:
    """Give the lines of a text that are not empty."""
    return tuple(one.strip() for one in (text or "").split("\n") if one.strip())


def texts(many: tuple[str, ...]) -> tuple[Text, ...]:
    """Give words as public texts."""
    return tuple(Text(text=one) for one in many)


def text(words: str | None) -> Text | None:
    """Give words as a public text, None for none."""
    return Text(text=words) if words else None
