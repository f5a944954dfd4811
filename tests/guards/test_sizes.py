"""Modules and functions stay small enough to be read at once."""

import ast
from collections.abc import Iterator

from tests.guards.tree import ROOT, modules, parsed, place

MODULE, FUNCTION = 200, 25
SHIPPED = [ROOT / "run.py", *modules("kemiflow", "flows")]


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function below its signature, its docstring apart."""
    said = ast.get_docstring(function) is not None
    statements = function.body[1:] if said else function.body
    return (function.end_lineno or 0) - statements[0].lineno + 1 if statements else 0


def long_functions(module: ast.Module) -> Iterator[str]:
    """Name the functions that are too long."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and body_lines(node) > FUNCTION:
            yield f"{node.name}: {body_lines(node)} lines"


def test_a_module_has_at_most_two_hundred_lines() -> None:
    lengths = {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SHIPPED}
    assert {name: length for name, length in lengths.items() if length > MODULE} == {}


def test_a_function_has_at_most_twenty_five_lines() -> None:
    assert [f"{place(path)} {name}" for path in SHIPPED for name in long_functions(parsed(path))] == []


def test_a_long_function_is_seen() -> None:
    long = "def f():\n" + "    x = 1\n" * (FUNCTION + 1)
    assert list(long_functions(ast.parse(long))) == ["f: 26 lines"]
