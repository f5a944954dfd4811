"""The core reads no clock, opens nothing and draws no lots; elsewhere, one module reads the clock."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.guards.tree import ROOT, modules, parsed, place

CLOCK = {"today", "now", "utcnow", "time_ns", "monotonic", "perf_counter"}
WORLD = {"open", "print", "input", "exec", "eval", "__import__", "breakpoint"}
LOTS = {"random", "uuid", "secrets"}


def called(module: ast.Module) -> Iterator[tuple[str, int]]:
    """Name what is called, without what it is called on, and where."""
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                yield name, node.lineno
            case _:
                pass


def imported(module: ast.Module) -> Iterator[str]:
    """Name the top-level packages that a module imports."""
    for node in ast.walk(module):
        match node:
            case ast.Import(names=names):
                yield from (alias.name.split(".")[0] for alias in names)
            case ast.ImportFrom(module=str(name)):
                yield name.split(".")[0]
            case _:
                pass


def reached(path: Path, names: set[str]) -> list[str]:
    """List where a module calls or imports one of some names."""
    module = parsed(path)
    calls = [f"{place(path)}:{line} {name}()" for name, line in called(module) if name in names]
    return calls + [f"{place(path)} imports {name}" for name in imported(module) if name in names]


def test_the_core_reaches_nothing_of_the_world() -> None:
    assert [found for path in modules("kemiflow/core") for found in reached(path, CLOCK | WORLD | LOTS)] == []


def read(module: ast.Module) -> Iterator[str]:
    """Name the readings of the machine's own clock; asking a clock that was handed in is none."""
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="datetime" | "date" | "time"), attr=name)):
                if name in CLOCK | {"time"}:
                    yield name
            case _:
                pass


def test_only_the_clock_reads_the_clock() -> None:
    others = [path for path in modules("kemiflow", "flows") if path != ROOT / "kemiflow" / "clock.py"]
    assert [f"{place(path)} {name}()" for path in others for name in read(parsed(path))] == []


def test_a_reading_of_the_machines_clock_is_seen() -> None:
    assert list(read(ast.parse("datetime.now(UTC); time.time(); world.now()"))) == ["now", "time"]


def test_a_day_taken_inside_is_seen() -> None:
    assert list(called(ast.parse("def plan(today=date.today()): ..."))) == [("today", 1)]
