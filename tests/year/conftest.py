"""The year, lived once by this process, and once more by another one whose sets are ordered otherwise."""

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
AGAIN = "import sys; from pathlib import Path; from tests.year.lived import live; live(Path(sys.argv[1]))"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def other_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, "subprocess.Popen[bytes]"]]:
    home = tmp_path_factory.mktemp("twin") / "home"
    environment = {**os.environ, "PYTHONHASHSEED": SEED, "PYTHONPATH": str(ROOT), "TZ": "Pacific/Auckland"}
    with subprocess.Popen([sys.executable, "-c", AGAIN, str(home)], cwd=home.parent, env=environment) as process:
        yield home, process


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory, other_process: object) -> Year:
    assert other_process, "it lives its year meanwhile"
    return live(tmp_path_factory.mktemp("year") / "home")


@pytest.fixture(scope="session")
def twin(year: Year, other_process: tuple[Path, "subprocess.Popen[bytes]"]) -> Year:
    home, process = other_process
    assert process.wait(timeout=60) == 0
    return Year(home=home, story=year.story)


@pytest.fixture
def home(year: Year, tmp_path: Path) -> Iterator[Home]:
    """Open a copy of the home, so that a test may write."""
    shutil.copytree(year.home, tmp_path / "home")
    opened = open_home(tmp_path / "home")
    yield opened
    opened.close()
