"""The stages of a matter: how each stands, and what can be done at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from kemiflow.core.definition.process import StepKind
from kemiflow.core.records.decision import DecisionRecorded
from kemiflow.core.standing import Asked, DecisionStanding, StepStanding
from kemiflow.web.acts.act import Act, Place
from kemiflow.web.acts.items import ITEM_ACTS
from kemiflow.web.acts.matter import MATTER_ACTS
from kemiflow.web.acts.sessions import SESSION_ACTS
from kemiflow.web.acts.steps import STEP_ACTS
from kemiflow.web.matter.copying import KINDS

OF_BODY = frozenset({"lausunto", "lisaaika", "ilman"})


@dataclass(frozen=True, kw_only=True)
class Link:
    """An act as a link."""

    path: str
    name: str
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A body that was asked, or a decision of the stage: what it is, how it stands, what can be done."""

    name: str
    state: str
    good: bool
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A stage: `tag` is good, warn, city or empty."""

    id: str
    name: str
    state: str
    tag: str
    notes: tuple[str, ...]
    rows: tuple[Row, ...]
    links: tuple[Link, ...]
    item: str  # where its item is copied from, part by part
    later: bool  # not yet its turn: what can be done is folded


def link(place: Place, act: Act) -> Link:
    """Give the link of an act."""
    told = {name: value for name, value in (("vaihe", place.step_id), ("koskee", place.about)) if value}
    query = f"?{urlencode(told)}" if told else ""
    return Link(path=f"/asiat/{place.look.case}/toimi/{act.name}{query}", name=place.visit.t(f"button.{act.name}"))


def stages(base: Place) -> tuple[Stage, ...]:
    """Give the stages in the order of the process."""
    return tuple(_stage(base, one) for one in base.look.standing.steps.values())


def _stage(base: Place, one: StepStanding) -> Stage:
    place = Place(visit=base.visit, look=base.look, step_id=one.step.id)
    state, tag = _state(place, one)
    return Stage(
        id=one.step.id,
        name=base.look.telling.name(one.step.name),
        state=state,
        tag=tag,
        notes=tuple(_notes(place, one)),
        rows=tuple(_rows(place, one)),
        links=tuple(_links(place, one)),
        item=_copied(base, one),
        later=one.ready is None,
    )


def _copied(base: Place, one: StepStanding) -> str:
    there = any(made.step == one.step.id and made.kind in KINDS for made in base.look.standing.documents)
    return f"/asiat/{base.look.case}/kopioi/{one.step.id}" if there else ""


def _state(place: Place, one: StepStanding) -> tuple[str, str]:
    t, word = place.visit.t, place.visit.wording
    if one.complete:
        return t("stage.done", day=word.day(one.complete)), "good"
    if one.ready is None:
        waits = [
            place.look.telling.name(before.step.name)
            for name in one.step.after
            if (before := place.look.standing.steps[name]).complete is None
        ]
        return t("stage.waits", what=word.listing(waits)), ""
    if one.step.kind in {StepKind.STATEMENTS, StepKind.PROJECTS} and one.begun is None:
        return t("stage.not_begun"), "warn"
    return t("stage.open"), "city"


def _notes(place: Place, one: StepStanding) -> Iterator[str]:
    t, word = place.visit.t, place.visit.wording
    if one.step.body:
        yield place.look.telling.body(one.step.body)
    if one.due:
        yield t("stage.due", day=word.day(one.due))
    if one.confirmed and not one.complete:
        yield t("stage.confirmed", day=word.weekday_day(one.confirmed.day))
    if one.set and not one.held:
        yield t("stage.session", when=place.look.telling.at(one.set.day, one.set.time), place=one.set.place)
    yield from _item(place, one)


def _item(place: Place, one: StepStanding) -> Iterator[str]:
    t, word, item = place.visit.t, place.visit.wording, one.item
    if item.written and not one.complete:
        yield t("stage.item_written")
    if item.approved and not one.complete:
        yield t("stage.item_approved", day=word.day(item.approved))
    if item.listed and not one.complete:
        yield t("stage.item_listed", day=word.day(item.listed), number=str(item.number))


def _rows(place: Place, one: StepStanding) -> Iterator[Row]:
    for asked in one.asked:
        yield _asked(place, asked)
    for key in one.decisions:
        yield _decided(place, place.look.standing.decisions[key])


def _asked(place: Place, asked: Asked) -> Row:
    t, word = place.visit.t, place.visit.wording
    about = Place(visit=place.visit, look=place.look, step_id=place.step_id, about=asked.who)
    if asked.settled:
        state = t("stage.given", day=word.day(asked.settled)) if not asked.waived else t("stage.without")
    else:
        state = t("stage.asked", day=word.day(asked.due))
    acts = [act for act in STEP_ACTS if act.name in OF_BODY and act.offered(about)]
    sectors = place.step.step.kind is StepKind.PROJECTS
    links = () if sectors else tuple(link(about, act) for act in acts)
    return Row(name=place.body(asked.who), state=state, good=bool(asked.settled and not asked.waived), links=links)


def _decided(place: Place, one: DecisionStanding) -> Row:
    t, word = place.visit.t, place.visit.wording
    about = Place(visit=place.visit, look=place.look, step_id="", about=one.key)
    if one.published:
        state = t("stage.published", day=word.day(one.published))
    elif one.checked:
        state = t("stage.checked", day=word.day(one.checked))
    else:
        state = word.say("status.unchecked")
    links = tuple(link(about, act) for act in MATTER_ACTS if act.name != "tehty" and act.offered(about) and _of(act))
    return Row(name=place.look.telling.named(one), state=state, good=one.checked is not None, links=links)


def _of(act: Act) -> bool:
    return act.name in {"tarkastettu", "julkaistu", "muutoksenhaku", "kirjeet-lahtevat"}


def _links(place: Place, one: StepStanding) -> Iterator[Link]:
    visit, case = place.visit, place.look.case
    for act in (*STEP_ACTS, *ITEM_ACTS, *SESSION_ACTS):
        if act.name not in OF_BODY | {"huomio"} and act.offered(place):
            yield link(place, act)
    decides = one.step.kind is StepKind.DECISION and one.complete is None
    if decides and visit.may(DecisionRecorded, one.step.body):
        yield Link(path=f"/asiat/{case}/paatos/{one.step.id}", name=visit.t("button.paatos"))
