"""The demo, from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

FOLDER = "kemiflow-demo"


def demo(out: Annotated[str, typer.Option("--out")] = FOLDER) -> None:
    """Live Kemi's year."""
    from kemiflow.demo import run

    run(Path(out), typer.echo)
