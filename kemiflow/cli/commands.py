"""The table of all commands, and the program's own options."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Final

import typer
from typer.main import get_command

from kemiflow import __version__
from kemiflow.cli.frame.groups import Group, Table

if TYPE_CHECKING:
    from typer._click import Context, Parameter

FACTS: Final = (
    *("decision", "statement", "session", "session-cancelled", "session-held", "project", "owner"),
    *("details", "progress", "ruling"),
    *("sector-done", "sector-released", "remarks", "item", "item-approved", "listed", "confirmed", "begin", "waive"),
    *("more-time", "minutes-checked", "published", "appeal", "assigned", "task-done", "released", "deviation"),
    *(
        "answered",
        "plea",
        "preparer",
        "linked",
        "closed",
        "time-asked",
        "misdirected",
        "role",
        "role-ended",
        "absence",
        "address-dead",
    ),
)
TABLE: Final[Table] = {
    "init": "machine.setup:init",
    "city": {"adopt": "machine.setup:adopt", "show": "machine.setup:show"},
    "people": {"import": "people:bring", "list": "people:listing", "forget": "people:forget"},
    "meetings": {
        "import": "meetings:bring",
        "list": "meetings:listing",
        "move": "meetings:move",
        "cancel": "meetings:cancel",
    },
    "open": "cases:open_case",
    "cases": {"list": "cases:listing", "show": "cases:show"},
    "due": "due:due",
    "walk": "machine.morning:walk",
    "remind": "machine.morning:remind",
    "approve": "approving:approve",
    "record": {name: "record.decision:decision" if name == "decision" else "record.told:" for name in FACTS},
    "correct": "record.correct:correct",
    "bundle": "documents.bundling:bundle",
    "forecast": "reading:forecast",
    "history": "reading:history",
    "letters": {
        "list": "letters.seen:listing",
        "preview": "letters.seen:preview",
        "send": "letters.posting:send",
        "unsure": "letters.posting:unsure",
        "settle": "letters.posting:settle",
        "why": "letters.told:why",
        "log": "letters.told:log",
        "proof": "letters.told:proof",
        "trial": "letters.trial:trial",
        "returned": "letters.returned:returned",
        "turn-keys": "letters.seen:turn_keys",
        "release": "machine.restoring:release",
    },
    "calendar": {
        "person": "letters.calendars:person",
        "body": "letters.calendars:body",
        "address": "letters.calendars:address",
    },
    "process": {
        "check": "processes:check",
        "show": "processes:show",
        "diff": "processes_apart:diff",
        "draw": "processes_apart:draw",
        "migrate": "processes_apart:migrate",
    },
    "templates": {
        "check": "documents.templates:check",
        "fields": "documents.templates:fields",
        "sample": "documents.templates:sample",
        "install": "documents.templates:install",
    },
    "documents": {
        "list": "documents.listed:listing",
        "verify": "documents.listed:verify",
        "diff": "documents.editions:diff",
        "adopt": "documents.editions:adopt",
        "check": "documents.access:check",
        "pdf": "documents.pdf:pdf",
    },
    "deadlines": {
        "notification": "deadlines:notification",
        "notice": "deadlines:notice",
        "publication": "deadlines:publication",
    },
    "restore": "machine.restoring:restore",
    "verify": "machine.upkeep:verify",
    "seal": "machine.upkeep:seal",
    "rebuild": "machine.upkeep:rebuild",
    "backup": "machine.upkeep:backup",
    "serve": "machine.serving:serve",
    "invite": "inviting:invite",
    "tokens": {"make": "tokens:make", "list": "tokens:listing", "revoke": "tokens:revoke"},
    "up": "machine.running:up",
    "deploy": "machine.running:deploy",
    "doctor": "machine.doctor:doctor",
    "demo": "machine.showing:demo",
}


@cache
def root() -> Group:
    """Give the program as a group of commands, none of which is imported yet."""
    app = typer.Typer(add_completion=False)
    app.command()(_own)
    return Group("kemiflow", TABLE, [_eager(param) for param in get_command(app).params])


def _own(version: Annotated[bool, typer.Option("--version")] = False) -> None: ...


def _eager(param: Parameter) -> Parameter:
    param.expose_value, param.is_eager, param.callback = False, True, _version
    return param


def _version(context: Context, _: Parameter, value: bool) -> None:
    if value:
        typer.echo(f"kemiflow {__version__}")
        context.exit()
