"""The form of a decision: YAML with the proposal in it, and every choice beside its line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import yaml

from kemiflow.core.city import City
from kemiflow.core.standing import Standing
from kemiflow.core.values import Effect, HowChanged, PresenterMode, Relation
from kemiflow.core.wording import Wording

# What may be added, with a line that shows how
REST: Final = (
    "motions: []",
    "#  - {by: Etunimi Sukunimi, seconded: Etunimi Sukunimi, text: ..., fate: hyväksyttiin yksimielisesti}",
    "votes: []",
    "#  - {ayes: 7, noes: 4, blank: 0, absent: 0}",
    "dissent: []",
    "disqualified: []",
    "attachments: []",
    "background: []",
    "inform: []",
    "orders: []",
    "#  - {kind: session, body: council, window: lokakuun aikana, before: proposal}",
    "#  - {kind: handling, step: approval, with_matter: budget}",
    "#  - {kind: task, what: ..., due: 2023-12-31, addressee: null}",
)


def form_of(standing: Standing, city: City, step: str, wording: Wording) -> str:
    """Give the form for the decision of a step of the matter."""
    one = standing.steps[step]
    body = city.settings.body(one.step.body or "")
    written = one.item.written
    proposal = [str(text) for text in written.proposal] if written else list(one.step.proposal)
    lines = [
        f"# {one.step.name.in_language(wording.language)}, {standing.register_number}",
        f"how_changed: not_stated  # {_choices(HowChanged)}",
        f"gist: null  # {wording.say('form.gist')}",
        f"presenter: {_quoted(body.presenter if body else '')}",
        f"presenter_mode: presenter  # {_choices(PresenterMode)}",
        f"remedy: {one.step.remedy}  # none, rectification, appeal",
        "clauses:",
        *(line for text in proposal or [""] for line in _clause(text)),
        *REST,
    ]
    return "\n".join(lines) + "\n"


def _clause(text: str) -> list[str]:
    return [
        f"  - proposed: {_quoted(text)}",
        f"    relation: as_proposed  # {_choices(Relation)}",
        f"    effect: approved  # {_choices(Effect)}",
        "    decided: null",
    ]


def _choices(kind: Iterable[object]) -> str:
    return ", ".join(str(one) for one in kind)


def _quoted(text: str) -> str:
    return yaml.safe_dump(text, allow_unicode=True, default_style='"', width=10_000).strip()
