"""What ails the installation: one sentence each, and status 1 when there is anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk
from kemiflow.cli.frame.errors import sentence
from kemiflow.cli.frame.tongue import helps, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kemiflow.app.ails import Ail

AILING = 1


def doctor(ctx: typer.Context) -> int:
    """Name what a person should look at."""
    desk = Desk(ctx)
    found = list(_found(desk))
    if ctx.obj.json:
        showing.plain_data({"well": not found, "ails": found})
    else:
        said = [helps(f"ails.{one.code}", **_facts(one)) for one in found]
        showing.lines(*(said or [helps("say.well")]))
    return AILING if found else 0


def _facts(ail: Ail) -> dict[str, str]:
    from kemiflow.core.worded import written

    return {name: written(fact, words()) for name, fact in ail.facts.items()}


def _found(desk: Desk) -> Iterator[Ail]:
    from kemiflow.app.ails import ails
    from kemiflow.bell import api_of
    from kemiflow.clock import SystemClock
    from kemiflow.settings import root
    from kemiflow.up.api import Api
    from kemiflow.up.doctor import ails_of_prefect
    from kemiflow.up.prepare import deployments

    yield from ails(desk.home.world, desk.today)
    yield from _keys(desk)
    yield from _definitions(desk.asked.folder)
    yield from _templates(desk.asked.folder)
    address = api_of(desk.asked.folder)
    if address:
        yield from ails_of_prefect(Api(address=address), SystemClock().now(), deployments(root()))


def _keys(desk: Desk) -> Iterator[Ail]:
    """Find keys of links that cannot be read: no letter can be written then."""
    from kemiflow.app.ails import Ail
    from kemiflow.post.keys import KeysBroken

    try:
        desk.home.world.links.check()
    except (KeysBroken, OSError) as error:
        yield Ail(code="keys_unfit", facts={"why": _why(error)})


def _definitions(home: Path) -> Iterator[Ail]:
    """Find a city's own definitions that cannot be followed."""
    from kemiflow.app.ails import Ail
    from kemiflow.cli.processes import read
    from kemiflow.exchange.problems import FileRefused

    for file in sorted((home / "processes").glob("*.yaml")):
        try:
            read(str(file))
        except (FileRefused, OSError) as error:
            yield Ail(code="definition_unfit", facts={"why": _why(error)})


def _templates(home: Path) -> Iterator[Ail]:
    """Find a city's own templates from which no document can be made."""
    from kemiflow.app.ails import Ail
    from kemiflow.cli.documents.templates import own_faults

    for name, why in own_faults(home):
        yield Ail(code="template_unfit", facts={"file": name, "why": f"{why}."})


def _why(error: Exception) -> str:
    return (sentence(error) or str(error)).splitlines()[0]
