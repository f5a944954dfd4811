"""A document that people brought or edited, opened to be read: within the limits of a package, nothing of it run."""

from collections.abc import Mapping
from dataclasses import dataclass

from kemiflow.word.compile import NUMBERING, STORIES, STYLES
from kemiflow.word.markup import Element, w
from kemiflow.word.objections import MAIN, content_types, unreadable, xml
from kemiflow.word.package import PackageRefused, Part, unpack
from kemiflow.word.reasons import because
from kemiflow.word.styles import Styles


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A document: its parts with their types, its styles, and the trees of its stories, the body first."""

    parts: tuple[Part, ...]
    types: Mapping[str, str]
    styles: Styles
    stories: Mapping[str, Element]

    def part(self, kind: str) -> Part | None:
        """Give the part of a type, or None."""
        return next((part for part in self.parts if self.types.get(part.name) == kind), None)


def opened(data: bytes) -> Opened:
    """Open a document; comments, tracked changes and links out of it are left as they are.

    Errors: PackageRefused.
    """
    parts = unpack(data)
    for refused in filter(None, map(unreadable, parts)):
        raise refused
    types = content_types(parts)
    by_type = {types[part.name]: part for part in parts if part.name in types}
    if xml(by_type[MAIN]).tag != w("document") if MAIN in by_type else True:
        raise PackageRefused(because("strict" if MAIN in by_type else "no_word"), "")
    stories = sorted((types[part.name] != MAIN, part.name) for part in parts if types.get(part.name) in STORIES)
    named = {part.name: part for part in parts}
    return Opened(
        parts=parts,
        types=types,
        styles=Styles(*(xml(by_type[one]) if one in by_type else None for one in (STYLES, NUMBERING))),
        stories={name: xml(named[name]) for _, name in stories},
    )
