"""Recording a decision: what departs from the proposal and what follows is shown before it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from kemiflow.cli import show as showing
from kemiflow.cli.desk import Desk, granted
from kemiflow.cli.options import Case, Reason, Step, Yes, content, shown_name
from kemiflow.cli.record import show_told
from kemiflow.cli.slips import Slip

if TYPE_CHECKING:
    from kemiflow.app.submit import Told
    from kemiflow.core.records.decision import DecisionRecorded
    from kemiflow.core.standing import Standing


def decision(
    ctx: typer.Context,
    case: Case,
    step: Step,
    section: Annotated[int | None, typer.Option()] = None,
    from_: Annotated[str | None, typer.Option("--from")] = None,
    form: Annotated[bool, typer.Option("--form")] = False,
    reason: Reason = None,
    yes: Yes = False,
) -> None:
    """Record a decision from the minutes."""
    from kemiflow.app import gather, submit
    from kemiflow.core.commands import Tell

    desk = Desk(ctx)
    standing = gather.matter(desk.home.world, case).standing
    if form:
        from kemiflow.cli.decision_form import form_of

        typer.echo(form_of(standing, desk.city, step, desk.wording), nl=False)
        return
    if from_ is None:
        raise Slip("missing_parameter", option="--from")
    fact = _read(desk, standing, (step, section), from_)
    telling = Tell(fact=fact, on=desk.day, reason=reason)
    foreseen = granted(submit.tell(desk.home.world, case, telling, desk.asking(dry=True)))
    if not ctx.obj.json:
        _foretell(desk, foreseen)
    if not showing.agreed(yes=yes or ctx.obj.json):
        raise Slip("not_agreed")
    show_told(desk, granted(submit.tell(desk.home.world, case, telling, desk.asking())))


def _read(desk: Desk, standing: Standing, told: tuple[str, int | None], source: str) -> DecisionRecorded:
    from kemiflow.exchange.acts import read_fact

    step, section = told
    one = standing.steps.get(step)
    held = [meeting for meeting in desk.city.meetings_of(one.step.body or "") if meeting.day == desk.day] if one else []
    known: dict[str, object] = {
        "on": desk.day,
        "step": step,
        "round": one.round if one else 1,
        "body": one.step.body if one else None,
        "meeting": held[0].id if held else None,
        "section": section,
    }
    return cast("DecisionRecorded", read_fact("decision_recorded", content(source), shown_name(source), known))


def _foretell(desk: Desk, foreseen: Told) -> None:
    """Show how the decision differs from the proposal, clause by clause, and what follows from it."""
    from kemiflow.core.history_outcome import outcome_word
    from kemiflow.core.records.decision import DecisionRecorded

    fact = foreseen.records[0].fact
    if not isinstance(fact, DecisionRecorded):
        return
    word = desk.wording
    showing.lines(outcome_word(fact.clauses, word), "")
    for number, clause in enumerate(fact.clauses, start=1):
        relation, effect = word.say(f"relation.{clause.relation}"), word.say(f"effect.{clause.effect}")
        showing.lines(f"{desk.say('clause', number=number)} {relation}, {effect}.")
        if clause.decided != clause.proposed:
            showing.lines(f"  – {clause.proposed or ''}", f"  + {clause.decided or ''}")
    showing.lines("", *_follows(desk, foreseen), "")


def _follows(desk: Desk, foreseen: Told) -> list[str]:
    before, after = foreseen.before, foreseen.after
    if before is None or after is None:
        return []
    language = desk.wording.language
    names = {step.id: step.name.in_language(language) for step in after.process.steps}
    told = [desk.say("follows")]
    for step in after.process.steps:
        old = before.process.step(step.id)
        if old is None and step.window:
            window = f"{desk.wording.day(step.window.first)}–{desk.wording.day(step.window.last)}"
            told.append(desk.say("new_step", step=names[step.id], window=window))
        elif old and set(step.after) - set(old.after):
            waits = desk.wording.listing([names[name] for name in step.after])
            told.append(desk.say("waits", step=names[step.id], waits=waits))
    opened = [names[name] for name, one in after.steps.items() if one.open and not before.steps.get(name, one).open]
    told.extend(desk.say("opens", step=name) for name in opened)
    told.append(desk.say("letters_wait"))
    return told
