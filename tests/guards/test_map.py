"""Every module opens with one line; the README's rooms and the map of all modules are those lines."""

from tests.guards.map import MAP, plan, rooms, said, written
from tests.guards.tree import modules, place

AGAIN = "run .venv/bin/python -m tests.guards.map"


def test_a_module_opens_with_one_line_that_says_what_lives_there() -> None:
    lines = {place(path): said(path) for path in modules("kemiflow", "flows")}
    assert {name: text for name, text in lines.items() if not text or "\n" in text} == {}


def test_the_rooms_in_the_readme_are_what_the_packages_say() -> None:
    assert written() == rooms(), AGAIN


def test_the_map_is_what_the_modules_say() -> None:
    assert MAP.read_text(encoding="utf-8") == plan(), AGAIN
