"""Recording a decision: what departs from the proposal and what follows is shown before it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer

from kemiflow.cli import show as showing
from kemiflow.cli.desk import Desk, granted
from kemiflow.cli.options import Case, Reason, Step, Yes, content, shown_name
from kemiflow.cli.recorded import show_told
from kemiflow.cli.slips import Slip

if TYPE_CHECKING:
    from kemiflow.core.city import City
    from kemiflow.core.records.decision import DecisionRecorded
    from kemiflow.core.standing import Standing, StepStanding


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
    from kemiflow.app import gather, submit
    from kemiflow.cli.foretelling import foretold
    from kemiflow.core.commands import Tell

    desk = Desk(ctx)
    standing = gather.matter(desk.home.world, case).standing
    if form:
        from kemiflow.cli.decision_form import form_of

        typer.echo(form_of(standing, desk.city, step, desk.wording), nl=False)
        return
    if from_ is None:
        raise Slip("missing_parameter", option="--from")
    telling = Tell(fact=_read(desk, standing, (step, section), from_), on=desk.day, reason=reason)
    foreseen = granted(submit.tell(desk.home.world, case, telling, desk.asking(dry=True)))
    if not ctx.obj.json:
        showing.lines(*foretold(desk, foreseen))
    if not showing.agreed(yes=yes or ctx.obj.json):
        raise Slip("not_agreed")
    show_told(desk, case, granted(submit.tell(desk.home.world, case, telling, desk.asking())))


def _read(desk: Desk, standing: Standing, told: tuple[str, str | None], source: str) -> DecisionRecorded:
    from kemiflow.exchange.acts import read_fact

    step, section = told
    one = standing.steps.get(step)
    known: dict[str, object] = {"on": desk.day, "step": step, "round": 1, "section": _number(section)}
    if one:
        known |= _of_step(one, standing, desk.city)
        held = [each for each in desk.city.meetings_of(one.step.body or "") if each.day == desk.day]
        known["meeting"] = held[0].id if held else None
    return cast("DecisionRecorded", read_fact("decision_recorded", content(source), shown_name(source), known))


def _of_step(one: StepStanding, standing: Standing, city: City) -> dict[str, object]:
    """Give what the form need not say: the presenter as the administrative statute has it, the papers as written."""
    from kemiflow.core.limits import Remedy

    body = city.settings.body(one.step.body or "")
    presents = city.settings.body(body.presenter) if body else None
    written = one.item.written
    papers = {name: getattr(written, name) for name in ("attachments", "background", "inform")} if written else {}
    return {
        "round": one.round,
        "body": one.step.body,
        "presenter": presents.name.fi if presents else body.presenter if body else "",
        "preparers": (standing.preparer,) if standing.preparer else (),
        "remedy": Remedy(one.step.remedy),
        **papers,
    }


def _number(section: str | None) -> int | None:
    from kemiflow.exchange.scalars import as_integer

    if section is None:
        return None
    number = as_integer(section.removeprefix("§").strip())
    if number is None or number < 1:
        raise Slip("not_a_number", option="--section", value=section)
    return number
