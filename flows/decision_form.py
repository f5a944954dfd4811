"""The secretary's form of a decision: plain fields, choices in Finnish, and nothing that decides filled in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from flows.form import Name, Prose, Says, choice, worded
from kemiflow.core.commands.check import refuse
from kemiflow.core.days import Window, fuzzy_window
from kemiflow.core.records.decision import Clause
from kemiflow.core.records.orders import HandlingOrder, Order, SessionOrder, TaskOrder
from kemiflow.core.values import Effect, HowChanged, Refusal, Relation, Text

if TYPE_CHECKING:
    HowChangedChoice: TypeAlias = HowChanged
    RelationChoice: TypeAlias = Relation
    EffectChoice: TypeAlias = Effect
else:
    HowChangedChoice = choice(HowChanged, Says("how_changed", "decision"), worded(HowChanged, "how_changed"))
    RelationChoice = choice(Relation, Says("relation", "decision"), worded(Relation, "relation"))
    EffectChoice = choice(Effect, Says("effect", "decision"), worded(Effect, "effect"))

# Prefect shows an optional field as a puzzle of types: the form says a day, and a day left out is None
MaybeDay: TypeAlias = date | None


class NotATime(ValueError):
    """The words of a form name no window of days."""


class Form(BaseModel):
    """A part of the form; a field that it does not know is refused."""

    model_config = ConfigDict(extra="forbid")


class ClauseForm(Form):
    """One clause of the decision."""

    relation: RelationChoice
    effect: EffectChoice
    decided: Annotated[Prose, Says("decided", "decision")] = ""
    until: Annotated[MaybeDay, Says("until", "decision", day=True)] = None

    def clause(self) -> Clause:
        """Give the clause; what was proposed comes from the agenda."""
        decided = Text(text=self.decided) if self.decided else None
        return Clause(proposed=None, decided=decided, relation=self.relation, effect=self.effect, until=self.until)


class SessionForm(Form):
    """An evening session that the decision ordered."""

    body: Annotated[Name, Says("body", "decision")]
    window: Annotated[Name, Says("window", "decision")]
    before: Annotated[Name, Says("before", "decision")]

    def order(self, year: int) -> Order:
        """Give the order. Errors: NotATime."""
        return SessionOrder(body=self.body, window=_window(self.window, year), before=self.before)


class HandlingForm(Form):
    """When, or together with what, the matter is to be handled."""

    step: Annotated[Name, Says("order_step", "decision")]
    with_matter: Annotated[Prose, Says("with_matter", "decision")] = ""
    window: Annotated[Prose, Says("window", "decision")] = ""

    def order(self, year: int) -> Order:
        """Give the order. Errors: NotATime."""
        window = _window(self.window, year) if self.window else None
        return HandlingOrder(step=self.step, with_matter=self.with_matter or None, window=window)


class TaskForm(Form):
    """A task that the decision gave."""

    what: Annotated[Prose, Field(min_length=1), Says("task", "decision")]
    due: Annotated[MaybeDay, Says("due", "decision", day=True)] = None
    addressee: Annotated[Prose, Says("addressee", "decision")] = ""

    def order(self, _year: int) -> Order:
        """Give the order."""
        return TaskOrder(what=Text(text=self.what), due=self.due, addressee=self.addressee or None)


class DecisionForm(Form):
    """A decision as the minutes tell it."""

    step: Annotated[Name, Says("step", "decision")]
    day: Annotated[date, Says("day", "decision")]
    section: Annotated[int, Field(ge=1, le=9999), Says("section", "decision")]
    how_changed: HowChangedChoice
    gist: Annotated[Prose, Field(min_length=1), Says("gist", "decision")]
    clauses: Annotated[list[ClauseForm], Field(min_length=1, max_length=50), Says("clauses", "decision")]
    sessions: Annotated[list[SessionForm], Field(max_length=20), Says("sessions", "decision")] = []
    handlings: Annotated[list[HandlingForm], Field(max_length=20), Says("handlings", "decision")] = []
    tasks: Annotated[list[TaskForm], Field(max_length=20), Says("tasks", "decision")] = []
    reason: Annotated[Prose, Says("reason", "decision")] = ""

    def told(self) -> dict[str, Any] | Refusal:
        """Give what the form tells, as fields of DecisionRecorded; or which of its words name no time."""
        try:
            orders = tuple(self._orders())
        except NotATime as words:
            return refuse("no_time", words=words)
        return {
            "step": self.step,
            "section": self.section,
            "how_changed": self.how_changed,
            "gist": Text(text=self.gist),
            "clauses": tuple(one.clause() for one in self.clauses),
            "orders": orders,
        }

    def _orders(self) -> Iterator[Order]:
        ordered: list[SessionForm | HandlingForm | TaskForm] = [*self.sessions, *self.handlings, *self.tasks]
        return (one.order(self.day.year) for one in ordered)


def _window(words: str, year: int) -> Window:
    window = fuzzy_window(words, year)
    if window is None:
        raise NotATime(words)
    return window
