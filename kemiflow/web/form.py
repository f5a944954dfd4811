"""What came in a form: texts, and files within limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from starlette.datastructures import FormData, UploadFile

from kemiflow.exchange.readable import SHOWN, Odd, odd, without
from kemiflow.exchange.scalars import as_day

LONGEST: Final = 200_000
SHORT: Final = 500


class FormBroken(ValueError):
    """A form is not one of this site's: a field is missing, or a line is longer than any that can be typed there."""


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file as it was sent; its name is only shown."""

    name: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Form:
    """Fields by name, in the order in which they were sent.

    `odd` names, by field, the first character that is no text; in the values such characters are left out.
    `long` names the fields that are longer than any may be.
    """

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)
    odd: Mapping[str, Odd] = field(default_factory=dict)
    long: frozenset[str] = frozenset()

    @property
    def unfit(self) -> bool:
        """Tell whether a field holds what is no text, or more than any may."""
        return bool(self.odd or self.long)

    def text(self, name: str, otherwise: str = "") -> str:
        """Give a field without the spaces around it."""
        return self.values.get(name, (otherwise,))[0].strip()

    def line(self, name: str) -> str:
        """Give a field as one line. Errors: FormBroken when it is longer than any line of a form."""
        text = " ".join(self.text(name).split())
        if len(text) > SHORT:
            raise FormBroken(name)
        return text

    def many(self, name: str) -> tuple[str, ...]:
        """Give every value of a field."""
        return self.values.get(name, ())

    def day(self, name: str) -> date | None:
        """Give a field as a day, written 2023-10-18 or 18.10.2023; None when it is none."""
        return day_in(self.text(name))


def day_in(text: str) -> date | None:
    """Give a day that is written 2023-10-18 or 18.10.2023 and is of the years that a city plans for, else None."""
    return as_day(text)


async def form_of(data: FormData) -> Form:
    """Read a form that was sent. Errors: FormBroken."""
    values: dict[str, tuple[str, ...]] = {}
    files: dict[str, Upload] = {}
    strange: dict[str, Odd] = {}
    for name, value in data.multi_items():
        if isinstance(value, UploadFile):
            if value.filename:
                files[name] = Upload(name=without(value.filename, SHOWN)[:SHORT], data=await value.read())
            continue
        if odd(name):
            raise FormBroken(name)
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        found = odd_typed(text)
        if found:
            strange.setdefault(name, found)
        values[name] = (*values.get(name, ()), without(text).replace(SHOWN, ""))
    long = frozenset(name for name, many in values.items() if any(len(one) > LONGEST for one in many))
    return Form(values=values, files=files, odd=strange, long=long)


def odd_typed(text: str) -> Odd | None:
    """Find the first character that is no text, or None.

    A browser sends U+FFFD for what it cannot send, and a server reads it where bytes are no UTF-8: a letter was lost.
    """
    found = (odd(text), Odd(code="U+FFFD", place=text.find(SHOWN) + 1) if SHOWN in text else None)
    return min((one for one in found if one), key=lambda one: one.place, default=None)
