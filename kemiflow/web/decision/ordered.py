"""The orders of a decision as a form: an evening session, a handling, a task."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kemiflow.core.days import Window, fuzzy_window
from kemiflow.core.records.orders import HandlingOrder, Order, SessionOrder, TaskOrder
from kemiflow.core.values import Text
from kemiflow.web.form import Form, day_in

ROWS: Final = 4
KINDS: Final = ("session", "handling", "task")
PARTS: Final = ("kind", "body", "window", "before", "organiser", "step", "budget", "what", "due", "addressee")


@dataclass(frozen=True, kw_only=True)
class Ordered:
    """A row: what was typed, by part, and the key of what is wrong with it, if anything."""

    number: int
    parts: Mapping[str, str]

    @property
    def empty(self) -> bool:
        """Tell whether no kind was chosen."""
        return not self.parts["kind"]


def rows(form: Form | None) -> tuple[Ordered, ...]:
    """Give the rows as they were typed."""
    return tuple(
        Ordered(number=number, parts={part: form.text(f"toimi-{number}-{part}") if form else "" for part in PARTS})
        for number in range(1, ROWS + 1)
    )


def window_in(text: str, year: int) -> Window | None:
    """Read a window as minutes word it ("lokakuun aikana"), or as two days with a dash."""
    first, dash, last = text.replace("—", "–").partition("–")
    days = day_in(first.strip()), day_in(last.strip())
    if dash and days[0] and days[1] and days[0] <= days[1]:
        return Window(first=days[0], last=days[1])
    return fuzzy_window(text, year)


def orders(told: tuple[Ordered, ...], year: int) -> tuple[Order, ...]:
    """Make the orders of rows that lack nothing; see `lacking`."""
    return tuple(order for one in told if not one.empty and (order := _order(one.parts, year)))


def _order(parts: Mapping[str, str], year: int) -> Order | None:
    window = window_in(parts["window"], year)
    match parts["kind"]:
        case "session":
            if window is None:
                return None
            organiser = parts["organiser"] or None
            return SessionOrder(body=parts["body"], window=window, before=parts["before"], organiser=organiser)
        case "handling":
            return HandlingOrder(step=parts["step"], with_matter="budget" if parts["budget"] else None, window=window)
        case "task":
            due = day_in(parts["due"])
            return TaskOrder(what=Text(text=parts["what"]), due=due, addressee=parts["addressee"] or None)
        case _:
            return None


def lacking(told: tuple[Ordered, ...], year: int) -> Iterator[tuple[str, str, int]]:
    """Give what is missing: the field, the key of the sentence, and the row's number."""
    for one in told:
        if one.parts["kind"] not in KINDS and any(one.parts.values()):
            yield f"toimi-{one.number}-kind", "order_kind", one.number
        needed = {"session": ("body", "window", "before"), "handling": ("step",), "task": ("what",)}
        for part in needed.get(one.parts["kind"], ()):
            if not one.parts[part]:
                yield f"toimi-{one.number}-{part}", "order_part", one.number
        if one.parts["window"] and not one.empty and window_in(one.parts["window"], year) is None:
            yield f"toimi-{one.number}-window", "order_window", one.number
