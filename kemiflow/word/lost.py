"""Links of a package that lead to nothing: Word calls a file with one unreadable, or shows a red cross."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from kemiflow.word.markup import Element, parse
from kemiflow.word.media import relations_of
from kemiflow.word.package import PackageRefused, Part
from kemiflow.word.reasons import because

USED = re.compile(rb'\br:(?:id|embed|link|pict)="([^"]+)"')


def lost(parts: tuple[Part, ...]) -> Iterator[PackageRefused]:
    """Tell of each link to a part that is not there, and of each use of a link that is none."""
    by_name = {part.name: part for part in parts}
    there = {name.lower() for name in by_name}
    for name, part in by_name.items():
        relations = by_name.get(relations_of(name))
        links = {} if relations is None else {one.get("Id", ""): one for one in parse(relations.data)}
        yield from _missing(name, links, there)
        if name.endswith(".xml"):
            used = dict.fromkeys(found.decode("utf-8", "replace") for found in USED.findall(part.data))
            for link in (one for one in used if one not in links):
                yield PackageRefused(because("link_unknown", link=link), relations_of(name))


def _missing(name: str, links: Mapping[str, Element], there: set[str]) -> Iterator[PackageRefused]:
    for link, one in links.items():
        if (one.get("TargetMode") or "").lower() == "external":
            continue
        target = unquote(one.get("Target") or "").partition("#")[0]
        inside = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), target)).lstrip("/")
        if target and inside.lower() not in there:
            kind = (one.get("Type") or "").rsplit("/", 1)[-1]
            code = "picture_lost" if kind == "image" else "part_lost"
            yield PackageRefused(because(code, target=inside, link=link), relations_of(name))
