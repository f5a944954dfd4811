"""Running a city's machine: everything by one command, and bringing Prefect to what the files say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.slips import Slip
from kemiflow.cli.frame.tongue import helps

if TYPE_CHECKING:
    from pathlib import Path

    from kemiflow.cli.frame.asked import Asked

PORT = 8040
LAST_PORT = 65_535


def up(
    ctx: typer.Context,
    host: Annotated[str, typer.Option("--host")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port")] = PORT,
    prefect_port: Annotated[int, typer.Option("--prefect-port")] = 4200,
    no_web: Annotated[bool, typer.Option("--no-web")] = False,
) -> None:
    """Run server, worker, schedules and pages until stopped."""
    from kemiflow.settings import root
    from kemiflow.up.environment import Place
    from kemiflow.up.keeper import Keeper, free
    from kemiflow.up.log import log

    for option, number in (("--port", port), ("--prefect-port", prefect_port)):
        if not 0 < number <= LAST_PORT:
            raise Slip("no_port", option=option, value=number)
    place = Place(home=_home(ctx.obj), host=host, port=prefect_port)
    pages = (
        [] if no_web else ["-m", "kemiflow", "--home", str(place.home), "serve", "--host", host, "--port", str(port)]
    )
    if pages:
        free(host, port)
    logger = log(json=ctx.obj.json)
    if host not in {"127.0.0.1", "::1", "localhost"}:
        logger.warning(helps("say.not_loopback", host=host), who="up")
    Keeper(place=place, root=root(), logger=logger, pages=pages).run()


def deploy(ctx: typer.Context) -> None:
    """Make pool, queues, deployments and automations on Prefect's server."""
    from kemiflow.bell import api_of
    from kemiflow.settings import root
    from kemiflow.up.api import Api
    from kemiflow.up.prepare import prepare

    address = api_of(ctx.obj.folder)
    if address is None:
        raise Slip("no_server")
    made = prepare(Api(address=address), root())
    if ctx.obj.json:
        showing.plain_data({"api": address, "automations": made})
        return
    showing.lines(helps("say.deployed", api=address, count=len(made)))


def _home(asked: Asked) -> Path:
    """Give the home, which must be there: nobody runs an empty city by mistake."""
    from kemiflow.wiring import open_home

    open_home(asked.folder).close()
    return asked.folder.absolute()
