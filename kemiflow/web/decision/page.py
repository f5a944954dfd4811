"""The page of a decision: the minutes' text, the clauses, what follows, and saving."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from kemiflow.app.deciding import from_minutes
from kemiflow.app.following import foretell
from kemiflow.app.submit import Told
from kemiflow.core.values import HowChanged, PresenterMode, Refusal
from kemiflow.exchange.minutes import read_minutes
from kemiflow.exchange.readable import without
from kemiflow.web.acts.telling import recorded_since
from kemiflow.web.after import walked
from kemiflow.web.decision import clauses as beside
from kemiflow.web.decision import ordered
from kemiflow.web.decision.brought import NoMinutes, text_of
from kemiflow.web.decision.choices import choices
from kemiflow.web.decision.desk import VOTES, Desk, Errors, desk_of, errors_of, first_errors, label, told_of
from kemiflow.web.failures import refusal_sentence
from kemiflow.web.route import Answer, Shown
from kemiflow.web.serving import see
from kemiflow.web.unread import worded
from kemiflow.web.visit import Visit

STEERING: Final = frozenset({"once", "seq", "teko"})


def open_minutes(visit: Visit) -> Answer:
    """Ask for the minutes' text. Errors: Stopped when the stage decides nothing, or not now."""
    desk = desk_of(visit)
    return _minutes(desk, {"day": desk.held.isoformat(), "section": "", "minutes": ""})


def take(visit: Visit) -> Answer:
    """Go on from one page of the form to the next, or save."""
    desk = desk_of(visit, visit.form)
    news = _news(desk)
    if visit.form.text("teko") == "vertaa":
        return _read(desk, news)
    if news:
        return _compare(desk, beside.typed(desk.proposal, visit.form), news=news)
    match visit.form.text("teko"):
        case "seuraukset":
            return _foretell(desk)
        case "tallenna":
            return _save(desk)
        case _:
            return _compare(desk, beside.typed(desk.proposal, visit.form))


def again(visit: Visit) -> Answer:
    """Show what was typed again, where that holds what is no text. Errors: Stopped."""
    desk = desk_of(visit, visit.form)
    errors = worded(visit.form, visit.t, partial(label, visit))
    if visit.form.text("teko") == "vertaa":
        return _minutes(desk, desk.typed, errors)
    return _compare(desk, beside.typed(desk.proposal, visit.form), errors=errors, news=_news(desk))


def _news(desk: Desk) -> tuple[str, ...]:
    told = desk.form.text("seq")
    return recorded_since(desk.seen, told) if told != str(desk.seen.matter.seq) else ()


def _minutes(desk: Desk, typed: dict[str, str], errors: Errors = ()) -> Shown:
    known = {"seq": desk.form.text("seq")} if errors else {}  # what others recorded since then is told on the next page
    return _shown(desk, "minutes.html", {"typed": typed, **known}, errors)


def _read(desk: Desk, news: tuple[str, ...]) -> Answer:
    """Read the minutes that were pasted or uploaded, and lay them beside the proposal as it now is."""
    upload = desk.form.files.get("file")
    text = desk.form.text("minutes")
    if upload:
        try:
            text = text_of(upload, desk.visit.language)
        except NoMinutes as no:
            return _minutes(desk, desk.typed, (("file", f"{desk.visit.t('decision.no_text')} {no.said}".strip()),))
    errors = tuple(first_errors(desk, text))
    if errors:
        return _minutes(desk, {**desk.typed, "minutes": without(text)}, errors)
    found = read_minutes(text)
    told = {**desk.typed, "minutes": text}
    if found.section and not told["section"]:
        told["section"] = str(found.section)
    if found.as_proposed:
        told["how_changed"] = HowChanged.UNCHANGED
    return _compare(desk, beside.compared(desk.proposal, found), told, news=news)


def _compare(
    desk: Desk,
    pairs: tuple[beside.Pair, ...],
    typed: dict[str, str] | None = None,
    errors: Errors = (),
    news: tuple[str, ...] = (),
) -> Shown:
    told = typed or desk.typed
    suggested = {"presenter_mode": PresenterMode.PRESENTER.value, "remedy": desk.one.step.remedy}
    facts = {
        "typed": {**told, **{name: value for name, value in suggested.items() if not told.get(name)}},
        "pairs": pairs,
        "orders": ordered.rows(desk.form),
        "votes": {name: desk.form.text(name) for name in VOTES},
        "choices": choices(desk.visit, desk.seen),
        "news": news,
    }
    return _shown(desk, "compare.html", facts, errors, 409 if news else 0)


def _foretell(desk: Desk) -> Answer:
    """Show what follows, before anything is saved."""
    told = _tell(desk, dry=True)
    if not isinstance(told, Told):
        return told
    t, typed = desk.visit.t, desk.form.values.items()
    found = foretell(told, desk.seen.city, desk.visit.wording, lambda key, **facts: t(f"follows.{key}", **facts))
    hidden = [(name, value) for name, values in typed for value in values if name not in STEERING]
    return _shown(desk, "consequences.html", {"found": found, "hidden": hidden})


def _save(desk: Desk) -> Answer:
    told = _tell(desk, dry=False)
    if not isinstance(told, Told):
        return told
    walked(desk.visit, desk.seen.case)
    return see(f"/asiat/{desk.seen.case}", "decision")


def _tell(desk: Desk, *, dry: bool) -> Told | Shown:
    """Tell the decision, or give the page that says what is wrong with it."""
    pairs = beside.typed(desk.proposal, desk.form)
    errors = tuple(errors_of(desk, pairs))
    if errors or desk.day is None:
        return _compare(desk, pairs, errors=errors)
    when = (desk.day, desk.form.text("reason") or None)
    done = from_minutes(desk.visit.world, desk.seen.case, told_of(desk, pairs), when, desk.visit.asking(dry=dry))
    if isinstance(done, Refusal):
        return _compare(desk, pairs, errors=(("", refusal_sentence(desk.visit, done)),))
    return done


def _shown(desk: Desk, template: str, facts: dict[str, Any], errors: Errors = (), status: int = 0) -> Shown:
    telling = desk.seen.telling
    whole = {
        "case": desk.seen.case,
        "title": telling.title,
        "step": desk.one.step.id,
        "stage": telling.name(desk.one.step.name),
        "body": telling.body(desk.one.step.body),
        "seq": desk.seen.matter.seq,
        "errors": errors,
        "wrong": dict(errors),
        "action": f"/asiat/{desk.seen.case}/paatos/{desk.one.step.id}",
        **facts,
    }
    return Shown(template=template, facts=whole, status=status or (422 if errors else 200))
