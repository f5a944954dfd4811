"""Telling a fact: by options for what is short, by a file for what is long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, cast

import typer
import yaml

from kemiflow.cli import show as showing
from kemiflow.cli.asked import day_in
from kemiflow.cli.desk import Desk, granted
from kemiflow.cli.options import content, shown_name
from kemiflow.cli.record_defaults import defaults
from kemiflow.cli.record_kinds import KINDS, OF_CITY
from kemiflow.cli.record_options import signature
from kemiflow.cli.tongue import helps

if TYPE_CHECKING:
    from kemiflow.app.submit import Told
    from kemiflow.core.records import Fact

OPTIONS = "--"


def command(name: str) -> Callable[..., None]:
    """Give the command that tells one kind of fact."""

    def tell(**given: object) -> None:
        _record(name, Desk(cast("typer.Context", given.pop("ctx"))), given)

    made = signature(name)
    tell.__signature__ = made  # type: ignore[attr-defined]
    tell.__annotations__ = {param.name: param.annotation for param in made.parameters.values()}
    return tell


def _record(name: str, desk: Desk, given: dict[str, object]) -> None:
    case, source, reason = given.pop("case", None), given.pop("from_", None), given.get("reason")
    on = day_in(_word(given.pop("on", None)), "--on") or _on(name, desk)
    if name in OF_CITY:
        _city(desk, name, (given, source, on))
        return
    from kemiflow.app import gather, submit
    from kemiflow.core.commands import Tell

    standing = gather.matter(desk.home.world, str(case)).standing
    known = defaults(name, given, standing, desk.city, desk.day)
    told = []
    for fact in _facts(name, given, source, known):
        telling = Tell(fact=fact, on=on, reason=_word(reason))
        told.append(granted(submit.tell(desk.home.world, str(case), telling, desk.asking())))
    show_told(desk, *told)


def _on(name: str, desk: Desk) -> date:
    # A session's --day is the day of the session; it is agreed on today
    return desk.today if name == "session" else desk.day


def _city(desk: Desk, name: str, told: tuple[dict[str, object], object, date]) -> None:
    from kemiflow.app import submit
    from kemiflow.core.commands import Tell

    given, source, on = told
    facts = _facts(name, given, source, {"on": on})
    tellings = tuple(Tell(fact=fact, on=on) for fact in facts)
    show_told(desk, granted(submit.tell_city(desk.home.world, tellings, desk.asking())))


def _facts(name: str, given: dict[str, object], source: object, known: dict[str, object]) -> list[Fact]:
    from kemiflow.exchange.acts import read_fact
    from kemiflow.exchange.located import Items, read_yaml

    kind = KINDS[name]
    said = {key: value for key, value in given.items() if value not in (None, False, [])}
    if source is None:
        return [read_fact(kind, _text(said), OPTIONS, known)]
    data = content(str(source))
    file = shown_name(str(source))
    known |= {"step": said["step"]} if "step" in said else {}
    if isinstance(read_yaml(data, file), Items):
        return [read_fact(kind, _text(one), f"{file} [{at}]", known) for at, one in enumerate(yaml.safe_load(data), 1)]
    return [read_fact(kind, data, file, known)]


def _text(given: object) -> str:
    return str(yaml.safe_dump(given, allow_unicode=True))


def show_told(desk: Desk, *told: Told) -> None:
    """Show what was recorded, deviations too."""
    from kemiflow.core.records.case import DeviationNoted

    records = [record for one in told for record in one.records]
    if desk.asked.json:
        names = ("stream", "seq", "key", "on", "by")
        showing.plain_data([{name: getattr(record, name) for name in names} for record in records])
        return
    for record in records:
        if isinstance(record.fact, DeviationNoted):
            code = record.fact.kind.partition(":")[0]
            showing.lines(helps("say.deviation", what=desk.wording.say(f"deviation.{code}")))
        else:
            showing.lines(helps("say.recorded", key=record.key, day=desk.wording.day(record.on)))
    if not records:
        showing.lines(helps("say.known_already"))


def _word(value: object) -> str | None:
    return str(value) if value else None
