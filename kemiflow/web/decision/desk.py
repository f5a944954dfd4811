"""The decision at hand: what was typed, what is wrong with it, and what it tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kemiflow.app.look import Look
from kemiflow.core.definition.process import StepKind
from kemiflow.core.limits import Remedy
from kemiflow.core.records.decision import DecisionRecorded, Vote
from kemiflow.core.standing import StepStanding
from kemiflow.core.values import HowChanged, PresenterMode, Text
from kemiflow.exchange.readable import odd
from kemiflow.web.acts.field import lines
from kemiflow.web.decision import clauses as beside
from kemiflow.web.decision import ordered
from kemiflow.web.form import LONGEST, Form, day_in
from kemiflow.web.looking import look
from kemiflow.web.visit import Stopped, Visit

Errors = tuple[tuple[str, str], ...]
KEPT = (
    *("day", "section", "minutes", "gist", "how_changed", "presenter_mode", "remedy", "reason"),
    *("dissent", "disqualified"),
)
NUMBERED = {"kohta": "clause", "toimi": "order"}
VOTES = ("ayes", "noes", "blank", "absent")


@dataclass(frozen=True)
class Desk:
    """The decision at hand."""

    visit: Visit
    seen: Look
    one: StepStanding
    form: Form = field(default_factory=Form)

    @property
    def day(self) -> date | None:
        """Give the day of the meeting as it was typed."""
        return self.form.day("day")

    @property
    def proposal(self) -> tuple[str, ...]:
        """Give the clauses that were proposed."""
        return beside.proposal_of(self.one)

    @property
    def year(self) -> int:
        """Give the year that completes a time such as "lokakuun aikana"."""
        return (self.day or self.visit.today).year

    @property
    def typed(self) -> dict[str, str]:
        """Give the plain fields as they were typed."""
        return {name: self.form.text(name) for name in KEPT}

    @property
    def held(self) -> date:
        """Give the day on which the body met: the confirmed meeting's once it has been, else the newest one."""
        today = self.visit.today
        if self.one.confirmed and self.one.confirmed.day <= today:
            return self.one.confirmed.day
        met = [one.day for one in self.seen.city.meetings_of(self.one.step.body or "") if one.day <= today]
        return max(met, default=today)


def desk_of(visit: Visit, form: Form | None = None) -> Desk:
    """Give the decision that the path names. Errors: Stopped when the stage decides nothing, or not now."""
    seen = look(visit)
    one = seen.matter.standing.steps.get(visit.path("step"))
    if one is None or one.step.kind is not StepKind.DECISION:
        raise Stopped(404, "no_step")
    if not visit.may(DecisionRecorded, one.step.body):
        raise Stopped(403, "not_yours")
    if one.complete:
        raise Stopped(409, "not_now")
    return Desk(visit, seen, one, form or Form())


def first_errors(desk: Desk, text: str) -> Iterator[tuple[str, str]]:
    """Give what is wrong before anything can be compared."""
    t = desk.visit.t
    if not text:
        yield "minutes", t("wrong.missing", field=t("decision.minutes"))
    if found := odd(text):
        yield "minutes", t("wrong.unreadable", field=t("decision.minutes"), **found.facts)
    if len(text) > LONGEST:
        yield "minutes", t("decision.too_long")
    if desk.day is None:
        yield "day", t("wrong.no_day", field=t("decision.day"))


def label(visit: Visit, name: str) -> str:
    """Name a field: a plain one, or the clause or the order that it belongs to; nothing for one of another form."""
    part, _, rest = name.partition("-")
    if part in NUMBERED and rest:
        return visit.t(f"decision.{NUMBERED[part]}", number=rest.partition("-")[0])
    return visit.t(f"decision.{name}") if visit.wording.knows(f"web.decision.{name}") else ""


def errors_of(desk: Desk, pairs: tuple[beside.Pair, ...]) -> Iterator[tuple[str, str]]:
    """Give what is missing or wrong, each with its field."""
    t = desk.visit.t
    for name, key, number in (*beside.lacking(pairs), *ordered.lacking(ordered.rows(desk.form), desk.year)):
        yield name, t(f"decision.lacks_{key}", number=str(number))
    for name, wrong in _plain_errors(desk):
        yield name, t(f"wrong.{wrong}", field=t(f"decision.{name}"))
    yield from _chosen_errors(desk)
    yield from _other_errors(desk, pairs)


def _plain_errors(desk: Desk) -> Iterator[tuple[str, str]]:
    form = desk.form
    if desk.day is None:
        yield "day", "no_day"
    if form.text("section") and not _number(form.text("section"), least=1):
        yield "section", "no_number"
    if form.text("how_changed") not in set(HowChanged):
        yield "how_changed", "missing"
    if not form.text("gist"):
        yield "gist", "missing"


def _other_errors(desk: Desk, pairs: tuple[beside.Pair, ...]) -> Iterator[tuple[str, str]]:
    """Give votes that are no numbers, and days that are none: an empty one is no day that was meant."""
    t, form = desk.visit.t, desk.form
    for name in VOTES:
        if form.text(name) and not _number(form.text(name)):
            yield name, t("decision.no_votes", field=t(f"decision.votes_{name}"))
    days = [(f"kohta-{one.number}-until", one.until, t("decision.until")) for one in pairs]
    days += [(f"toimi-{one.number}-due", one.parts["due"], t("field.due")) for one in ordered.rows(form)]
    for name, told, words in days:
        if told and day_in(told) is None:
            yield name, t("wrong.no_day", field=f"{label(desk.visit, name)}, {words}")


def _chosen_errors(desk: Desk) -> Iterator[tuple[str, str]]:
    known = {"presenter_mode": (PresenterMode, PresenterMode.PRESENTER), "remedy": (Remedy, desk.one.step.remedy)}
    for name, (options, suggested) in known.items():
        if desk.form.text(name, suggested) not in set(options):
            yield name, desk.visit.t("wrong.no_choice", field=desk.visit.t(f"decision.{name}"))


def _number(text: str, *, least: int = 0) -> bool:
    return text.isdecimal() and len(text) < len("100000") and int(text) >= least


def told_of(desk: Desk, pairs: tuple[beside.Pair, ...]) -> dict[str, Any]:
    """Give the fields of the decision; what the matter and the city know is left out."""
    form = desk.form
    minutes = form.text("minutes")
    votes = tuple(int(form.text(name) or 0) for name in VOTES)
    return {
        "step": desk.one.step.id,
        "section": int(form.text("section")) if form.text("section") else None,
        "clauses": beside.clauses(pairs, form),
        "how_changed": HowChanged(form.text("how_changed")),
        "gist": Text(text=form.text("gist")),
        "minutes": Text(text=minutes) if minutes else None,
        "presenter_mode": PresenterMode(form.text("presenter_mode", PresenterMode.PRESENTER)),
        "remedy": Remedy(form.text("remedy", desk.one.step.remedy)),
        "orders": ordered.orders(ordered.rows(form), desk.year),
        "votes": (Vote(ayes=votes[0], noes=votes[1], blank=votes[2], absent=votes[3]),) if any(votes) else (),
        "dissent": lines(form.text("dissent")),
        "disqualified": lines(form.text("disqualified")),
    }
