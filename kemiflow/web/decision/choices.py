"""What may be chosen when a decision is recorded."""

from __future__ import annotations

from collections.abc import Iterable

from kemiflow.app.look import Look
from kemiflow.core.limits import Remedy
from kemiflow.core.values import Effect, HowChanged, PresenterMode, Relation
from kemiflow.core.wording import capital
from kemiflow.web.acts.act import Place
from kemiflow.web.decision.ordered import KINDS
from kemiflow.web.visit import Visit

Options = tuple[tuple[str, str], ...]


def choices(visit: Visit, seen: Look) -> dict[str, Options]:
    """Give the options by name; whatever must be thought about has an empty one first."""
    t, telling = visit.t, seen.telling
    steps = [(one.step.id, telling.name(one.step.name)) for one in seen.standing.steps.values() if not one.complete]
    none = (("", t("decision.choose")),)
    return {
        "relation": none + _named(visit, "relation", Relation),
        "effect": none + _named(visit, "effect", Effect),
        "how_changed": none + _named(visit, "how_changed", HowChanged),
        "presenter_mode": _named(visit, "presenter_mode", PresenterMode),
        "remedy": _named(visit, "remedy", Remedy),
        "kind": (("", "–"), *((kind, t(f"decision.order_{kind}")) for kind in KINDS)),
        "body": (("", "–"), *((body.id, telling.name(body.name)) for body in seen.city.settings.bodies)),
        "step": (("", "–"), *steps),
        "people": (("", t("decision.nobody")), *Place(visit=visit, look=seen).people),
    }


def _named(visit: Visit, section: str, many: Iterable[str]) -> Options:
    return tuple((str(one), capital(visit.wording.say(f"{section}.{one}"))) for one in many)
