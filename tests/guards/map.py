"""Prints the map of the modules, or writes it into the README: python -m tests.guards.map [--write]."""

import ast
import sys

from tests.guards.tree import README, modules, parsed, place

BEGIN, END = "<!-- map: .venv/bin/python -m tests.guards.map --write -->\n", "<!-- end of map -->"


def lines() -> list[str]:
    """Give one line a module: its place, and the line it opens with."""
    return [f"{place(path)} — {ast.get_docstring(parsed(path))}" for path in modules("kemiflow", "flows")]


def block() -> str:
    """Give the map as it stands in the README, markers apart."""
    return "\n".join(["```text", *lines(), "```", ""])


def written() -> str:
    """Cut the map out of the README; a ValueError when its markers are not there."""
    text = README.read_text(encoding="utf-8")
    return text[text.index(BEGIN) + len(BEGIN) : text.index(END)]


def main() -> None:
    """Print the map, or put it between the README's markers."""
    if "--write" in sys.argv:
        text = README.read_text(encoding="utf-8")
        README.write_text(text.replace(BEGIN + written(), BEGIN + block()), encoding="utf-8")
    else:
        print(block(), end="")


if __name__ == "__main__":
    main()
