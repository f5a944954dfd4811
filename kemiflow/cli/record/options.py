"""The options of a `record` command, made from the fields of its fact."""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Iterator
from dataclasses import is_dataclass
from typing import Annotated, Any, Final

import typer

from kemiflow.cli.frame.options import Case
from kemiflow.cli.record.kinds import KINDS, OF_CITY, OF_DECISION
from kemiflow.core.values import Text
from kemiflow.exchange.shapes import shape
from kemiflow.exchange.unions import FACTS

_COMMON: Final = frozenset({"day", "reason"})


def signature(name: str) -> inspect.Signature:
    """Give the parameters of a `record` command: the matter, a file, the reason, and an option for each plain field."""
    params = [_param("ctx", typer.Context)]
    if name not in OF_CITY:
        params.append(_param("case", Case))
    own = dict(_options(name))
    if name in OF_DECISION:
        own = {"step": Annotated[str | None, typer.Option("--step")], **own}
    params.extend(_param(field, kind, default=None) for field, kind in own.items())
    params.extend(
        _param(field, Annotated[str | None, typer.Option(flag)], default=None)
        for field, flag in (("from_", "--from"), ("reason", "--reason"), ("on", "--on"))
    )
    return inspect.Signature(params)


def option(field: str) -> str:
    """Give the option that tells a field."""
    return f"--{field.replace('_', '-')}"


def has_option(name: str, field: str) -> bool:
    """Tell whether an option of a `record` command can tell a field; long ones need a file."""
    return field in _COMMON or field in dict(_options(name))


def _options(name: str) -> Iterator[tuple[str, Any]]:
    for field, hint in shape(FACTS[KINDS[name]]).items():
        kind = None if field in _COMMON else _kind(hint)
        if kind is not None:
            yield field, Annotated[kind, typer.Option(option(field))]


def _kind(hint: object) -> Any:  # noqa: ANN401 - a type as typer takes it
    """Give what typer makes of a field, or None for one that only a file can tell."""
    if typing.get_origin(hint) is tuple:
        return list[str] | None if typing.get_args(hint)[0] in {str, Text} else None
    inner = [arm for arm in typing.get_args(hint) if arm is not types.NoneType] or [hint]
    if inner == [bool]:
        return bool | None
    return None if is_dataclass(inner[0]) and inner[0] is not Text else str | None


def _param(name: str, kind: Any, *, default: Any = inspect.Parameter.empty) -> inspect.Parameter:  # noqa: ANN401 - typer's
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=default)
