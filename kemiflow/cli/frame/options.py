"""Values of options: choices, files, and standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Final, TypeAlias

import typer

from kemiflow.cli.frame.slips import Slip

Case: TypeAlias = Annotated[str, typer.Argument()]
Step: TypeAlias = Annotated[str, typer.Option()]
Yes: TypeAlias = Annotated[bool, typer.Option("--yes")]
Reason: TypeAlias = Annotated[str | None, typer.Option()]
STDIN: Final = "-"


def choice(value: str, option: str, known: Iterable[str]) -> str:
    """Give a value that is one of the known ones. Errors: Slip names them."""
    names = [str(one) for one in known]
    if value in names:
        return value
    near = get_close_matches(value, names, n=1)
    raise Slip("no_choice", option=option, value=value, known=", ".join(near or names))


def content(source: str) -> bytes:
    """Read a file, or standard input for "-". Errors: OSError."""
    if source == STDIN:
        return sys.stdin.buffer.read()
    return Path(source).read_bytes()


def shown_name(source: str) -> str:
    """Give the name under which people know what was read."""
    return "stdin" if source == STDIN else source
