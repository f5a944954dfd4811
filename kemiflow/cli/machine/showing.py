"""The demo, from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kemiflow.cli.frame.asked import day_in
from kemiflow.cli.frame.show import table
from kemiflow.cli.frame.tongue import helps, words
from kemiflow.cli.machine.serving import PORT, demo_links, run_site

FOLDER = "kemiflow-demo"


def demo(
    ctx: typer.Context,
    out: Annotated[str | None, typer.Option("--out")] = None,
    serve: Annotated[bool, typer.Option("--serve")] = False,
    port: Annotated[int, typer.Option()] = PORT,
    until: Annotated[str | None, typer.Option()] = None,
) -> None:
    """Live Kemi's year."""
    from kemiflow.demo import LAST, run

    stays = day_in(until, "--until") or LAST
    folder = Path(out or ctx.obj.home or FOLDER)
    run(folder, typer.echo, until=stays)
    if serve:
        _serve(folder, port)


def _serve(out: Path, port: int) -> None:
    from kemiflow.wiring import open_home

    home = open_home(out)
    try:
        demo_people, lines = demo_links(home, f"http://127.0.0.1:{port}/")
        typer.echo("\n" + helps("say.demo_links", "fi"))
        table(
            [helps("column.who", "fi"), "", ""],
            [(words("fi").say(f"role.{role}"), name, to) for role, name, to in lines],
        )
        run_site(home, "127.0.0.1", port, demo_people)
    finally:
        home.close()
