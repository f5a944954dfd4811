"""The tree as the guards see it: its files, its modules and what stands in them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
MADE = {"build", "dist", "__pycache__"}
HOME = {"city.yaml", "kemiflow.db"}  # one of these stands in every home, as the README's commands make them here


def rooms() -> set[str]:
    """Name the folders of the top level that belong to the project: nothing made, nothing hidden, no home."""
    return {
        path.name
        for path in ROOT.iterdir()
        if path.is_dir()
        and path.name not in MADE
        and not path.name.startswith(".")
        and not any((path / one).exists() for one in HOME)
    }


def files() -> Iterator[Path]:
    """Walk the files that belong to the project: nothing made, nothing hidden but .ci and .gitignore."""
    known = {*rooms(), ".ci", ".gitignore"}
    for path in sorted(ROOT.rglob("*")):
        first, *parts = path.relative_to(ROOT).parts
        mine = first in known or (not parts and not first.startswith("."))
        if path.is_file() and mine and not any(part in MADE or part.startswith(".") for part in parts):
            yield path


def modules(*folders: str) -> list[Path]:
    """List the modules below some folders of the top level."""
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def parsed(path: Path) -> ast.Module:
    """Parse a module."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def place(path: Path) -> str:
    """Name a file by its way from the top."""
    return path.relative_to(ROOT).as_posix()
