"""The start script: clear words when it cannot start, and the command as it stands when it can."""

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.guards.tree import ROOT

HIDDEN = "raise ImportError\n"
COMMAND = """import os, sys
print(sys.argv[1:], os.getcwd(), os.environ["DO_NOT_TRACK"], os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"])
sys.exit(7)
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Lay a checkout with a command of its own, which tells what it got."""
    place = tmp_path / "checkout"
    for folder in ("kemiflow", "flows", "templates"):
        (place / folder).mkdir(parents=True)
    (place / "kemiflow" / "__main__.py").write_text(COMMAND)
    for name in ("run.py", "pyproject.toml", "requirements.lock", "requirements-test.lock", "requirements-bench.lock"):
        shutil.copy(ROOT / name, place / name)
    return place


def script(checkout: Path) -> ModuleType:
    """Load a checkout's run.py as a module."""
    spec = importlib.util.spec_from_file_location("run_of_a_checkout", checkout / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def start(checkout: Path, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Start a command as a person does, on a machine without uv."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_", "PYTHON"))}
    bare |= {"PATH": "/usr/bin:/bin", **env}
    command = [sys.executable, str(checkout / "run.py"), *args]
    return subprocess.run(command, env=bare, cwd=checkout.parent, capture_output=True, text=True, check=False)


def pretend_installed(checkout: Path) -> None:
    """Give a checkout an environment that its stamp calls whole."""
    python = checkout / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    path, wanted = script(checkout).stamp("run")
    path.write_text(wanted)


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13), (3, 15, 0), (4, 0, 0)])
def test_a_python_that_does_not_fit_is_told_which_would(checkout: Path, version: tuple[int, ...]) -> None:
    said = script(checkout).verdict(version, "linux")
    assert said.startswith("kemiflow needs Python 3.11 to 3.14, and this is " + ".".join(map(str, version)))


@pytest.mark.parametrize("version", [(3, 11, 2), (3, 12, 1), (3, 13, 0), (3, 14, 0)])
def test_a_python_that_fits_is_taken(checkout: Path, version: tuple[int, ...]) -> None:
    assert script(checkout).verdict(version, "linux") is None


def test_windows_is_told_the_way(checkout: Path) -> None:
    assert "WSL" in script(checkout).verdict((3, 12, 1), "win32")


def test_an_old_python_can_read_the_script() -> None:
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_without_any_way_to_an_environment_the_package_is_named(checkout: Path, tmp_path: Path) -> None:
    for module in ("ensurepip", "pip"):
        (tmp_path / f"{module}.py").write_text(HIDDEN)
    done = start(checkout, "demo", PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert "apt install python3-venv" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_network_one_sentence_says_so(checkout: Path) -> None:
    away = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1"}
    done = start(checkout, "demo", **away, PIP_RETRIES="0")
    assert done.returncode == 2
    assert "The package index cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr
    assert not script(checkout).whole("run")


def test_a_command_goes_through_as_it_stands_and_so_does_its_exit_code(checkout: Path) -> None:
    pretend_installed(checkout)
    done = start(checkout, "due", "--home", "a b", "--json", PYTHONPATH=str(checkout))
    assert done.stdout == f"['due', '--home', 'a b', '--json'] {checkout.parent} 1 false\n"
    assert (done.returncode, done.stderr) == (7, "")


def test_no_command_asks_for_help(checkout: Path) -> None:
    pretend_installed(checkout)
    assert start(checkout, PYTHONPATH=str(checkout)).stdout.startswith("['--help']")


def test_a_half_made_environment_is_not_taken(checkout: Path) -> None:
    pretend_installed(checkout)
    assert script(checkout).whole("run")
    (checkout / ".venv" / "kemiflow-run.stamp").unlink()
    assert not script(checkout).whole("run")


def test_a_new_lock_makes_a_new_environment(checkout: Path) -> None:
    pretend_installed(checkout)
    with (checkout / "requirements.lock").open("a") as lock:
        lock.write("another==1 \\\n")
    assert not script(checkout).whole("run")


def test_a_new_test_lock_leaves_the_runtime_alone(checkout: Path) -> None:
    pretend_installed(checkout)
    with (checkout / "requirements-test.lock").open("a") as lock:
        lock.write("another==1 \\\n")
    assert script(checkout).whole("run")
    assert not script(checkout).whole("test")
