"""A document to be bound: its parts, looked at within the limits of packages, and what they link to."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain

from kemiflow.word.markup import Element, parse
from kemiflow.word.media import relations_of
from kemiflow.word.objections import MAIN, active, content_types, forbids, led_outside, xml
from kemiflow.word.package import CONTENT_TYPES, PackageRefused, Part, unpack
from kemiflow.word.reasons import because


@dataclass(frozen=True, kw_only=True)
class Link:
    """What a part links to: a part of the same package by its name, or an address outside."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True, kw_only=True)
class Opened:
    """The parts of a document by name."""

    main: str
    parts: Mapping[str, Part]

    def links(self, name: str) -> Mapping[str, Link]:
        """Give what a part links to by the links' ids."""
        relations = self.parts.get(relations_of(name))
        return {} if relations is None else _links(posixpath.dirname(name), relations.data)

    def related(self, kind: str) -> Part | None:
        """Give the part that the main one links to by a kind ("styles", "footnotes"), or None."""
        return self.parts.get(self._related.get(kind, ""))

    @cached_property
    def _related(self) -> Mapping[str, str]:
        links = reversed(tuple(self.links(self.main).values()))
        return {one.kind.rsplit("/", 1)[-1]: one.target for one in links}

    def tree(self, name: str) -> Element:
        """Parse a part. Errors: PackageRefused when it is broken."""
        return xml(self.parts[name])

    def kind_of(self, name: str) -> str:
        """Give the declared type of a part."""
        names, endings = _types(self.parts[CONTENT_TYPES].data)
        return names.get(name) or endings.get(name.rpartition(".")[2].lower(), "application/octet-stream")


@dataclass(kw_only=True)
class Reader:
    """Opens one document after another; a part that is as in the one before is not looked at again."""

    _seen: dict[str, Part] = field(default_factory=dict)
    _main: str = ""

    def open(self, data: bytes) -> Opened:
        """Open a document. Errors: PackageRefused as in `read_package`."""
        parts = unpack(data, self._seen)
        if not parts or self._seen.get(CONTENT_TYPES) is not parts[0]:
            self._main = next(name for name, kind in content_types(parts).items() if kind == MAIN)
        for one in parts:
            if self._seen.get(one.name) is not one:
                _admit(one)
        self._seen = {one.name: one for one in parts}
        if self._main not in self._seen:
            raise PackageRefused(because("no_word"), self._main)
        return Opened(main=self._main, parts=self._seen)


def _admit(part: Part) -> None:
    """Look at a part before it is parsed, which is done only when it is needed. Errors: PackageRefused."""
    forbidden = forbids(part)
    for refused in chain(active(part), (forbidden,) if forbidden else led_outside(part)):
        raise refused


@lru_cache(maxsize=32)
def _links(folder: str, relations: bytes) -> Mapping[str, Link]:
    return {one.get("Id", ""): _link(one, folder) for one in parse(relations)}


def _link(relation: Element, folder: str) -> Link:
    target = relation.get("Target", "")
    external = (relation.get("TargetMode") or "").lower() == "external"
    inside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Link(kind=relation.get("Type", ""), target=target if external else inside, external=external)


@lru_cache(maxsize=8)
def _types(data: bytes) -> tuple[Mapping[str, str], Mapping[str, str]]:
    root = parse(data)
    names = {one.get("PartName", "").lstrip("/"): one.get("ContentType", "") for one in root if one.get("PartName")}
    endings = {one.get("Extension", "").lower(): one.get("ContentType", "") for one in root if one.get("Extension")}
    return names, endings
