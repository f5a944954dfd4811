"""The page of an act: its form, what is wrong with it, what others recorded meanwhile, and saving."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from kemiflow.app import submit
from kemiflow.app.look import Look
from kemiflow.core.commands import Tell
from kemiflow.core.history.words import sentence
from kemiflow.core.items.telling import Naming
from kemiflow.core.values import Refusal
from kemiflow.web.acts.act import Act, Place
from kemiflow.web.acts.answers import ANSWER_ACTS
from kemiflow.web.acts.field import Field, Values, day, read, shown
from kemiflow.web.acts.items import ITEM_ACTS
from kemiflow.web.acts.matter import MATTER_ACTS
from kemiflow.web.acts.projects import PROJECT_ACTS
from kemiflow.web.acts.sessions import SESSION_ACTS
from kemiflow.web.acts.steps import STEP_ACTS
from kemiflow.web.after import walked
from kemiflow.web.failures import refusal_sentence
from kemiflow.web.form import Form
from kemiflow.web.guard import Tells
from kemiflow.web.looking import look
from kemiflow.web.route import Answer, Route, Shown, get, post
from kemiflow.web.serving import see
from kemiflow.web.unread import unread
from kemiflow.web.visit import Stopped, Visit

Errors = tuple[tuple[str, str], ...]
OF_PROJECTS: Final[tuple[Act, ...]] = (*PROJECT_ACTS, *ANSWER_ACTS)
ACTS: Final[tuple[Act, ...]] = (*STEP_ACTS, *ITEM_ACTS, *SESSION_ACTS, *MATTER_ACTS, *OF_PROJECTS)
ON: Final = "on"
MOST_DIGITS: Final = 10


def place_of(visit: Visit, told: Callable[[str], str]) -> Place:
    """Give where an act is told. Errors: CaseUnknown."""
    return Place(visit=visit, look=look(visit), step_id=told("vaihe"), about=told("koskee"))


def ask(act: Act, visit: Visit) -> Answer:
    """Show the form of an act. Errors: Stopped when it cannot be told now."""
    place = place_of(visit, visit.asked)
    _able(act, place)
    return _page(act, place, None, ())


def take(act: Act, visit: Visit) -> Answer:
    """Save what was told, or show the form again with what was typed."""
    place = place_of(visit, visit.form.text)
    if visit.form.text("seq") != str(place.look.matter.seq):
        return _page(act, place, visit.form, (), news=recorded_since(place.look, visit.form.text("seq")))
    _able(act, place)
    told, errors = _read(act, place, visit.form)
    if errors:
        return _page(act, place, visit.form, errors)
    try:
        telling = Tell(fact=act.fact(place, told), on=_on(visit, told), reason=visit.form.text("deviation") or None)
    except Stopped as wrong:
        return _page(act, place, visit.form, (("", visit.t(f"error.{wrong.key}", **wrong.facts)),))
    done = submit.tell(visit.world, place.look.case, telling, visit.asking())
    if isinstance(done, Refusal):
        return _page(act, place, visit.form, (("", refusal_sentence(visit, done)),))
    walked(visit, place.look.case)
    return see(back(place, act), "recorded")


def again(act: Act, visit: Visit) -> Answer:
    """Show the form with what was typed, where that holds what is no text. Errors: Stopped."""
    place = place_of(visit, visit.form.text)
    _able(act, place)
    told = visit.form.text("seq")
    news = recorded_since(place.look, told) if told != str(place.look.matter.seq) else ()
    return _page(act, place, visit.form, unread(visit, "field"), news=news)


def _able(act: Act, place: Place) -> None:
    if not act.offered(place) and not own(act, place):
        raise Stopped(409 if place.visit.may(act.kind, act.scope(place)) else 403, _why(act, place))


def _why(act: Act, place: Place) -> str:
    return "not_now" if place.visit.may(act.kind, act.scope(place)) else "not_yours"


def own(act: Act, place: Place) -> bool:
    """Tell whether the act is about a project of one's own, whatever the sector."""
    found = place.standing.projects.get(place.about)
    mine = found is not None and place.visit.who.person in {found.owner, found.deputy}
    return mine and act in OF_PROJECTS and place.visit.may(act.kind) and act.fits(place)


def fields_of(act: Act, place: Place) -> tuple[Field, ...]:
    """Give the fields of an act, with the day on which it happened."""
    own = act.fields(place)
    return (*own, day(ON, place.visit.today)) if act.dated else own


def _read(act: Act, place: Place, form: Form) -> tuple[Values, Errors]:
    found = {field.name: (field, *read(field, form)) for field in fields_of(act, place)}
    errors = tuple(
        (name, place.visit.t(f"wrong.{wrong}", field=label(place.visit, name)))
        for name, (_, _, wrong) in found.items()
        if wrong
    )
    return {name: value for name, (_, value, _) in found.items()}, errors


def label(visit: Visit, name: str) -> str:
    """Give what stands over a field."""
    return visit.t(f"field.{name}")


def _on(visit: Visit, told: Values) -> date:
    happened = told.get(ON) or told.get("day")
    return min(happened, visit.today) if isinstance(happened, date) and ON not in told else happened or visit.today


def recorded_since(seen: Look, told: str) -> tuple[str, ...]:
    """Word what was recorded after the form was opened."""
    number = int(told) if told.isdecimal() and len(told) < MOST_DIGITS else 0
    keys = {record.key for record in seen.matter.records if record.seq > number}
    naming = Naming(city=seen.city, wording=seen.wording)
    return tuple(sentence(line, naming) for line in seen.lines if keys & set(line.keys)) or ("",)


def back(place: Place, act: Act) -> str:
    """Give the page that an act leads to: the project, or the matter."""
    case = place.look.case
    if act in OF_PROJECTS:
        return f"/projektit/{case}/{place.about}" if place.about in place.standing.projects else "/projektit"
    return f"/asiat/{case}"


def _page(act: Act, place: Place, form: Form | None, errors: Errors, news: tuple[str, ...] = ()) -> Shown:
    wrong = dict(errors)
    fields = [(field, shown(field, form), wrong.get(field.name, "")) for field in fields_of(act, place)]
    status = 409 if news else 422 if errors else 200
    return Shown(
        template="act.html",
        facts={
            "act": act,
            "look": place.look,
            "case": place.look.case,
            "step": place.step_id,
            "about": place.about,
            "subject": _subject(place),
            "fields": fields,
            "seq": place.look.matter.seq,
            "errors": errors,
            "news": news,
            "back": back(place, act),
        },
        status=status,
    )


def _subject(place: Place) -> str:
    """Name what the act is about: the step, the body, the decision or the project."""
    telling, standing = place.look.telling, place.standing
    if place.about in standing.projects:
        return standing.projects[place.about].title
    if place.about in standing.decisions:
        return telling.named(standing.decisions[place.about])
    parts = [telling.name(standing.steps[place.step_id].step.name)] if place.step_id in standing.steps else []
    known = place.city.settings.body(place.about) or place.city.settings.sector(place.about)
    return ": ".join([*parts, *([place.body(place.about)] if known else [place.about] if place.about else [])])


def routes() -> tuple[Route, ...]:
    """Give the two routes of every act."""
    found = []
    for act in ACTS:
        path, guard = f"/asiat/{{case}}/toimi/{act.name}", Tells(kinds=(act.kind,))
        found.append(get(path, guard, _bound(ask, act)))
        found.append(post(path, guard, _bound(take, act), again=_bound(again, act)))
    return tuple(found)


def _bound(handler: Callable[[Act, Visit], Answer], act: Act) -> Callable[[Visit], Answer]:
    return lambda visit: handler(act, visit)
