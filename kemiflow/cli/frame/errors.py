"""Whatever stops a command, as one clear sentence on standard error, and the status that goes with it."""

from __future__ import annotations

import errno
import os
import re
import tempfile
import traceback
from errno import errorcode
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typer

from kemiflow.cli.frame.slips import Refused, Slip
from kemiflow.cli.frame.tongue import has_help, helps, language, words

if TYPE_CHECKING:
    from kemiflow.core.values import Refusal
    from kemiflow.exchange.problems import FileRefused

BAD: Final = 2
STOPPED: Final = 1
OUR_MISTAKE: Final = 70
FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
MOST_LINES: Final = 3
SHOWN: Final = 300
_NUMBERS: Final = {"int_parsing": "not_a_number", "greater_than_equal": "too_small", "less_than_equal": "too_great"}
_CAPITAL: Final = re.compile(r"(?<!^)(?=[A-Z])")


def tell(error: Exception) -> int:
    """Say what stopped a command and give the status."""
    if _names(error)[0] == "no_args_is_help_error":
        typer.echo(str(getattr(error, "message", "")))
        return 0
    if isinstance(error, typer.Abort):
        return _say(helps("broken.abort"), STOPPED)
    said = sentence(error)
    return _say(said, BAD) if said else _say(_unforeseen(error), OUR_MISTAKE)


def refusal_sentence(refusal: Refusal) -> str:
    """Word a refusal by words.toml."""
    from kemiflow.core.worded import refusal_text

    return refusal_text(refusal.reason, {name: _cut(fact) for name, fact in refusal.facts.items()}, words())


def _say(sentence: str, status: int) -> int:
    for line in sentence.splitlines()[:MOST_LINES]:
        typer.echo(line, err=True)
    return status


def sentence(error: Exception) -> str | None:
    """Word an error that is not ours to mend; None for any other."""
    if isinstance(error, Slip):
        return helps(f"slip.{error.key}", **{name: _cut(str(fact)) for name, fact in error.facts.items()})
    if isinstance(error, Refused):
        return refusal_sentence(error.refusal)
    if isinstance(error, typer.TyperException):
        return _usage(error)
    if isinstance(error, OSError) and (said := _of_system(error)):
        return said
    names = _names(error)
    if names[0] == "file_refused":
        return _problems(error)
    found = next((name for name in names if has_help(f"broken.{name}")), None)
    return helps(f"broken.{found}", **_facts(error)) if found else None


def _of_system(error: OSError) -> str | None:
    if error.errno in FULL:
        return helps("broken.disk_full", path=_facts(error)["place"])
    folder = _missing_folder(error) if isinstance(error, FileNotFoundError) else None
    return helps("broken.folder_not_found", place=_facts(error)["place"], folder=_cut(str(folder))) if folder else None


def _missing_folder(error: FileNotFoundError) -> Path | None:
    """Give the folder that a file was looked for or was to be written in, when that is what is missing."""
    if error.filename is None:
        return None
    folder = Path(os.fsdecode(error.filename)).parent
    return None if folder.is_dir() else folder


def _names(error: Exception) -> list[str]:
    """Give the names under which help.toml may know an error, its own first; of the system's, by their code."""
    code = errorcode.get(error.errno or 0, "").lower() if isinstance(error, OSError) else ""
    return [code] * bool(code) + [_CAPITAL.sub("_", kind.__name__).lower() for kind in type(error).__mro__]


def _facts(error: Exception) -> dict[str, str]:
    from kemiflow.core.worded import written

    told = {name: _cut(str(value)) for name, value in vars(error).items()}
    place = getattr(error, "filename", None) or told.get("path") or str(error)
    first, second = (*(written(str(part), words()) for part in error.args), "", "")[:2]
    what = _said(error)
    return {**told, "what": _cut(what), "place": _cut(str(place)), "first": _cut(first), "second": _cut(second)}


def _said(error: Exception) -> str:
    """Give an error's own words, in the reader's language where it knows them."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    said = getattr(error, "said", None)
    return str(said(language())) if callable(said) else str(error)


def _problems(error: FileRefused | Exception) -> str:
    from kemiflow.exchange.problems import FileRefused
    from kemiflow.exchange.wording import sentences
    from kemiflow.settings import templates_dir

    if not isinstance(error, FileRefused):
        return str(error)
    said = [" ".join(one.split()) for one in sentences(error, templates_dir(), language())]
    if len(said) > MOST_LINES:
        rest = len(said) - MOST_LINES + 1
        said = [*said[: MOST_LINES - 1], helps("broken.and_others", count=rest)]
    return "\n".join(said)


def _usage(error: typer.TyperException) -> str:
    kind = _names(error)[0]
    option = str(getattr(error, "option_name", ""))
    param = getattr(error, "param", None)
    named = (param.opts[0] if param.param_type_name == "option" else param.name.upper()) if param else option
    key = f"slip.{kind}"
    if kind == "no_such_option":
        near = ", ".join(getattr(error, "possibilities", None) or ())
        return helps("slip.no_such_option_near" if near else key, option=option, near=near)
    if number := _number(error):
        slip, facts = number
        return helps(f"slip.{slip}", option=named, **facts)
    if has_help(key):
        return helps(key, option=named, what=_cut(error.message))
    extra = re.search(r"\((.*)\)", error.message)
    return helps("slip.extra", value=extra[1] if extra else _cut(error.message))


def _number(error: typer.TyperException) -> tuple[str, dict[str, str]] | None:
    """Give the slip in a number that typer's own library found in an option, and its facts; None for another slip."""
    found: list[dict[str, Any]] = getattr(error.__cause__, "errors", list)()
    if not found or found[0]["type"] not in _NUMBERS:
        return None
    limits = found[0].get("ctx", {})
    least, most = str(limits.get("ge", "")), str(limits.get("le", ""))
    return _NUMBERS[found[0]["type"]], {"value": _cut(str(found[0]["input"])), "least": least, "most": most}


def _unforeseen(error: Exception) -> str:
    what = _cut(f"{type(error).__name__}: {error}")
    if not os.environ.get("KEMIFLOW_DEBUG"):
        return helps("broken.unforeseen", what=what)
    handle, name = tempfile.mkstemp(prefix="kemiflow-", suffix=".txt", text=True)
    os.close(handle)
    Path(name).write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    return helps("broken.unforeseen_written", what=what, place=name)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
