"""The options of a `record` command, made from the fields of its fact."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Iterator
from typing import Annotated, Any, Final

import typer

from kemiflow.cli.options import Case
from kemiflow.cli.record_kinds import KINDS, OF_CITY, OF_DECISION
from kemiflow.core.values import Text
from kemiflow.exchange.shapes import shape
from kemiflow.exchange.unions import FACTS

_COMMON: Final = frozenset({"day", "reason"})


def signature(name: str) -> inspect.Signature:
    """Give the parameters of a `record` command: the matter, a file, the reason, and an option for each plain field."""
    params = [_param("ctx", typer.Context)]
    if name not in OF_CITY:
        params.append(_param("case", Case))
    params.append(_param("from_", Annotated[str | None, typer.Option("--from")], None))
    params.append(_param("reason", Annotated[str | None, typer.Option("--reason")], None))
    params.append(_param("on", Annotated[str | None, typer.Option("--on")], None))
    if name in OF_DECISION:
        params.append(_param("step", Annotated[str | None, typer.Option("--step")], None))
    params.extend(_param(field, kind, default) for field, kind, default in _options(name))
    return inspect.Signature(params)


def _options(name: str) -> Iterator[tuple[str, Any, Any]]:
    for field, hint in shape(FACTS[KINDS[name]]).items():
        if field in _COMMON:
            continue
        flag = f"--{field.replace('_', '-')}"
        if hint is bool or hint == (bool | None):
            yield field, Annotated[bool, typer.Option(flag)], False
        elif _plain(hint):
            yield field, Annotated[str | None, typer.Option(flag)], None
        elif typing.get_args(hint)[:1] in {(str,), (Text,)}:
            yield field, Annotated[list[str] | None, typer.Option(flag)], None


def _plain(hint: object) -> bool:
    return typing.get_origin(hint) is not tuple


def _param(name: str, kind: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:  # noqa: ANN401 - typer's
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=default)
