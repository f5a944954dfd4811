"""The city's settings from city.yaml: read by type, checked in themselves, every problem with its line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

from kemiflow.core.city import Body, Settings
from kemiflow.core.definition.soundness import CITY_BOARD, COUNCIL
from kemiflow.exchange.forms import Reader
from kemiflow.exchange.located import Items, Node, Table, read_yaml
from kemiflow.exchange.problems import Findings, nearest
from kemiflow.exchange.scalars import as_clock
from kemiflow.exchange.shapes import Rules

LANGUAGES: Final = ("fi", "sv", "en")
RECORDS: Final = ("memo", "minutes")
_RULES: Final = Rules(filled=frozenset({(Settings, "bodies")}))
_Found: TypeAlias = Iterator[tuple[tuple[str | int, ...], str, dict[str, str]]]


def read_settings(content: bytes | str, name: str) -> Settings:
    """Read city.yaml; bodies and sectors must know each other, and no two bodies answer to the same name.

    Errors: FileRefused with every problem, by line.
    """
    findings = Findings(name)
    root = read_yaml(content, name)
    settings = Reader(findings=findings, rules=_RULES).form(Settings, root)
    findings.refuse()
    for path, key, facts in _problems(settings):
        findings.add(line_at(root, path), dotted(path), key, **facts)
    findings.refuse()
    return settings


def line_at(node: Node, path: tuple[str | int, ...]) -> int:
    """Find the line of a place in a file; of the nearest table above when the place itself was left out."""
    if not path:
        return node.line
    first, rest = path[0], path[1:]
    if isinstance(node, Items) and isinstance(first, int):
        return line_at(node.items[first], rest)
    entry = node.entry(str(first)) if isinstance(node, Table) else None
    if entry is None:
        return node.line
    return line_at(entry.node, rest) if rest else entry.line


def dotted(path: tuple[str | int, ...]) -> str:
    """Write a place in a file the way people read it: bodies[2].sector."""
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def _problems(settings: Settings) -> _Found:
    yield from _names(settings)
    yield from _bodies(settings)
    yield from _hours(settings)
    yield from _sectors(settings)
    yield from _words(settings)
    yield from _numbers(settings)


def _names(settings: Settings) -> _Found:
    # Whatever a body is called by in files and minutes leads to one body only
    taken: dict[str, str] = {}
    for index, body in enumerate(settings.bodies):
        for field, word in _called(body):
            owner = taken.setdefault(word.casefold(), body.id)
            if owner != body.id or (field == "id" and any(each.id == body.id for each in settings.bodies[:index])):
                yield ("bodies", index, field), "name_twice", {"value": word, "first": owner}
    for body_id in (COUNCIL, CITY_BOARD):
        if settings.body(body_id) is None:
            yield ("bodies",), "no_such_body", {"value": body_id}


def _called(body: Body) -> Iterator[tuple[str, str]]:
    yield "id", body.id
    yield "name", body.name.fi
    yield from (("abbreviations", word) for word in body.abbreviations)
    if body.prefix:
        yield "prefix", body.prefix


def _bodies(settings: Settings) -> _Found:
    known = [sector.id for sector in settings.sectors]
    for index, body in enumerate(settings.bodies):
        if body.sector is not None and body.sector not in known:
            yield ("bodies", index, "sector"), "unknown_value", _unknown(body.sector, known)


def _hours(settings: Settings) -> _Found:
    for index, body in enumerate(settings.bodies):
        for field in ("closes_hour", "meets_at"):
            if as_clock(getattr(body, field)) is None:
                yield ("bodies", index, field), "no_clock", {"value": getattr(body, field)}
        for field in ("notice_days", "closes_working_days"):
            if getattr(body, field) < 0:
                yield ("bodies", index, field), "too_small", {"value": str(getattr(body, field)), "least": "0"}


def _sectors(settings: Settings) -> _Found:
    known = [body.id for body in settings.bodies]
    seen: set[str] = set()
    for index, sector in enumerate(settings.sectors):
        if sector.id in seen:
            yield ("sectors", index, "id"), "name_twice", {"value": sector.id, "first": sector.id}
        seen.add(sector.id)
        if sector.body not in known:
            yield ("sectors", index, "body"), "unknown_value", _unknown(sector.body, known)


def _words(settings: Settings) -> _Found:
    if settings.language not in LANGUAGES:
        yield ("language",), "unknown_value", _unknown(settings.language, LANGUAGES)
    if settings.sessions.record not in RECORDS:
        yield ("sessions", "record"), "unknown_value", _unknown(settings.sessions.record, RECORDS)
    if settings.answer_url and not settings.answer_url.startswith(("https://", "http://")):
        yield ("answer_url",), "no_web_address", {"value": settings.answer_url}


def _numbers(settings: Settings) -> _Found:
    if settings.motion_months < 1:
        yield ("motion_months",), "too_small", {"value": str(settings.motion_months), "least": "1"}
    if settings.ladder.least < 0:
        yield ("ladder",), "too_small", {"value": str(settings.ladder.least), "least": "0"}


def _unknown(word: str, known: list[str] | tuple[str, ...]) -> dict[str, str]:
    return {"value": word, "near": nearest(word, known), "known": ", ".join(known)}
