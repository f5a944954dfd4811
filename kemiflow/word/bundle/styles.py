"""The styles of a bundle: a document's styles are the frame's by name; what the frame lacks is taken along."""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from kemiflow.word.markup import PPR, RPR, VAL, Element, parse, remove, w

STYLE, ID, TYPE, DEFAULT = w("style"), w("styleId"), w("type"), w("default")
LINKS = frozenset({w("basedOn"), w("link"), w("next")})
# What decides how a text looks, apart from which list it is in
GROUPS = (PPR, RPR, w("tblPr"), w("tcPr"))
NO_LOOK = frozenset({w("numPr"), w("rsid")})

Ids = Callable[[str], str]
Look = Mapping[tuple[str, str], bytes]


@dataclass(kw_only=True)
class Sheet:
    """The styles of one document by id and by name."""

    data: bytes
    root: Element
    by_id: dict[str, Element] = field(default_factory=dict)
    by_name: dict[tuple[str, str], str] = field(default_factory=dict)
    brought: bool = False

    def put(self, style: Element) -> None:
        """Note a style."""
        self.by_id[style.get(ID, "")] = style
        self.by_name.setdefault((style.get(TYPE, ""), name_of(style).lower()), style.get(ID, ""))

    def default(self, kind: str) -> str:
        """Give the id of the style that holds where none is named."""
        found = (key for key, one in self.by_id.items() if one.get(TYPE) == kind and one.get(DEFAULT) in {"1", "true"})
        return next(found, "")

    @cached_property
    def lists(self) -> Mapping[str, tuple[str, str]]:
        """Give the lists (number, level) of the styles that put their paragraphs into one."""
        found = {key: self._list_of(key) for key, one in self.by_id.items() if one.get(TYPE) == "paragraph"}
        return {key: one for key, one in found.items() if one is not None}

    def _list_of(self, key: str) -> tuple[str, str] | None:
        found = (one.find(f"{PPR}/{w('numPr')}") for one in self._chain(key))
        return next((_numbered(one) for one in found if one is not None), None)

    def look(self, key: str) -> Look:
        """Give everything that decides how a style looks, with what it is based on and the document's defaults."""
        made: dict[tuple[str, str], bytes] = {}
        for style in reversed(list(self._chain(key))):
            for group in style.iter(*GROUPS):
                for one in group:
                    if one.tag not in NO_LOOK:
                        made |= _facts(group.tag, one)
        return made

    def _chain(self, key: str) -> Iterator[Element]:
        seen: set[str] = set()
        while key in self.by_id and key not in seen:
            seen.add(key)
            yield self.by_id[key]
            based = self.by_id[key].find(w("basedOn"))
            key = "" if based is None else based.get(VAL, "")
        yield from self.root.iterfind(w("docDefaults"))


@dataclass(kw_only=True, eq=False)
class Mapped:
    """The styles of documents that share one sheet, as the frame knows them.

    They are the `same` as the frame's, or `differing` names those that look otherwise there.
    """

    frame: Sheet
    own: Sheet
    same: bool
    ids: dict[str, str] = field(default_factory=dict)
    differing: dict[str, str] = field(default_factory=dict)

    def __call__(self, key: str) -> str:
        """Give the frame's id of a style; an unknown one stays as it is."""
        if not self.same and key not in self.ids and key in self.own.by_id:
            self._map(key, self.own.by_id[key])
        return self.ids.get(key, key)

    def _map(self, key: str, style: Element) -> None:
        name = name_of(style)
        there = self.frame.by_name.get((style.get(TYPE, ""), name.lower()))
        if there is None:
            self._bring(key, deepcopy(style))
            return
        self.ids[key] = there
        if self.own.look(key) != self.frame.look(there):
            self.differing[key] = name

    def _bring(self, key: str, style: Element) -> None:
        ways = (key, *(f"{key}_{number}" for number in range(2, 1000)))
        self.ids[key] = next(one for one in ways if one not in self.frame.by_id)
        style.set(ID, self.ids[key])
        style.attrib.pop(DEFAULT, "")
        for one in [one for one in style.iter() if one.tag in NO_LOOK]:
            remove(one)
        self.frame.put(style)
        self.frame.brought = True
        self.frame.root.append(style)
        for one in style:
            if one.tag in LINKS:
                one.set(VAL, self(one.get(VAL, "")))


def read_sheet(data: bytes) -> Sheet:
    """Read a styles part."""
    made = Sheet(data=data, root=parse(data))
    for style in made.root.iterfind(STYLE):
        made.put(style)
    return made


def name_of(style: Element) -> str:
    """Give the name by which people know a style."""
    name = style.find(w("name"))
    return "" if name is None else name.get(VAL, "")


def _numbered(properties: Element) -> tuple[str, str] | None:
    number, level = (properties.find(w(name)) for name in ("numId", "ilvl"))
    if number is None or number.get(VAL) == "0":
        return None
    return number.get(VAL, ""), "0" if level is None else level.get(VAL, "0")


def _facts(group: str, one: Element) -> dict[tuple[str, str], bytes]:
    """Give what an element says, fact by fact: a later one overrides only what it says itself."""
    if len(one):
        return {(f"{group}/{one.tag}", ""): etree.tostring(one, method="c14n", exclusive=True)}
    return {(f"{group}/{one.tag}", str(name)): str(value).encode() for name, value in one.attrib.items()} or {
        (f"{group}/{one.tag}", w("val")): b"1"
    }
