"""What city IT lays into place is sound: the file for containers, the unit for systemd."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import pytest
import yaml
from prefect.settings import Settings
from prefect.settings.legacy import _get_settings_fields
from prefect_redis.cleanup_queue import RedisWorkerCleanupQueueSettings
from prefect_redis.client import RedisMessagingSettings
from pydantic import ValidationError

from kemiflow.cli.commands import TABLE
from kemiflow.settings import DATABASE, HOME, root
from tests.flows.compose import File

COMPOSE = root() / "flows" / "compose.yaml"
UNIT = root() / "flows" / "kemiflow.service"
READ: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
FILE = File.model_validate(READ)
REDIS = (RedisMessagingSettings, RedisWorkerCleanupQueueSettings)
# As `run.py bench cluster` runs them
PREFECT = {
    "server database upgrade -y",
    "server start --host 0.0.0.0 --no-services",
    "server services start",
    "worker start --pool kemiflow --type process",
}
# The directives of systemd.unit, systemd.service, systemd.exec and systemd.kill that the unit uses
KNOWN = {
    "Unit": {"Description", "Wants", "After"},
    "Service": {
        "Type", "User", "Environment", "ExecStart", "Restart", "RestartSec", "TimeoutStopSec", "KillMode",
        "NoNewPrivileges", "ProtectSystem", "ReadWritePaths", "ProtectHome", "PrivateTmp", "UMask",
    },
    "Install": {"WantedBy"},
}  # fmt: skip
VALUES = {
    "Type": "simple|exec|notify|oneshot",
    "Restart": "no|always|on-failure|on-abnormal",
    "RestartSec": r"\d+",
    "TimeoutStopSec": r"\d+",
    "KillMode": "control-group|mixed|process|none",
    "NoNewPrivileges": "true|false",
    "ProtectSystem": "true|full|strict",
    "ProtectHome": "true|read-only|tmpfs",
    "PrivateTmp": "true|false",
    "UMask": r"0[0-7]{3}",
    "ExecStart": r"/\S+( \S+)*",
    "ReadWritePaths": r"/\S+",
    "Environment": r"[A-Z_]+=\S+",
}


def test_the_file_for_containers_is_as_the_specification_wants_it() -> None:
    assert FILE.unknown == set()
    used = {volume.partition(":")[0] for one in FILE.services.values() for volume in one.volumes}
    assert used == set(FILE.volumes)


def test_what_services_wait_for_is_there_can_come_about_and_never_goes_in_circles() -> None:
    needs = {name: one.needs for name, one in FILE.services.items()}
    for name, need in ((name, need) for wanted in needs.values() for name, need in wanted.items()):
        other = FILE.services[name]
        assert need.condition != "service_healthy" or other.healthcheck
        assert need.condition != "service_completed_successfully" or other.restart == "no"
    assert len(tuple(TopologicalSorter(needs).static_order())) == len(FILE.services)


@pytest.mark.parametrize(
    "wrong",
    [
        {"restart": False},  # YAML reads a bare no as false
        {"command": ["serve", 8040]},
        {"environment": {"DO_NOT_TRACK": True}},
        {"ports": ["4200:4200"]},
        {"volumes": ["./home:/srv"]},
        {"healthcheck": {"test": ["CMD"], "interval": 5, "retries": 1}},
        {"enviroment": {}},
        {"image": "${KEMIFLOW_IMAGE"},
    ],
)
def test_a_mistake_in_the_file_for_containers_is_found(wrong: dict[str, Any]) -> None:
    services = READ["services"] | {"site": READ["services"]["site"] | wrong}
    with pytest.raises(ValidationError):
        File.model_validate(READ | {"services": services})


def test_services_in_a_circle_are_found() -> None:
    with pytest.raises(CycleError):
        TopologicalSorter({"a": {"b"}, "b": {"a"}}).prepare()


def test_every_setting_of_the_containers_is_one_that_somebody_reads() -> None:
    ours = {DATABASE, HOME, "DO_NOT_TRACK", "POSTGRES_PASSWORD"}
    redis = {f"{one.model_config.get('env_prefix', '')}{field}".upper() for one in REDIS for field in one.model_fields}
    named = {name for one in FILE.services.values() for name in one.environment}
    assert named - ours - set(_get_settings_fields(Settings)) - redis == set()


def test_every_command_of_the_containers_is_one_that_there_is() -> None:
    commands = [one.command for one in FILE.services.values() if one.command and one.image.startswith("${KEMIFLOW")]
    ours = [command[1] for command in commands if command[0] == "kemiflow"]
    assert sorted(ours) == ["deploy", "serve"]
    assert set(ours) <= set(TABLE)
    theirs = {" ".join(command[1:]) for command in commands if command[0] == "prefect"}
    assert theirs == PREFECT


class Plain(configparser.RawConfigParser):
    """Reads a unit, whose directives are written in capitals too."""

    def optionxform(self, optionstr: str) -> str:
        """Leave a directive as it is written."""
        return optionstr


def unit() -> dict[str, list[tuple[str, str]]]:
    """Read the unit: sections with their directives, of which one may stand twice."""
    parser = Plain(comment_prefixes=("#", ";"), delimiters=("=",))
    parser.read_string(
        re.sub(r"^Environment=(\w+)", r"Environment \1=\1", UNIT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    )
    return {name: [(key.split(" ")[0], value) for key, value in parser.items(name)] for name in parser.sections()}


def test_the_unit_says_only_what_systemd_knows() -> None:
    assert {name: {key for key, _ in told} for name, told in unit().items()} == KNOWN
    for key, value in (pair for told in unit().values() for pair in told):
        assert re.fullmatch(VALUES.get(key, ".+"), value), f"{key}={value}"


def test_the_unit_runs_the_command_that_there_is_and_writes_only_into_the_home() -> None:
    told = dict(unit()["Service"])
    assert told["ExecStart"].split()[1:] == ["--json", "up"]
    assert f"{HOME}={told['ReadWritePaths']}" in UNIT.read_text(encoding="utf-8")


def test_systemd_itself_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    """Where there is no systemd, the two tests above are the whole proof."""
    program = shutil.which("systemd-analyze")
    there = Path(sys.executable).as_posix()
    laid = tmp_path / UNIT.name
    laid.write_text(UNIT.read_text(encoding="utf-8").replace("/opt/kemiflow/bin/kemiflow", there), encoding="utf-8")
    said = [program, "verify", str(laid)] if program else [sys.executable, "-c", ""]
    done = subprocess.run(said, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
