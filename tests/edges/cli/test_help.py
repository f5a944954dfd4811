"""Help: every command and option is told, in Finnish and English, and none of it costs more than a bare program's."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator

import pytest
import typer

from kemiflow.cli import run
from kemiflow.cli.commands import root
from kemiflow.cli.frame.groups import Group, keys
from kemiflow.cli.frame.tongue import has_help
from kemiflow.settings import templates_dir

Captured = pytest.CaptureFixture[str]


def commands(group: Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, list[str]]]:
    """Give every command by its path, with the names of its parameters."""
    context = typer.Context(group)
    yield " ".join(path), [param.name for param in group.params]
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, Group):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), [param.name for param in command.params]


EVERY = dict(commands(root()))


@pytest.mark.parametrize("path", EVERY)
def test_every_command_and_option_has_help(path: str) -> None:
    assert has_help(f"commands.{path or 'kemiflow'}")
    untold = [name for name in EVERY[path] if not any(has_help(key) for key in keys(name, path))]
    assert untold == []


@pytest.mark.parametrize("path", EVERY)
def test_every_command_takes_home_day_person_and_plain_data(path: str) -> None:
    assert {"home", "day", "by", "json"} <= set(EVERY[path])


def test_every_word_is_told_in_finnish_and_english_with_the_same_facts() -> None:
    table = tomllib.loads((templates_dir() / "help.toml").read_text(encoding="utf-8"))
    for section, entries in table.items():
        for key, words in entries.items():
            facts = [
                sorted(name for _, name, _, _ in string.Formatter().parse(words[at]) if name) for at in ("fi", "en")
            ]
            assert facts[0] == facts[1], f"{section}.{key}"


@pytest.mark.parametrize(
    ("settings", "usage"),
    [
        ({"LC_ALL": "fi_FI.UTF-8"}, "Käyttö:"),
        ({"LC_MESSAGES": "fi_FI.UTF-8", "LANG": "en_GB.UTF-8"}, "Käyttö:"),
        ({"LANG": "fi"}, "Käyttö:"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "fi_FI.UTF-8"}, "Usage:"),
        ({"LC_ALL": "C"}, "Usage:"),
        ({"LC_ALL": "C", "KEMIFLOW_LANGUAGE": "fi"}, "Käyttö:"),
    ],
)
def test_help_speaks_finnish_where_the_locale_does(
    settings: dict[str, str], usage: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    for name in ("LANG", "KEMIFLOW_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert run(["record", "decision", "--help"]) == 0
    assert capsys.readouterr().out.startswith(usage)


def test_the_version_is_told(capsys: Captured) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("kemiflow ")
