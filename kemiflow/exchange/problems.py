"""What is wrong with a file: every problem with its line and field, all of a file at once."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One mistake in a file: where it stands, and a sentence of `problems.toml` with the facts it needs.

    `line` counts from 1; 0 means the file as a whole.
    """

    file: str
    line: int
    field: str
    key: str
    facts: dict[str, str] = dataclasses.field(default_factory=dict)

    def __str__(self) -> str:
        """Give the problem for a log; people read `wording.sentence`."""
        return f"{self.file}:{self.line}: {self.field}: {self.key} {self.facts or ''}".rstrip()


class FileRefused(Exception):
    """A file cannot be taken as it is; carries every problem found in it, by line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order of the file."""
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Findings:
    """Problems of one file, collected while it is read on."""

    def __init__(self, file: str) -> None:
        """Begin without problems."""
        self.file = file
        self._problems: list[Problem] = []

    def add(self, line: int, at: str, key: str, **facts: str) -> None:
        """Note a problem; the same one at the same place only once."""
        problem = Problem(file=self.file, line=line, field=at, key=key, facts=facts)
        if problem not in self._problems:
            self._problems.append(problem)

    def refuse(self) -> None:
        """Raise FileRefused when anything was found."""
        if self._problems:
            raise FileRefused(self._problems)

    def __len__(self) -> int:
        """Count the problems."""
        return len(self._problems)


def nearest(word: str, known: Iterable[str]) -> str:
    """Give the known word that was probably meant, or nothing."""
    folded = {each.casefold(): each for each in known}
    close = difflib.get_close_matches(word.casefold(), folded, n=1)
    return folded[close[0]] if close else ""
