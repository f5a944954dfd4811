"""The tree as the guards see it: its files, its modules and what stands in them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
MADE = {"build", "dist", "kemiflow-demo", "__pycache__"}


def files() -> Iterator[Path]:
    """Walk the files that belong to the project: nothing made, nothing hidden but .ci and .gitignore."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") for part in parts) and parts[0] not in {".ci", ".gitignore"}
        if path.is_file() and not hidden and not MADE.intersection(parts):
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
