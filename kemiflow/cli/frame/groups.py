"""Groups and commands: loaded when they are called, helped in the reader's language, with the common options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from kemiflow.cli.frame.asked import common, readable
from kemiflow.cli.frame.slips import Slip
from kemiflow.cli.frame.tongue import has_help, helps

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter, Parameter

# A command is "module:function" below kemiflow.cli; "module:" makes it from the command's own name
Table: TypeAlias = "Mapping[str, str | Table]"


class Leaf(TyperCommand):
    """A command."""

    def invoke(self, ctx: Context) -> object:
        """Do what the command does. Errors: Slip when a text that was given is none."""
        for param in self.params:
            readable(param, ctx.params.get(param.name))
        return super().invoke(ctx)

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the usage line."""
        names = [_argument(param) for param in self.params if param.param_type_name == "argument"]
        pieces = " ".join([helps("words.options_mark"), *names])
        formatter.write_usage(ctx.command_path, pieces, prefix=helps("words.usage") + " ")

    def format_help_text(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write what the command does."""
        _write_text(formatter, _path(ctx))

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the arguments and options."""
        _write_params(self.get_params(ctx), _path(ctx), formatter)


class Group(TyperGroup):
    """A group of commands, of which only the one that is called is imported."""

    def __init__(self, name: str, table: Table, params: Sequence[Parameter] = ()) -> None:
        super().__init__(name=name, no_args_is_help=True, params=[*params, *common()], rich_markup_mode=None)
        self.table = table

    def list_commands(self, _ctx: Context) -> list[str]:
        """Name the commands, in the order of the table."""
        return list(self.table)

    def get_command(self, _ctx: Context, cmd_name: str) -> Command | None:
        """Import a command, or give None."""
        found = self.table.get(cmd_name)
        if found is None:
            return None
        return _leaf(cmd_name, found) if isinstance(found, str) else Group(cmd_name, found)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """Find the command that was called. Errors: Slip names it and the nearest."""
        if args[0] not in self.table and not args[0].startswith("-"):
            near = get_close_matches(args[0], self.table, n=1)
            if near:
                raise Slip("no_command_near", name=args[0], near=near[0])
            raise Slip("no_command", name=args[0], command=ctx.command_path)
        return super().resolve_command(ctx, args)

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the usage line."""
        pieces = f"{helps('words.options_mark')} {helps('words.command_mark')}"
        formatter.write_usage(ctx.command_path, pieces, prefix=helps("words.usage") + " ")

    def format_help_text(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write what the group is for."""
        _write_text(formatter, _path(ctx))

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the options and the commands, importing none of them."""
        path = _path(ctx)
        with formatter.section(helps("words.commands")):
            formatter.write_dl([(name, _short(f"{path} {name}".strip())) for name in self.table])
        _write_params(self.get_params(ctx), path, formatter)


def _leaf(name: str, place: str) -> Command:
    module, _, function = place.partition(":")
    loaded = import_module(f"kemiflow.cli.{module}")
    callback = getattr(loaded, function) if function else loaded.command(name)
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name, cls=Leaf)(callback)
    made = get_command(app)
    own = {param.name for param in made.params}
    made.params.extend(param for param in common() if param.name not in own)
    return made


def _path(ctx: Context) -> str:
    """Give the names after the program's own, as help.toml has them."""
    names: list[str] = []
    at: Context | None = ctx
    while at and at.parent:
        names.insert(0, at.info_name or "")
        at = at.parent
    return " ".join(names)


def _text(path: str) -> str:
    return helps(f"commands.{path or 'kemiflow'}")


def _short(path: str) -> str:
    return _text(path).partition("\n")[0]


def _write_text(formatter: HelpFormatter, path: str) -> None:
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(_text(path).strip())


def _write_params(params: Sequence[Parameter], path: str, formatter: HelpFormatter) -> None:
    for kind, heading in (("argument", "words.arguments"), ("option", "words.options")):
        rows = [(_names(param), _told(param, path)) for param in params if param.param_type_name == kind]
        if rows:
            with formatter.section(helps(heading)):
                formatter.write_dl(rows)


def _told(param: Parameter, path: str) -> str:
    return next(helps(key) for key in keys(param.name, path) if has_help(key))


def keys(param: str, path: str) -> Iterator[str]:
    """Give the keys of a parameter's help: of this command, of its group, of all commands."""
    names, param = path.split(), param.rstrip("_")
    for length in range(len(names), 0, -1):
        yield f"options.{' '.join(names[:length])} {param}"
    yield f"options.{param}"


def _argument(param: Parameter) -> str:
    name = param.name.upper().replace("_", "-")
    return name if param.required else f"[{name}]"


def _names(param: Parameter) -> str:
    if param.param_type_name == "argument":
        return _argument(param)
    flag = getattr(param, "is_flag", False)
    return ", ".join(param.opts) + ("" if flag else f" {_mark(param)}")


def _mark(param: Parameter) -> str:
    return (param.metavar or param.name).upper().replace("_", "-")
