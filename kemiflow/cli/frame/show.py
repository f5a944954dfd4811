"""How results are shown: plain data, or lines and tables; colours and boxes only on a terminal."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import typer

from kemiflow.cli.frame.tongue import helps

T = TypeVar("T")


def plain_data(value: object) -> None:
    """Print a value as JSON."""
    from kemiflow.exchange.jsonable import plain

    typer.echo(json.dumps(plain(value), ensure_ascii=False, indent=2))


def lines(*told: str) -> None:
    """Print lines."""
    for line in told:
        typer.echo(line)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under headings: a drawn table on a terminal, columns of text elsewhere."""
    listed = [tuple(row) for row in rows]
    if fancy():
        _drawn(headings, listed)
        return
    widths = [max(map(len, column)) for column in zip(headings, *listed, strict=True)]
    for row in (tuple(headings), *listed):
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def fancy() -> bool:
    """Tell whether a person looks at a terminal that draws."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Give what is told how many are done, of how many: a bar on a terminal, nothing elsewhere."""
    if not (sys.stderr.isatty() and fancy()):
        yield lambda _done, _of: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def counted(work: Sequence[T], what: str) -> Iterator[T]:
    """Give the work piece by piece, with a bar on a terminal when there is much of it."""
    few = 20
    if len(work) < few:
        yield from work
        return
    with progress(what) as seen:
        for place, one in enumerate(work, start=1):
            yield one
            seen(place, len(work))


def terminal() -> bool:
    """Tell whether a person is there who can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def agreed(*, yes: bool) -> bool:
    """Ask whether to go on; without a terminal, or with --yes, the answer is yes."""
    if yes or not terminal():
        return True
    return typer.confirm(helps("say.confirm"), default=False)


def _drawn(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table

    drawn = Table(*headings, header_style="bold")
    for row in rows:
        drawn.add_row(*row)
    Console(markup=False, highlight=False).print(drawn)
