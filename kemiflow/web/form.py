"""What came in a form: texts, and files within limits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from starlette.datastructures import FormData, UploadFile

from kemiflow.exchange.scalars import as_day

LONGEST: Final = 200_000
SHORT: Final = 500
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class FormBroken(ValueError):
    """A form is not one of this site's: a field is missing or is too long."""


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file as it was sent; its name is only shown."""

    name: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Form:
    """Fields by name, in the order in which they were sent."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

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
    for name, value in data.multi_items():
        if isinstance(value, UploadFile):
            if value.filename:
                files[name] = Upload(name=_clean(value.filename)[:SHORT], data=await value.read())
        elif len(value) > LONGEST:
            raise FormBroken(name)
        else:
            values[name] = (*values.get(name, ()), _clean(value))
    return Form(values=values, files=files)


def _clean(text: str) -> str:
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
