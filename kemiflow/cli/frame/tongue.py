"""Which language the person at the terminal reads, and the words of help.toml and words.toml in it."""

from __future__ import annotations

import os
import tomllib
from functools import cache
from typing import Final

from kemiflow.core.wording import FINNISH, Wording
from kemiflow.settings import templates_dir

LANGUAGES: Final = ("fi", "sv", "en")
OTHERWISE: Final = "en"
LOCALE: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


def language() -> str:
    """Give the language by KEMIFLOW_LANGUAGE, else by the locale; English where it is none of ours."""
    told = wanted() or next((value for name in LOCALE if (value := os.environ.get(name))), "")
    return told[:2] if told[:2] in LANGUAGES else OTHERWISE


def wanted() -> str:
    """Give the language that KEMIFLOW_LANGUAGE asks for, or nothing."""
    return os.environ.get("KEMIFLOW_LANGUAGE", "")


def helps(key: str, tongue: str | None = None, /, **facts: object) -> str:
    """Give the words of help.toml under "section.key", by default in the terminal's language."""
    entry = _table("help.toml")[key]
    return entry.get(tongue or language(), entry[OTHERWISE]).format(**facts)


def has_help(key: str) -> bool:
    """Tell whether help.toml has words under "section.key"."""
    return key in _table("help.toml")


def words(tongue: str | None = None) -> Wording:
    """Give the words of words.toml in a language, by default the terminal's."""
    return Wording(language=tongue or language(), table=_table("words.toml"))


@cache
def _table(name: str) -> dict[str, dict[str, str]]:
    read = tomllib.loads((templates_dir() / name).read_text(encoding="utf-8"))
    return {
        f"{section}.{key}": entry
        for section, entries in read.items()
        for key, entry in entries.items()
        if isinstance(entry, dict) and (FINNISH in entry or OTHERWISE in entry)
    }
