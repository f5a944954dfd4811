"""What came back to the letters' address, read from standard input, files or a maildir."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.desk import Desk, granted
from kemiflow.cli.frame.options import content, shown_name
from kemiflow.cli.frame.slips import Slip

if TYPE_CHECKING:
    from kemiflow.app.kept import Parcel
    from kemiflow.app.letters.returned import Taken

Files = Annotated[list[str] | None, typer.Argument()]
Folder = Annotated[Path | None, typer.Option("--maildir")]


def returned(ctx: typer.Context, files: Files = None, maildir: Folder = None) -> None:
    """Take in what came back."""
    desk = Desk(ctx)
    taken = [*_from_files(desk, files or []), *(_from_maildir(desk, maildir) if maildir else ())]
    if not files and not maildir:
        raise Slip("nothing_returned")
    if ctx.obj.json:
        showing.plain_data([_plain(*one) for one in taken])
        return
    for name, sort, parcel in taken:
        who = desk.city.person(parcel.person) if parcel else None
        said = desk.say(f"returned_{sort}", person=who.name if who else "", subject=parcel.subject if parcel else "")
        showing.lines(f"{name}: {said}")
    if not taken:
        showing.lines(desk.say("returned_none"))


def _from_files(desk: Desk, files: list[str]) -> Iterator[tuple[str, Taken, Parcel | None]]:
    for file in files:
        yield shown_name(file), *_take(desk, content(file), shown_name(file))


def _from_maildir(desk: Desk, folder: Path) -> Iterator[tuple[str, Taken, Parcel | None]]:
    """Take in what is new; what was dealt with is marked as seen, what a person wrote stays new for people."""
    from kemiflow.app.letters.returned import Taken
    from kemiflow.post.maildir import NoMaildir, Unread

    try:
        unread = Unread(folder)
    except NoMaildir:
        raise Slip("no_maildir", folder=folder) from None
    for key in unread:
        sort, parcel = _take_any(desk, unread.read(key))
        if sort is not Taken.FOR_PEOPLE:
            unread.seen(key)
        yield key, sort, parcel


def _take(desk: Desk, data: bytes, name: str) -> tuple[Taken, Parcel | None]:
    from kemiflow.post.sparing import NoMessage

    try:
        return _read(desk, data)
    except NoMessage:
        raise Slip("no_message", file=name) from None


def _take_any(desk: Desk, data: bytes) -> tuple[Taken, Parcel | None]:
    """Take in one of many: what is no message stops no other, and is left to people."""
    from kemiflow.app.letters.returned import Taken
    from kemiflow.post.sparing import NoMessage

    try:
        return _read(desk, data)
    except NoMessage:
        return Taken.FOR_PEOPLE, None


def _read(desk: Desk, data: bytes) -> tuple[Taken, Parcel | None]:
    from kemiflow.app.letters.returned import take
    from kemiflow.post.returned import read

    return granted(take(desk.home.world, read(data), desk.asking()))


def _plain(name: str, sort: Taken, parcel: Parcel | None) -> dict[str, object]:
    of = {"person": parcel.person, "letter": parcel.letter} if parcel else {}
    return {"message": name, "taken": sort, **of}
