"""Problems as sentences for people, from templates/problems.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from kemiflow.exchange.problems import FileRefused, Problem


class UnknownSentence(KeyError):
    """`problems.toml` has no sentence for a problem."""


def sentences(refused: FileRefused, templates: Path, language: str = "fi") -> tuple[str, ...]:
    """Give one sentence a problem, in the order of the file, each with file, line and field."""
    return tuple(sentence(problem, templates, language) for problem in refused.problems)


def sentence(problem: Problem, templates: Path, language: str = "fi") -> str:
    """Word one problem in `language` (fi, sv, en; Finnish for any other); `templates` holds problems.toml.

    Errors: UnknownSentence when the table lacks the key.
    """
    table = _table(templates / "problems.toml")
    if problem.key not in table:
        raise UnknownSentence(problem.key)
    words = _filled(table[problem.key], problem.facts, language)
    near = _filled(table["near"], problem.facts, language) if problem.facts.get("near") else ""
    known = _filled(table["known"], problem.facts, language) if not near and problem.facts.get("known") else ""
    return " ".join(part for part in (f"{_place(problem)} {words}", near, known) if part)


def _place(problem: Problem) -> str:
    line = f":{problem.line}" if problem.line else ""
    at = f" {problem.field}:" if problem.field else ""
    return f"{problem.file}{line}:{at}"


def _filled(words: dict[str, str], facts: dict[str, str], language: str) -> str:
    return words.get(language, words["fi"]).format_map(facts)


@cache
def _table(path: Path) -> dict[str, dict[str, str]]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
