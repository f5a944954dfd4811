"""How an act of the year is done: through the same use cases as on any other day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import assert_never, cast

from kemiflow.app import gather, submit
from kemiflow.app.adopt import adopt
from kemiflow.app.submit import Asking
from kemiflow.core.commands import Tell
from kemiflow.core.records import Corrected
from kemiflow.core.records.case import CaseOpened
from kemiflow.core.values import Refusal, Text
from kemiflow.demo.script import DEEDS, HERE, AdoptSettings, Approve, ImportMeetings, ImportPeople, OpenMatter
from kemiflow.exchange.acts import Act
from kemiflow.exchange.meetings import read_meetings
from kemiflow.exchange.people import read_people
from kemiflow.settings import processes_dir, templates_dir
from kemiflow.store.canonical import plain
from kemiflow.wiring import Home

CITY_FILE = "city.yaml"
Deed = ImportPeople | ImportMeetings | AdoptSettings | OpenMatter | Approve


class ActRefused(Exception):
    """An act of the year was impossible: the file and the rules disagree."""


@dataclass(frozen=True, kw_only=True)
class Doing:
    """An act at hand: in which home, on which day it is told."""

    home: Home
    act: Act
    today: date

    @property
    def asking(self) -> Asking:
        """Give who tells it."""
        return Asking(by=self.act.by, today=self.today)

    @property
    def case(self) -> str:
        """Give the matter that the act is about."""
        return self.act.case or ""


def do(doing: Doing) -> None:
    """Do an act. Errors: ActRefused."""
    told = doing.act.fact
    found = _deed(doing, cast("Deed", told)) if type(told) in DEEDS.values() else _fact(doing)
    if isinstance(found, Refusal):
        raise ActRefused(f"year.yaml:{doing.act.line}: {found.reason} {dict(found.facts)}")


def _fact(doing: Doing) -> object:
    act = doing.act
    if isinstance(act.fact, Corrected):
        return submit.mend(doing.home.world, doing.case, act.fact, doing.asking)
    telling = Tell(fact=act.fact, on=act.on, reason=act.because)
    if act.case is None:
        return submit.tell_city(doing.home.world, (telling,), doing.asking)
    return submit.tell(doing.home.world, doing.case, telling, doing.asking)


def _deed(doing: Doing, deed: Deed) -> object:
    match deed:
        case ImportPeople(file=file):
            doing.home.store.people.put(*read_people((HERE / file).read_bytes(), file))
            return None
        case ImportMeetings(file=file):
            return _meetings(doing, file)
        case AdoptSettings():
            return _adopt(doing, deed)
        case OpenMatter():
            return _open(doing, deed)
        case Approve(reason=reason):
            return submit.go_on(doing.home.world, doing.case, reason, doing.asking)
        case _ as never:
            assert_never(never)


def _meetings(doing: Doing, file: str) -> object:
    settings = gather.city(doing.home.world).settings
    read = read_meetings((HERE / file).read_bytes(), file, settings)
    tellings = tuple(Tell(fact=meeting, on=doing.act.on) for meeting in read)
    return submit.tell_city(doing.home.world, tellings, doing.asking)


def city_text(deed: AdoptSettings) -> str:
    """Give the city's settings as they come with kemiflow, with the demo's banner and contact."""
    text = (templates_dir() / "home" / CITY_FILE).read_text(encoding="utf-8")
    for name, value in (("banner", deed.banner), ("contact", deed.contact)):
        text = re.sub(rf"(?m)^{name}: .*$", f'{name}: "{value}"', text)
    return text


def _adopt(doing: Doing, deed: AdoptSettings) -> object:
    text = city_text(deed)
    (doing.home.path / CITY_FILE).write_text(text, encoding="utf-8")
    return adopt(doing.home.world, text, doing.act.on, doing.asking)


def _open(doing: Doing, deed: OpenMatter) -> object:
    text = (processes_dir() / f"{deed.process}.yaml").read_text(encoding="utf-8")
    fact = CaseOpened(
        definition=plain(text),
        register_number=deed.register_number,
        title=Text(text=deed.title),
        preparer=deed.preparer,
    )
    return submit.open_case(doing.home.world, doing.case, (fact, text), doing.asking)
