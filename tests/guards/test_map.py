"""Every module opens with one line, and the README's map is those lines."""

import ast

from tests.guards.map import block, written
from tests.guards.tree import modules, parsed, place


def test_a_module_opens_with_one_line_that_says_what_lives_there() -> None:
    said = {place(path): ast.get_docstring(parsed(path)) or "" for path in modules("kemiflow", "flows")}
    assert {name: text for name, text in said.items() if not text or "\n" in text} == {}


def test_the_map_in_the_readme_is_what_the_modules_say() -> None:
    assert written() == block(), "run .venv/bin/python -m tests.guards.map --write"
