"""The site, served by this process."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk

if TYPE_CHECKING:
    from kemiflow.wiring import Home

PORT: Final = 8040
SHOWN_ROLES: Final = ("secretary", "manager", "director", "owner", "preparer", "board_secretary")


def serve(
    ctx: typer.Context,
    host: Annotated[str, typer.Option()] = "127.0.0.1",
    port: Annotated[int, typer.Option()] = PORT,
) -> None:
    """Serve the site."""
    desk = Desk(ctx)
    address = f"http://{host}:{port}/"
    showing.lines(desk.say("serving", address=address))
    run_site(desk.home, host, port, {})


def run_site(home: Home, host: str, port: int, demo: dict[str, str]) -> None:
    """Serve a home until it is interrupted."""
    import uvicorn

    from kemiflow.web import create, site_of
    from kemiflow.web.noted import write

    write()
    app = create(site_of(home, demo=demo))
    logging.getLogger("kemiflow.web").setLevel(logging.INFO)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, date_header=True)


def demo_links(home: Home, address: str) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    """Give, by new tokens, one person of each role, and the lines that name role, person and link."""
    from secrets import token_urlsafe

    from kemiflow.app import gather
    from kemiflow.core.values import Role

    city, today = gather.city(home.world), home.clock.today()
    holders = {name: city.holders(Role(name), today) for name in SHOWN_ROLES} | {"owner": _owners(home)}
    chosen = {name: people[0] for name, people in holders.items() if people}
    tokens = {token_urlsafe(16): (name, person) for name, person in chosen.items()}
    lines = [
        (name, found.name, f"{address}demo/{token}")
        for token, (name, person) in tokens.items()
        if (found := city.person(person))
    ]
    return {token: person for token, (_, person) in tokens.items()}, lines


def _owners(home: Home) -> tuple[str, ...]:
    from kemiflow.app import gather

    cases = [gather.matter(home.world, row.case).standing for row in home.world.lists.cases()]
    owners = [project.owner for standing in cases for project in standing.projects.values() if project.owner]
    return tuple(dict.fromkeys(owners))
