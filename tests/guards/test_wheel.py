"""The built wheel carries all that a city needs, and the demo runs from it in an empty folder."""

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.guards.tree import ROOT, files, place


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with the locked build backend."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [built] = out.glob("kemiflow-*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay the wheel into a fresh environment, which borrows the other packages from this one."""
    env = tmp_path_factory.mktemp("env")
    venv.create(env, with_pip=False)
    site = Path(sysconfig.get_path("purelib", "venv", vars={"base": str(env)}))
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(site)
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return env / "bin" / "python"


def shipped() -> set[str]:
    """Name what the wheel must hold, as it is called there."""
    names = {place(path) for path in files()}
    taken = {name for name in names if name.split("/")[0] in {"kemiflow", "flows", "templates", "prefect.yaml"}}
    return {name if name.startswith("kemiflow/") else f"kemiflow/_shipped/{name}" for name in taken}


def test_the_wheel_carries_code_processes_templates_and_flows(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        held = {name for name in packed.namelist() if ".dist-info/" not in name}
    assert held == shipped() - {"kemiflow/_shipped/flows/ruff.toml"}


def test_the_installed_package_finds_what_came_with_it(python: Path, tmp_path: Path) -> None:
    code = "from kemiflow import settings as s; print(s.templates_dir(), s.processes_dir(), s.root() / 'prefect.yaml')"
    command = [str(python), "-c", code]
    said = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True).stdout.split()
    assert all(Path(name).exists() and Path(name).is_relative_to(python.parents[1]) for name in said)


def test_the_demo_runs_from_the_wheel_in_an_empty_folder(python: Path, tmp_path: Path) -> None:
    command = [str(python), "-m", "kemiflow", "demo", "--out", "out"]
    done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert {"history.docx", "history.json", "kemiflow.db"} <= {path.name for path in (tmp_path / "out").iterdir()}
    assert list((tmp_path / "out" / "documents").glob("*.docx"))
    assert list((tmp_path / "out" / "letters").glob("*.eml"))
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
