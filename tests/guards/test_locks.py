"""The locks agree with each other, hold a hash for everything and no address."""

import re
import tomllib

import pytest

from tests.guards.tree import ROOT

LOCKS = ["requirements.lock", "requirements-test.lock", "requirements-bench.lock"]
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?P<marker>[^\\]*)\\$", re.MULTILINE)


def text(lock: str) -> str:
    """Read a lock."""
    return (ROOT / lock).read_text(encoding="utf-8")


def pins(lock: str) -> dict[str, str]:
    """Give the version of each package of a lock."""
    return {found["name"]: found["version"] for found in PIN.finditer(text(lock))}


def wanted(requirements: list[str]) -> set[str]:
    """Name the packages of some requirements."""
    return {re.split(r"[<>=\[;]", line)[0].lower() for line in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_a_hash(lock: str) -> None:
    lines = text(lock).splitlines()
    packages = [line for line in lines if not line.startswith(" ")]
    assert len(packages) == len(PIN.findall(text(lock))) > 0  # a package may have one version for each Python
    assert all("--hash=sha256:" in lines[lines.index(line) + 1] for line in packages)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_no_address(lock: str) -> None:
    assert re.findall(r"https?:|file:|--(?:extra-)?index|--find-links| @ ", text(lock)) == []


@pytest.mark.parametrize("lock", LOCKS[1:])
def test_a_package_has_one_version_in_all_locks(lock: str) -> None:
    first, here = pins(LOCKS[0]), pins(lock)
    assert {name: here[name] for name in first.keys() & here} == {name: first[name] for name in first.keys() & here}


def test_what_is_declared_is_locked() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = declared["dependency-groups"]
    assert wanted([*declared["project"]["dependencies"], *groups["build"]]) <= pins(LOCKS[0]).keys()
    assert wanted([*groups["test"], *groups["lint"]]) <= pins(LOCKS[1]).keys()
    assert wanted(groups["bench"]) <= pins(LOCKS[2]).keys()
