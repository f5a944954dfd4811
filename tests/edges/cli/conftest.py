"""Homes made once for all tests of the command line, and a copy of them for each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.mornings import asked
from tests.edges.cli.homes import Asker, copied, made


@pytest.fixture(scope="session")
def first_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("city"))


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KEMIFLOW_HOME", "KEMIFLOW_BY", "LC_ALL", "LC_MESSAGES", "KEMIFLOW_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KEMIFLOW_LANGUAGE", "fi")


@pytest.fixture
def ask(first_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Asker:
    return Asker(home=copied(first_home, tmp_path / "home"), captured=capsys)


@pytest.fixture(scope="session")
def asked_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a home in which two letters are to be decided this morning."""
    home = tmp_path_factory.mktemp("asked") / "home"
    home.mkdir()
    asked(home)
    (home / "clock").write_text("2023-04-14T06:00:00+00:00\n", encoding="utf-8")
    return home


@pytest.fixture
def letters(asked_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Asker:
    return Asker(home=copied(asked_home, tmp_path / "home"), captured=capsys)
