"""Compiling a template: read its package, turn each part with tags into a program, keep the others as they are."""

import hashlib
import re

from lxml import etree

from kemiflow.word.faults import Fault, Place, TemplateBroken
from kemiflow.word.filters import iso, said
from kemiflow.word.lists import Lists, numbering
from kemiflow.word.markup import W, parse
from kemiflow.word.objections import MAIN, content_types, read_package
from kemiflow.word.package import CONTENT_TYPES, PackageRefused, Part
from kemiflow.word.packing import kept
from kemiflow.word.reasons import because
from kemiflow.word.sandbox import Sandbox
from kemiflow.word.source import source_of
from kemiflow.word.styles import Styles
from kemiflow.word.template import Live, Still, Template, digest_of
from kemiflow.word.text import as_plain

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
STORIES = frozenset(f"{WORD}{kind}+xml" for kind in ("header", "footer", "footnotes", "endnotes")) | {MAIN}
PROPERTIES = frozenset(
    {
        "application/vnd.openxmlformats-package.core-properties+xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    }
)
DRAWN = re.compile(rb'docPr\b[^>]*?\bid="(\d{1,9})"')
STYLES, NUMBERING = f"{WORD}styles+xml", f"{WORD}numbering+xml"


def compile_template(data: bytes, *, name: str) -> Template:
    """Compile a .docx with tags.

    Errors: TemplateBroken with everything that is wrong with it, each with its place.
    """
    try:
        parts = read_package(data)
        types = content_types(parts)
        return _compiled(name, parts, types)
    except PackageRefused as refused:
        fault = Fault(place=Place(part=refused.part or name), reason=refused.reason)
        raise TemplateBroken(name, (fault,)) from refused
    except etree.XMLSyntaxError as error:
        fault = Fault(place=Place(part=name), reason=because("not_xml", detail=error.msg))
        raise TemplateBroken(name, (fault,)) from error


def _compiled(name: str, parts: tuple[Part, ...], types: dict[str, str]) -> Template:
    env = environment()
    by_type = {types[part.name]: part for part in parts if part.name in types}
    styles = Styles(*(parse(by_type[one].data) if one in by_type else None for one in (STYLES, NUMBERING)))
    made: list[Live | Still] = []
    faults: list[Fault] = []
    for number, part in enumerate(parts):
        made.append(_part((number, part), types.get(part.name, ""), styles, (env, faults)))
    if faults:
        raise TemplateBroken(name, tuple(faults))
    digests = {part.name: hashlib.sha256(part.data).digest() for part in parts}
    lists = by_type.get(NUMBERING)
    return Template(
        name=name,
        digest=digest_of(digests),
        parts=tuple(made),
        numbering=(lists.name, numbering(parse(lists.data))) if lists else None,
        raw={part.name: part.data for part in parts if part.name.endswith(".rels") or part.name == CONTENT_TYPES},
        first_drawing=1 + max((int(one) for part in parts for one in DRAWN.findall(part.data)), default=0),
    )


def _part(numbered: tuple[int, Part], kind: str, styles: Styles, into: tuple[Sandbox, list[Fault]]) -> Live | Still:
    number, part = numbered
    env, faults = into
    still = Still(name=part.name, entry=kept(part), digest=hashlib.sha256(part.data).digest())
    if kind not in STORIES | PROPERTIES or b"{" not in part.data:
        return still
    if kind == MAIN and parse(part.data).tag != f"{{{W}}}document":
        raise PackageRefused(because("strict"), part.name)
    source, found = source_of((number, part.name, part.data), styles, env)
    faults += found.findings.faults
    if found.findings.faults or not (found.tags or found.commented):
        return still
    env.filters.update(source.writers.by_name)
    return Live(name=part.name, compiled=env.from_string(source.text), tags=source.tags)


def environment() -> Sandbox:
    """Make the environment that tags are compiled in."""
    env = Sandbox()
    env.filters["_plain"] = as_plain(said)
    env.filters["_iso"] = as_plain(iso)
    env.filters["_num"] = Lists.number
    env.filters["_end"] = Lists.end
    env.filters["_id"] = Lists.drawing_number
    env.filters["_filled"] = _filled
    return env


def _filled(content: str) -> str:
    return content if content.rstrip().endswith("p>") else f"{content}<w:p/>"
