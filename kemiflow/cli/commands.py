"""The table of all commands, and the program's own options."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Final

import typer
from typer.main import get_command

from kemiflow import __version__
from kemiflow.cli.frame import Group, Table

if TYPE_CHECKING:
    from typer._click import Context, Parameter

FACTS: Final = (
    *("decision", "statement", "session", "session-held", "project", "owner", "details", "progress", "ruling"),
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
    "init": "setup:init",
    "city": {"adopt": "setup:adopt", "show": "setup:show"},
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
    "walk": "morning:walk",
    "remind": "morning:remind",
    "approve": "approving:approve",
    "record": {name: "decision:decision" if name == "decision" else "record:" for name in FACTS},
    "correct": "correct:correct",
    "bundle": "bundling:bundle",
    "forecast": "reading:forecast",
    "history": "reading:history",
    "letters": {
        "list": "letters:listing",
        "preview": "letters:preview",
        "send": "posting:send",
        "unsure": "posting:unsure",
        "settle": "posting:settle",
        "why": "letters_told:why",
        "log": "letters_told:log",
        "proof": "letters_told:proof",
        "trial": "letters_trial:trial",
        "returned": "returned:returned",
        "turn-keys": "letters:turn_keys",
        "release": "restoring:release",
    },
    "calendar": {"person": "calendars:person", "body": "calendars:body", "address": "calendars:address"},
    "process": {
        "check": "processes:check",
        "show": "processes:show",
        "diff": "processes_apart:diff",
        "draw": "processes_apart:draw",
        "migrate": "processes_apart:migrate",
    },
    "templates": {
        "check": "templates:check",
        "fields": "templates:fields",
        "sample": "templates:sample",
        "install": "templates:install",
    },
    "documents": {
        "list": "documents:listing",
        "verify": "documents:verify",
        "diff": "editions:diff",
        "adopt": "editions:adopt",
        "check": "access:check",
        "pdf": "pdf:pdf",
    },
    "deadlines": {
        "notification": "deadlines:notification",
        "notice": "deadlines:notice",
        "publication": "deadlines:publication",
    },
    "restore": "restoring:restore",
    "verify": "upkeep:verify",
    "seal": "upkeep:seal",
    "rebuild": "upkeep:rebuild",
    "backup": "upkeep:backup",
    "serve": "serving:serve",
    "invite": "inviting:invite",
    "tokens": {"make": "tokens:make", "list": "tokens:listing", "revoke": "tokens:revoke"},
    "up": "running:up",
    "deploy": "running:deploy",
    "doctor": "doctor:doctor",
    "demo": "showing:demo",
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
