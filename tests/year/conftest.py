"""The year, lived by this process, by another whose sets are ordered otherwise, and by one that looks at everything."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kemiflow.wiring import Home, open_home
from tests.year.lived import Year, live

SEED = "292"
PATIENCE_SECONDS = 240
AGAIN = "import sys; from pathlib import Path; from tests.year.lived import live; live(Path(sys.argv[1]))"
EVERY = "import sys; from pathlib import Path; from tests.year.every import live; live(Path(sys.argv[1]))"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def other_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, "subprocess.Popen[bytes]"]]:
    home = tmp_path_factory.mktemp("twin") / "home"
    with living(AGAIN, home, PYTHONHASHSEED=SEED, TZ="Pacific/Auckland") as process:
        yield home, process


def living(program: str, home: Path, **more: str) -> "subprocess.Popen[bytes]":
    """Let another process live a year."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    return subprocess.Popen([sys.executable, "-c", program, str(home)], cwd=home.parent, env=environment)


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory, other_process: object) -> Year:
    assert other_process, "it lives its year meanwhile"
    return live(tmp_path_factory.mktemp("year") / "home")


@pytest.fixture(scope="session")
def twin(year: Year, other_process: tuple[Path, "subprocess.Popen[bytes]"]) -> Year:
    home, process = other_process
    assert process.wait(PATIENCE_SECONDS) == 0
    return Year(home=home, story=year.story)


@pytest.fixture(scope="session")
def every_morning(year: Year, tmp_path_factory: pytest.TempPathFactory) -> Year:
    """Give the year as it goes when each morning looks at every matter and every person."""
    home = tmp_path_factory.mktemp("every") / "home"
    with living(EVERY, home) as process:
        assert process.wait(PATIENCE_SECONDS) == 0
    return Year(home=home, story=year.story)


@pytest.fixture
def home(year: Year, tmp_path: Path) -> Iterator[Home]:
    """Open a copy of the home, so that a test may write."""
    shutil.copytree(year.home, tmp_path / "home")
    opened = open_home(tmp_path / "home")
    yield opened
    opened.close()
