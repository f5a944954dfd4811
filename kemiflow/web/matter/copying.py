"""Fields for the case system: the newest item of a stage, each part in a field of its own that is marked and copied."""

from __future__ import annotations

from collections.abc import Iterator

from kemiflow.core.action import MakeDocument
from kemiflow.core.documents.items import BoardItem, BodyItem, CouncilItem, ExecutionItem, Lines
from kemiflow.core.items.dispatch import document
from kemiflow.core.records.case import DocumentMade
from kemiflow.web.looking import look
from kemiflow.web.route import Answer, Shown
from kemiflow.web.visit import Stopped, Visit

Copied = BoardItem | BodyItem | CouncilItem | ExecutionItem
KINDS = frozenset({"body_item", "board_item", "council_item", "execution_item"})


def copying(visit: Visit) -> Answer:
    """Show the parts of an item, ready to be copied. Errors: Stopped when the stage has no item."""
    seen = look(visit)
    made = [one for one in seen.standing.documents if one.step == visit.path("step") and one.kind in KINDS]
    about = visit.asked("koskee")
    wanted = [one for one in made if not about or one.about == about]
    if not wanted:
        raise Stopped(404, "no_item")
    told = document(_wish(wanted[-1]), seen.standing, seen.city, visit.world.texts.wording(seen.city.settings.language))
    if not isinstance(told, Copied):
        raise Stopped(404, "no_item")
    name = seen.telling.name(seen.standing.steps[visit.path("step")].step.name)
    facts = {"case": seen.case, "matter": seen.telling.title, "stage": name, "parts": tuple(_parts(told))}
    return Shown(template="copying.html", facts=facts)


def _wish(made: DocumentMade) -> MakeDocument:
    return MakeDocument(day=made.day, kind=made.kind, step=made.step, round=made.round, about=made.about)


def _parts(told: Copied) -> Iterator[tuple[str, str]]:
    """Give the parts that are not empty: the key of their name, and their words."""
    block = told.blocks[-1] if isinstance(told, CouncilItem) else told
    decision = _numbered(block.decision) if block.decision_lead else block.decision
    parts = (
        ("title", (told.title,)),
        ("preparation", (*block.preparation, *block.questions, *block.preparation_end, *block.participation)),
        ("proposal", (block.proposal_lead, *_numbered(block.proposal))),
        ("decision", (block.decision_lead, *decision)),
        ("attachments", told.attachments),
        ("inform", block.inform),
    )
    for name, lines in parts:
        words = "\n\n".join(line for line in lines if line)
        if words:
            yield name, words


def _numbered(clauses: Lines) -> Lines:
    """Give clauses with their numbers, as the document has them; one alone has none."""
    return tuple(f"{number}. {one}" for number, one in enumerate(clauses, start=1)) if len(clauses) > 1 else clauses
