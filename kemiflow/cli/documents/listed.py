"""Documents of matters: listed with how their files lie, and made again to show that they are what was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk
from kemiflow.cli.frame.options import Case
from kemiflow.cli.frame.tongue import helps

if TYPE_CHECKING:
    from kemiflow.app.documents.filed import Filed
    from kemiflow.app.documents.remade import Verified

NOT_CLEAN = 1


def listing(ctx: typer.Context, case: Case, every: Annotated[bool, typer.Option("--all")] = False) -> None:
    """List the documents of a matter with how their files lie."""
    from kemiflow.app.documents.filed import Lies, filed

    desk = Desk(ctx)
    found = [one for one in filed(desk.home.world, case) if every or one.lies is not Lies.REPLACED]
    if ctx.obj.json:
        showing.plain_data([_plain(one) for one in found])
        return
    columns = [desk.column(name) for name in ("day", "what", "file", "state")]
    showing.table(columns, [_row(desk, one) for one in found])


def verify(ctx: typer.Context, case: Annotated[str | None, typer.Argument()] = None) -> int:
    """Make every document again from its recorded facts and template, and tell which do not come out the same."""
    from kemiflow.app.documents.filed import cases
    from kemiflow.app.documents.remade import verify as made_again

    desk = Desk(ctx)
    world = desk.home.world
    names = [case] if case is not None else list(cases(world))
    found = [one for name in showing.counted(names, desk.say("making_again")) for one in made_again(world, name)]
    if ctx.obj.json:
        showing.plain_data([{**_plain(one.filed), "remade": one.remade, **_template(one)} for one in found])
    else:
        showing.lines(*(line for one in found if not one.clean for line in _told(desk, one)), _summed(desk, found))
    return NOT_CLEAN if any(one.wrong for one in found) else 0


def _plain(one: Filed) -> dict[str, object]:
    adopted = [{"on": each.on, "by": each.by, "sha256": each.fact.sha256} for each in one.adopted]
    told = {name: getattr(one.made, name) for name in ("kind", "step", "round", "about", "file", "frozen", "sha256")}
    return {"case": one.case, "key": one.key, "on": one.on, **told, "newest": one.newest, "lies": one.lies} | {
        "adopted": adopted
    }


def _template(one: Verified) -> dict[str, object]:
    return {"template": one.filed.made.template, "template_changed": one.template_changed}


def _row(desk: Desk, one: Filed) -> tuple[str, ...]:
    from kemiflow.core.history.facts import paper_name
    from kemiflow.core.items.telling import Naming

    name = paper_name(one.made, Naming(city=desk.city, wording=desk.wording))
    state = helps(f"document.{one.lies}", desk.wording.language)
    for each in one.adopted[-1:]:
        state += helps("document.adopted_by", desk.wording.language, day=desk.wording.day(each.on), who=each.by)
    return desk.wording.day(one.on), name, one.made.file, state


def _told(desk: Desk, one: Verified) -> list[str]:
    said = [] if one.remade == "same" else [f"document.{one.remade}"]
    said += [] if one.filed.lies in {"as_made", "replaced"} else [f"document.{one.filed.lies}"]
    said += ["document.template_changed"] if one.template_changed else []
    told = "; ".join(helps(key, desk.wording.language) for key in said)
    return [f"{one.filed.case}: {one.filed.made.file}: {told}"]


def _summed(desk: Desk, found: list[Verified]) -> str:
    again = [one.remade.value for one in found]
    lies = [one.filed.lies.value for one in found]
    return desk.say(
        "made_again",
        count=len(found),
        same=again.count("same") + again.count("packed"),
        differ=sum(one.wrong for one in found),
        forgotten=again.count("forgotten"),
        edited=lies.count("edited"),
        adopted=lies.count("adopted"),
        missing=lies.count("missing"),
    )
