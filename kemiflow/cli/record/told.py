"""Telling a fact: by options for what is short, by a file for what is long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, cast

from kemiflow.cli.frame.asked import day_in
from kemiflow.cli.frame.desk import Desk, granted
from kemiflow.cli.record.defaults import defaults
from kemiflow.cli.record.facts import facts_of
from kemiflow.cli.record.kinds import KINDS, OF_CITY
from kemiflow.cli.record.options import signature
from kemiflow.cli.record.recorded import show_told
from kemiflow.exchange.shapes import shape
from kemiflow.exchange.unions import FACTS

if TYPE_CHECKING:
    import typer

    from kemiflow.core.records import Fact

Given = dict[str, object]


def command(name: str) -> Callable[..., None]:
    """Give the command that tells one kind of fact."""

    def tell(**given: object) -> None:
        _record(name, Desk(cast("typer.Context", given.pop("ctx"))), given)

    made = signature(name)
    # What typer reads of a function: its parameters and their types
    vars(tell).update(__signature__=made)
    tell.__annotations__ = {param.name: param.annotation for param in made.parameters.values()}
    return tell


def _record(name: str, desk: Desk, given: Given) -> None:
    source = cast("str | None", given.pop("from_"))
    reason = cast("str | None", given["reason"] if "reason" in shape(FACTS[KINDS[name]]) else given.pop("reason"))
    on = day_in(cast("str | None", given.pop("on")), "--on") or _on(name, desk)
    if name in OF_CITY:
        _city(desk, on, facts_of(name, source, given, {"on": on}))
        return
    case = str(given.pop("case"))
    known = _known(name, desk, case, given)
    _tell(desk, case, facts_of(name, source, given, known), (on, reason))


def _on(name: str, desk: Desk) -> date:
    # A session's --day is the day of the session; it is agreed on today
    return desk.today if name == "session" else desk.day


def _known(name: str, desk: Desk, case: str, given: Given) -> Given:
    from kemiflow.app import gather
    from kemiflow.core.commands.check import known

    standing = gather.matter(desk.home.world, case).standing
    # Named before anything that the step would have told by itself
    granted(known("step", str(given["step"]), standing.steps) if given.get("step") else None)
    return defaults(name, given, standing, desk.city, desk.day)


def _tell(desk: Desk, case: str, facts: tuple[Fact, ...], when: tuple[date, str | None]) -> None:
    """Tell the facts of a matter; none of them when one is refused as things stand."""
    from kemiflow.app import submit
    from kemiflow.core.commands import Tell

    on, reason = when
    tellings = [Tell(fact=fact, on=on, reason=reason) for fact in facts]
    for telling in tellings:
        granted(submit.tell(desk.home.world, case, telling, desk.asking(dry=True)))
    told = [granted(submit.tell(desk.home.world, case, telling, desk.asking())) for telling in tellings]
    show_told(desk, case, *told)


def _city(desk: Desk, on: date, facts: tuple[Fact, ...]) -> None:
    from kemiflow.app import submit
    from kemiflow.core.commands import Tell

    tellings = tuple(Tell(fact=fact, on=on) for fact in facts)
    show_told(desk, None, granted(submit.tell_city(desk.home.world, tellings, desk.asking())))
