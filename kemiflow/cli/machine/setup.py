"""Setting up a home, and adopting the city's settings."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk, granted
from kemiflow.cli.frame.errors import FULL
from kemiflow.cli.frame.options import content, shown_name
from kemiflow.cli.frame.slips import Slip
from kemiflow.cli.frame.tongue import helps
from kemiflow.core.streams import CITY
from kemiflow.settings import POST_FILE, templates_dir

if TYPE_CHECKING:
    from kemiflow.core.city import Settings

CITY_FILE: Final = "city.yaml"


def init(ctx: typer.Context, adopt: Annotated[bool, typer.Option("--adopt")] = False) -> None:
    """Set up a home, or adopt its edited settings."""
    folder: Path = ctx.obj.folder
    file = folder / CITY_FILE
    written = not file.exists() and not adopt
    _refuse_others(folder, file)
    if written:
        _make(folder)
        # Another machine's home on the same database begins with the settings in force
        template = in_force(Desk(ctx, create=True)) or (templates_dir() / "home" / CITY_FILE).read_text(
            encoding="utf-8"
        )
        with file.open("x", encoding="utf-8") as new:
            new.write(template)
        _post_settings(folder)
    settings, adopted = _adopt(Desk(ctx, create=True), str(file))
    if ctx.obj.json:
        showing.plain_data({"home": str(folder), "city": settings.name, "written": written, "adopted": adopted})
        return
    if written:
        showing.lines(helps("say.written", file=file))
    showing.lines(helps("say.adopted" if adopted else "say.in_force", name=settings.name))
    if written:
        showing.lines(helps("say.begin", folder=folder))


def adopt(ctx: typer.Context, file: Annotated[str, typer.Argument()]) -> None:
    """Adopt the settings of a file."""
    settings, adopted = _adopt(Desk(ctx), file)
    if ctx.obj.json:
        showing.plain_data({"city": settings.name, "adopted": adopted})
        return
    showing.lines(helps("say.adopted" if adopted else "say.in_force", name=settings.name))


def show(ctx: typer.Context) -> None:
    """Show the settings in force."""
    desk = Desk(ctx)
    settings, language = desk.city.settings, desk.wording.language
    if ctx.obj.json:
        showing.plain_data(settings)
        return
    showing.lines(settings.name)
    rows = [
        (body.id, body.name.in_language(language), ", ".join(body.abbreviations), body.presenter, body.sector or "")
        for body in settings.bodies
    ]
    showing.table([desk.column(key) for key in ("id", "body", "abbreviations", "presenter", "sector")], rows)


def in_force(desk: Desk) -> str | None:
    """Give the text of the settings in force, or None before the first adoption."""
    from kemiflow.core.records.city import SettingsAdopted

    journal = desk.home.world.journal
    adopted = [one.fact.definition for one in journal.read(CITY) if isinstance(one.fact, SettingsAdopted)]
    return journal.definition(adopted[-1]) if adopted else None


def _post_settings(folder: Path) -> None:
    """Lay the commented settings of the post beside; they change nothing until somebody edits them."""
    with suppress(FileExistsError), (folder / POST_FILE).open("x", encoding="utf-8") as new:
        new.write((templates_dir() / "home" / POST_FILE).read_text(encoding="utf-8"))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if error.errno in FULL:
            raise
        raise Slip("no_folder_here", place=folder) from error


def _refuse_others(folder: Path, file: Path) -> None:
    from kemiflow.demo.folder import MARKER
    from kemiflow.wiring import DATABASE

    if (folder / MARKER).is_file():
        raise Slip("home_demo", place=folder)
    if (folder / DATABASE).exists() and not file.exists():
        raise Slip("home_taken", place=folder)


def _adopt(desk: Desk, source: str) -> tuple[Settings, bool]:
    from kemiflow.app.adopt import adopt as adopting
    from kemiflow.app.submit import Asking
    from kemiflow.exchange.city_file import read_settings
    from kemiflow.exchange.decoding import decoded

    # Read before the home is opened: a mistake in the file leaves no empty database behind
    text = decoded(content(source), shown_name(source))
    settings = read_settings(text, shown_name(source))
    asking = Asking(by=desk.first_by, today=desk.today)
    told = granted(adopting(desk.home.world, text, desk.day, asking))
    return settings, bool(told.records)
