"""Recording a decision: what departs from the proposal and what follows is shown before it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk, granted
from kemiflow.cli.frame.options import Case, Reason, Step, Yes, choice, content, shown_name
from kemiflow.cli.frame.slips import Slip
from kemiflow.cli.record.recorded import show_told

if TYPE_CHECKING:
    from kemiflow.core.records.decision import DecisionRecorded
    from kemiflow.core.standing import Standing


def decision(
    ctx: typer.Context,
    case: Case,
    step: Step,
    section: Annotated[str | None, typer.Option()] = None,
    from_: Annotated[str | None, typer.Option("--from")] = None,
    form: Annotated[bool, typer.Option("--form")] = False,
    reason: Reason = None,
    yes: Yes = False,
) -> None:
    """Record a decision from the minutes."""
    from kemiflow.app import gather
    from kemiflow.app.deciding import decide
    from kemiflow.cli.record.foretelling import foretold
    from kemiflow.core.commands import Tell

    desk = Desk(ctx)
    standing = gather.matter(desk.home.world, case).standing
    choice(step, "--step", standing.steps)
    if form:
        from kemiflow.cli.record.decision_form import form_of

        typer.echo(form_of(standing, desk.city, step, desk.wording), nl=False)
        return
    if from_ is None:
        raise Slip("missing_parameter", option="--from")
    telling = Tell(fact=_read(desk, standing, (step, section), from_), on=desk.day, reason=reason)
    foreseen = granted(decide(desk.home.world, case, telling, desk.asking(dry=True)))
    if not foreseen.records:
        show_told(desk, case, foreseen)
        return
    if not ctx.obj.json:
        showing.lines(*foretold(desk, foreseen))
    if not showing.agreed(yes=yes or ctx.obj.json):
        raise Slip("not_agreed")
    show_told(desk, case, granted(decide(desk.home.world, case, telling, desk.asking())))


def _read(desk: Desk, standing: Standing, told: tuple[str, str | None], source: str) -> DecisionRecorded:
    from kemiflow.app.deciding import foreknown
    from kemiflow.exchange.acts import read_fact

    step, section = told
    known = {**foreknown(standing, desk.city, step, desk.day), "on": desk.day, "section": _number(section)}
    return cast("DecisionRecorded", read_fact("decision_recorded", content(source), shown_name(source), known))


def _number(section: str | None) -> int | None:
    from kemiflow.exchange.scalars import as_integer

    if section is None:
        return None
    number = as_integer(section.removeprefix("§").strip())
    if number is None or number < 1:
        raise Slip("not_a_number", option="--section", value=section)
    return number
