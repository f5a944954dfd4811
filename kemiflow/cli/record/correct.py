"""Mending a mistake: the record stays, and is read as corrected from now on."""

from __future__ import annotations

from typing import Annotated

import typer

from kemiflow.cli.frame.desk import Desk, granted
from kemiflow.cli.frame.options import Case, content, shown_name
from kemiflow.cli.frame.slips import Slip
from kemiflow.cli.record.recorded import show_told


def correct(
    ctx: typer.Context,
    case: Case,
    key: Annotated[str, typer.Argument()],
    from_: Annotated[str, typer.Option("--from")],
    reason: Annotated[str, typer.Option()],
) -> None:
    """Correct a record."""
    from kemiflow.app import gather, submit
    from kemiflow.core.records import Corrected
    from kemiflow.core.records.person import PersonFact
    from kemiflow.core.values import Text
    from kemiflow.exchange.acts import read_fact
    from kemiflow.exchange.unions import snake

    desk = Desk(ctx)
    matter = gather.matter(desk.home.world, case)
    old = next((record for record in matter.records if record.key == key), None)
    if old is None:
        raise Slip("no_key", case=case, value=key)
    on = desk.asked.on or old.on
    known = {**vars(old.fact), "on": on}
    fact = read_fact(snake(type(old.fact)), content(from_), shown_name(from_), known)
    if isinstance(fact, PersonFact | Corrected):
        raise Slip("no_key", case=case, value=key)
    corrected = Corrected(of=key, fact=fact, on=on, reason=Text(text=reason))
    show_told(desk, case, granted(submit.mend(desk.home.world, case, corrected, desk.asking())))
