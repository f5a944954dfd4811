"""What people read: the words of words.toml, and letters from their templates."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from kemiflow.app.letters.outgoing import Written
from kemiflow.core.letters import Letter
from kemiflow.core.wording import FINNISH, Wording

SUBJECT, BODY = "subject", "body"


class Texts:
    """The folder `templates` of an installation; words are read when it is opened, templates compiled once."""

    def __init__(self, templates: Path) -> None:
        """Read words.toml. Errors: OSError, tomllib.TOMLDecodeError."""
        self._table = words((templates / "words.toml").read_text(encoding="utf-8"))
        self._letters = templates / "letters"
        self._environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(self._letters),
            undefined=StrictUndefined,
            autoescape=lambda name: bool(name and name.endswith(".html")),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def wording(self, language: str) -> Wording:
        """Give the words in a language (fi, sv, en)."""
        return Wording(language=language, table=self._table)

    def language_of(self, letter: Letter, wanted: str) -> str:
        """Give the wanted language if the letter's kind has a template in it, otherwise Finnish."""
        return wanted if (self._letters / letter.kind / _file(BODY, wanted)).is_file() else FINNISH

    def letter(self, letter: Letter, content: Mapping[str, object]) -> Written:
        """Word a letter in the language of its content. Errors: jinja2.TemplateError."""
        language = str(content["language"])
        subject, body = (
            self._environment.get_template(f"{letter.kind}/{_file(part, language)}").render(content)
            for part in (SUBJECT, BODY)
        )
        return Written(subject=" ".join(subject.split()), body=body, language=language)


@lru_cache(maxsize=4)
def words(text: str) -> Mapping[str, dict[str, str]]:
    """Read words; the same text is read once, since a process opens a home often. Errors: tomllib.TOMLDecodeError."""
    return dict(sections("", tomllib.loads(text)))


def _file(part: str, language: str) -> str:
    return f"{part}.txt" if language == FINNISH else f"{part}.{language}.txt"


def sections(section: str, table: Mapping[str, object]) -> Iterator[tuple[str, dict[str, str]]]:
    """Give words by "section.key"; what holds Finnish words is an entry, anything else a section."""
    for key, value in table.items():
        if not isinstance(value, Mapping):
            continue
        name = f"{section}.{key}" if section else key
        if isinstance(value.get(FINNISH), str):
            yield name, {str(language): str(words) for language, words in value.items()}
        else:
            yield from sections(name, value)
