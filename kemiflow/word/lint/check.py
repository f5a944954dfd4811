"""The check of a template: its package, its tags, their sense and the document around them, all at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kemiflow.word.compile import NUMBERING, PROPERTIES, STORIES, STYLES, compile_template, environment
from kemiflow.word.faults import Fault, Place, TemplateBroken
from kemiflow.word.lint.around import Around, language_of
from kemiflow.word.lint.examples import bare, example
from kemiflow.word.lint.fields import ANYTHING, Meaning, schema
from kemiflow.word.lint.meaning import Sense
from kemiflow.word.markup import Element, parse
from kemiflow.word.objections import content_types, objections, unreadable, xml
from kemiflow.word.package import PackageRefused, Part, unpack
from kemiflow.word.reasons import Weight, because
from kemiflow.word.sandbox import Sandbox
from kemiflow.word.source import source_of
from kemiflow.word.styles import Styles
from kemiflow.word.tags import Kind, Tag

MAIN_PART = "word/document.xml"
CORE = "application/vnd.openxmlformats-package.core-properties+xml"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
INTRODUCED = re.compile(r"\b(?:for|set)\s+(\w+)(?:\s*,\s*(\w+))?")


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a check found, in the order of the document."""

    name: str
    faults: tuple[Fault, ...]

    @property
    def errors(self) -> tuple[Fault, ...]:
        """Give what stops the template from being used."""
        return tuple(fault for fault in self.faults if fault.weight is Weight.ERROR)

    @property
    def unopened(self) -> bool:
        """Tell whether the file as a whole is at fault: nothing in it could be looked at."""
        return any(fault.place.part == self.name for fault in self.errors)


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A template opened for its check."""

    parts: tuple[Part, ...]
    types: dict[str, str]
    styles: Styles
    meaning: Meaning
    env: Sandbox


def lint(data: bytes, *, name: str, kind: str | None = None) -> Report:
    """Check a template, for a kind of document or for any."""
    try:
        parts = unpack(data)
        unreadables = [refused for part in parts if (refused := unreadable(part))]
        opened = None if unreadables else _opened(parts, kind)
    except PackageRefused as refused:
        return Report(name=name, faults=(_refused(refused, name),))
    found = [_placed(refused, opened) for refused in objections(parts)]
    if opened is not None:
        found += _of_parts(opened)
        found += () if any(one.weight is Weight.ERROR for one in found) else _tried(data, name, kind)
    return Report(name=name, faults=tuple(sorted(found, key=lambda fault: _order(fault.place, parts))))


def _opened(parts: tuple[Part, ...], kind: str | None) -> Opened:
    types = content_types(parts)
    by_type = {types[part.name]: part for part in parts if part.name in types}
    styles = Styles(*(xml(by_type[one]) if one in by_type else None for one in (STYLES, NUMBERING)))
    return Opened(parts=parts, types=types, styles=styles, meaning=schema(kind), env=environment())


def _of_parts(opened: Opened) -> Iterator[Fault]:
    for number, part in enumerate(opened.parts):
        kind = opened.types.get(part.name, "")
        if kind in STORIES:
            yield from Around(part=part.name, root=parse(part.data), styles=opened.styles).faults()
        if kind in STORIES | PROPERTIES:
            yield from _of_tags((number, part), opened)
    yield from _of_whole(opened)


def _of_tags(numbered: tuple[int, Part], opened: Opened) -> Iterator[Fault]:
    number, part = numbered
    source, found = source_of((number, part.name, part.data), opened.styles, opened.env)
    yield from found.findings.faults
    unsure = " ".join(fault.tag for fault in found.findings.faults)
    guessed = {name: ANYTHING for names in INTRODUCED.findall(unsure) for name in names if name}
    yield from _of_lists(source.tags, opened.styles)
    told = {(fault.place, fault.tag) for fault in found.findings.faults}
    sense = Sense(names=[{**opened.meaning.fields, **guessed}], env=opened.env)
    yield from (fault for fault in sense.of_tags(source.tags) if (fault.place, fault.tag) not in told)


def _of_lists(tags: tuple[Tag, ...], styles: Styles) -> Iterator[Fault]:
    if all(styles.list_style(ordered=one) for one in (True, False)):
        return
    yield from (
        Fault(place=tag.place, reason=because("no_list_style"), tag=tag.source)
        for tag in tags
        if tag.is_rich and tag.kind is Kind.VALUE
    )


def _of_whole(opened: Opened) -> Iterator[Fault]:
    by_type = {opened.types[part.name]: part for part in opened.parts if part.name in opened.types}
    styles, core = by_type.get(STYLES), by_type.get(CORE)
    if styles is None or not language_of(parse(styles.data)):
        yield Fault(place=Place(part=styles.name if styles else "word/styles.xml"), reason=because("no_language"))
    title = None if core is None else parse(core.data).find(TITLE)
    if title is None or not (title.text or "").strip():
        yield Fault(place=Place(part=core.name if core else "docProps/core.xml"), reason=because("no_title"))


def _tried(data: bytes, name: str, kind: str | None) -> Iterator[Fault]:
    """Fill the template in, once with everything and once with next to nothing."""
    told: dict[tuple[Place, str], Fault] = {}
    for facts in () if kind is None else (example(kind), bare(kind)):
        try:
            compile_template(data, name=name).render(facts)
        except TemplateBroken as broken:
            told.update(((fault.place, fault.tag), fault) for fault in broken.faults)
    yield from told.values()


def _placed(refused: PackageRefused, opened: Opened | None) -> Fault:
    """Place what a link does at the paragraph that uses the link."""
    link = str(dict(refused.reason.facts).get("link", ""))
    folder, _, name = refused.part.rpartition("/_rels/")
    owner = f"{folder}/{name.removesuffix('.rels')}"
    part = None if opened is None else next((one for one in opened.parts if one.name == owner), None)
    if opened is not None and part is not None and link and opened.types.get(owner, "") in STORIES:
        around = Around(part=owner, root=parse(part.data), styles=opened.styles)
        user = next((one for one in around.root.iter("*") if link in _links(one)), None)
        if user is not None:
            return Fault(place=around.place_of(user), reason=refused.reason)
    return _refused(refused, refused.part)


def _links(element: Element) -> list[str]:
    return [str(value) for name, value in element.attrib.items() if str(name).startswith(RELATION)]


def _refused(refused: PackageRefused, name: str) -> Fault:
    return Fault(place=Place(part=refused.part or name), reason=refused.reason)


def _order(place: Place, parts: tuple[Part, ...]) -> tuple[int, int]:
    names = [part.name for part in parts]
    number = names.index(place.part) if place.part in names else -1
    return (number if place.part != MAIN_PART else -2, place.paragraph or 0)
