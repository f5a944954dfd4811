"""The built wheel carries all that a city needs, and the demo runs from it in an empty folder."""

import json
import os
import signal
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import httpx
import pytest
import yaml

from kemiflow.up.api import Api
from tests.flows.machine import FAST, free_port, until
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


def answers(port: int) -> bool:
    """Tell whether the site is ready."""
    try:
        return httpx.get(f"http://127.0.0.1:{port}/readyz", trust_env=False).is_success
    except httpx.TransportError:
        return False


def test_a_citys_machine_runs_from_the_wheel_in_an_empty_folder_and_stops_when_it_is_told(
    python: Path, tmp_path: Path
) -> None:
    port, page, log = free_port(), free_port(), tmp_path / "up.log"
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "KEMIFLOW_"))}
    kemiflow = [str(python), "-m", "kemiflow", "--home", "home", "--json"]
    subprocess.run([*kemiflow, "init"], cwd=tmp_path, check=True, capture_output=True)
    command = [*kemiflow, "up", "--port", str(page), "--prefect-port", str(port)]
    with log.open("wb") as told, subprocess.Popen(command, cwd=tmp_path, env={**bare, **FAST}, stdout=told) as up:
        try:
            until(lambda: up.poll() is not None or '"ready"' in log.read_text(), log.read_text)
            there = Api(address=f"http://127.0.0.1:{port}/api").ask("POST", "/deployments/filter", {})
            until(lambda: answers(page), log.read_text)
        finally:
            up.send_signal(signal.SIGTERM)
            up.wait(60)
    written = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    assert {one["name"] for one in there} == {one["name"] for one in written}
    [folder] = {one["pull_steps"][0]["prefect.deployments.steps.set_working_directory"]["directory"] for one in there}
    assert Path(folder).is_relative_to(python.parents[1])
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert (up.returncode, lines[-1]["event"]) == (0, "all stopped")
    begun = {line["pid"] for line in lines if line["event"] == "started"}
    assert [pid for pid in begun if Path(f"/proc/{pid}").exists()] == []
    assert {path.name for path in tmp_path.iterdir()} == {"home", "up.log"}
