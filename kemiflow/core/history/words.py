"""How a line of the history reads: one sentence, and its heading."""

from __future__ import annotations

from kemiflow.core.history.facts import own_facts
from kemiflow.core.history.line import Line
from kemiflow.core.history.outcome import deviation_sentence
from kemiflow.core.items.telling import Naming
from kemiflow.core.records import case, decision, project, step


def sentence(line: Line, naming: Naming) -> str:
    """Give what a line tells, with its reason or note after it."""
    if isinstance(line.fact, case.DeviationNoted):
        return " ".join(deviation_sentence(one, naming) for one in line.deviations)
    facts = _common(line, naming) | own_facts(line, naming)
    told = naming.wording.say(f"history.{line.kind}{_variant(line)}", **facts)
    note = naming.plain(line.text)
    if not note:
        return told
    key = next((f"history.{key}" for key in ("reason", "changes") if hasattr(line.fact, key)), "history.note")
    return f"{told} {naming.wording.say(key, text=note)}"


def heading(line: Line, naming: Naming) -> str:
    """Give whose line it is: the body with its section, else the step, else nothing."""
    if line.body:
        named = naming.body(line.body)
        return named if line.section is None else f"{named} § {line.section}"
    return naming.name(line.context.step_name) if line.context.step_name else ""


def _common(line: Line, naming: Naming) -> dict[str, str]:
    context = line.context
    return {
        "day": naming.wording.day(line.on),
        "step": naming.name(context.step_name) if context.step_name else "",
        "title": context.title,
        "count": str(len({key.rsplit(":", 1)[0] for key in line.keys})),  # a remark may be resolved anew
        "body": naming.body(line.body),
        "reference": naming.reference(*context.decision) if context.decision else "",
    }


def _variant(line: Line) -> str:
    match line.fact:
        case step.StatementGiven() if line.context.late:
            return "_late"
        case project.DirectorDecided(choice=how) | decision.MinutesPublished(channel=how):
            return f"_{how.value}"
        case project.ProjectNamed(owner=None):
            return "_ownerless"
        case case.ApprovalStarted(reason=reason) if reason:
            return "_lacking"
        case _:
            return _variant_of_step(line.fact)


def _variant_of_step(fact: object) -> str:
    match fact:
        case step.SessionCancelled(for_good=True):
            return "_for_good"
        case step.RoundBegun(asked=asked) if not asked:
            return "_nobody"
        case _:
            return ""
