"""Every reason, lack and deviation of the rules has its words in three languages."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from kemiflow.core.lacks import RULES
from kemiflow.settings import templates_dir

SOURCE = Path(__file__).parents[3] / "kemiflow"
WORDS = tomllib.loads((templates_dir() / "words.toml").read_text(encoding="utf-8"))
LANGUAGES = {"fi", "sv", "en"}


def calls(*folders: str) -> Iterator[tuple[str, ast.Call]]:
    """Give the calls by name in some folders."""
    for folder in folders:
        for path in sorted((SOURCE / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    yield node.func.id, node


def text(node: ast.expr) -> str | None:
    """Give the words of a literal."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def reasons() -> set[str]:
    """Name every reason for which something is refused."""
    found = set()
    for name, call in calls("core", "app"):
        if name == "refuse" and call.args and (reason := text(call.args[0])):
            found.add(reason)
        if name == "known" and call.args and (what := text(call.args[0])):
            found.add(f"unknown_{what}")
        if name == "Refusal":
            found |= {reason for word in call.keywords if word.arg == "reason" and (reason := text(word.value))}
    return found


def yielded(path: Path) -> set[str]:
    """Name the codes that a module's rules give: the literal beginning of each."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Yield) and node.value:
            first = node.value.elts[0] if isinstance(node.value, ast.Tuple) else node.value
            part = first.values[0] if isinstance(first, ast.JoinedStr) else first
            if word := text(part):
                found.add(word.partition(":")[0])
    return found


def untold(section: str, names: set[str]) -> list[str]:
    """Name what a section of words.toml does not tell in every language."""
    return sorted(name for name in names if set(WORDS[section].get(name, {})) < LANGUAGES)


def test_every_refusal_has_its_sentence() -> None:
    assert len(reasons()) > 40
    assert untold("refusal", reasons()) == []


def test_every_lack_has_its_sentence_for_approval_and_as_a_deviation() -> None:
    codes = yielded(SOURCE / "core" / "lacks.py")
    assert len(codes) >= len(RULES)
    assert untold("lacking", codes) == []
    assert untold("deviation", codes) == []


def test_every_deviation_has_its_words() -> None:
    codes = yielded(SOURCE / "core" / "commands" / "deviations.py")
    assert "statement_late" in codes
    assert untold("deviation", codes) == []
