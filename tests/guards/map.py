"""Draws the map: rooms into the README, modules into kemiflow/MAP.md: python -m tests.guards.map."""

import ast
from pathlib import Path

from tests.guards.tree import README, ROOT, modules, parsed, place

MAP = ROOT / "kemiflow" / "MAP.md"
BEGIN, END = "<!-- map: .venv/bin/python -m tests.guards.map -->\n", "<!-- end of map -->"


def said(path: Path) -> str:
    """Give the line that a module opens with."""
    return ast.get_docstring(parsed(path)) or ""


def rooms() -> str:
    """List the rooms, each by what its `__init__` says, as they stand in the README."""
    doors = [path for path in modules("kemiflow", "flows") if path.name == "__init__.py"]
    return "\n".join(["```text", *(f"{place(path.parent)}/ — {said(path)}" for path in doors), "```", ""])


def plan() -> str:
    """List all modules by room, each by the line it opens with, as they stand in kemiflow/MAP.md."""
    by_room: dict[str, list[Path]] = {}
    for path in modules("kemiflow", "flows"):
        by_room.setdefault(place(path.parent), []).append(path)
    blocks = [[f"## {room}/", "", *map(_line, sorted(paths)), ""] for room, paths in sorted(by_room.items())]
    return "\n".join(["# Every module, by the line it opens with", "", *(line for block in blocks for line in block)])


def _line(path: Path) -> str:
    return f"- {said(path)}" if path.name == "__init__.py" else f"- `{path.name}` {said(path)}"


def written() -> str:
    """Cut the rooms out of the README; a ValueError when the markers are not there."""
    text = README.read_text(encoding="utf-8")
    return text[text.index(BEGIN) + len(BEGIN) : text.index(END)]


def main() -> None:
    """Write both anew."""
    text = README.read_text(encoding="utf-8")
    README.write_text(text.replace(BEGIN + written(), BEGIN + rooms()), encoding="utf-8")
    MAP.write_text(plan(), encoding="utf-8")


if __name__ == "__main__":
    main()
