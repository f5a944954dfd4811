"""What may be asked of every command, before or after its name: the home, the day, the person, plain data."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from typer.main import get_command

from kemiflow.cli.frame.slips import Slip

if TYPE_CHECKING:
    from typer._click import Context, Parameter

HOME: Final = "KEMIFLOW_HOME"
BY: Final = "KEMIFLOW_BY"


@dataclass(kw_only=True)
class Asked:
    """The options that every command takes; the one given last counts."""

    home: str | None = None
    day: str | None = None
    by: str | None = None
    json: bool = False

    @property
    def folder(self) -> Path:
        """Give the home's folder: as asked, else KEMIFLOW_HOME, else the present folder."""
        return Path(self.home or os.environ.get(HOME) or ".")

    @property
    def person(self) -> str | None:
        """Give who acts: as asked, else KEMIFLOW_BY."""
        return self.by or os.environ.get(BY) or None

    @property
    def on(self) -> date | None:
        """Give the day that was asked for, or None. Errors: Slip when it is no day."""
        return day_in(self.day, "--day")


def day_in(word: str | None, option: str) -> date | None:
    """Read a day (2023-09-25 or 25.9.2023) of an option; None when it was not given. Errors: Slip."""
    from kemiflow.exchange.scalars import as_day, no_day

    if word is None:
        return None
    day = as_day(word)
    if day is None:
        key, facts = no_day(word)
        raise Slip(key, option=option, value=word, **facts)
    return day


def readable(param: Parameter, value: object) -> None:
    """Go through what was given for a parameter. Errors: Slip when a text holds what is no character of a text."""
    from kemiflow.exchange.readable import odd

    if isinstance(value, str) and (found := odd(value)):
        name = param.opts[0] if param.param_type_name == "option" else param.name.upper()
        raise Slip("unreadable", option=name, **found.facts)
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        for one in value:
            readable(param, one)


@cache
def common() -> tuple[Parameter, ...]:
    """Give the options as parameters that any command can take; what they hold goes to the context's Asked."""
    app = typer.Typer(add_completion=False)
    app.command()(_common)
    params = tuple(get_command(app).params)
    for param in params:
        param.expose_value = False
        param.callback = _keep
    return params


def _common(
    home: Annotated[str | None, typer.Option("--home")] = None,
    day: Annotated[str | None, typer.Option("--day")] = None,
    by: Annotated[str | None, typer.Option("--by")] = None,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> None: ...


def _keep(context: Context, param: Parameter, value: str | bool | None) -> None:
    readable(param, value)
    if value:
        setattr(context.obj, param.name, value)
