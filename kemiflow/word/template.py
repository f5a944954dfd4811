"""A compiled template: facts in, a .docx out, the same bytes for the same facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import NoReturn

from jinja2 import Template as Compiled
from jinja2 import UndefinedError

from kemiflow.word.facts import plain
from kemiflow.word.faults import Fault, Place, TemplateBroken
from kemiflow.word.lists import Lists, Numbering
from kemiflow.word.media import Media
from kemiflow.word.packing import Entry, join, packed
from kemiflow.word.reasons import Reason, Unfit, Worded, because
from kemiflow.word.sandbox import bounded
from kemiflow.word.tags import Tag

# A tag opens with a line break, so the first one stands on the second line
FIRST_LINE = 2
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A document: the file, the digest of what it holds, and the digest of the file itself (both SHA-256)."""

    data: bytes
    content_digest: str
    file_digest: str


@dataclass(frozen=True, kw_only=True)
class Live:
    """A part that depends on the facts."""

    name: str
    compiled: Compiled
    tags: tuple[Tag, ...]


@dataclass(frozen=True, kw_only=True)
class Still:
    """A part that is the same in every document."""

    name: str
    entry: Entry
    digest: bytes


@dataclass(frozen=True, kw_only=True)
class Template:
    """A template compiled once; it holds no state, so threads may share it."""

    name: str
    digest: str
    parts: tuple[Live | Still, ...]
    numbering: tuple[str, Numbering] | None
    raw: Mapping[str, bytes]
    first_drawing: int

    def render(self, facts: Mapping[str, object]) -> Rendered:
        """Write one document.

        Errors: FactsRefused for facts that are no plain data; TemplateBroken, with the place of the tag, when a tag
        asks for a fact that is not there or does with it what cannot be done.
        """
        first = self.numbering[1].first_free if self.numbering else 1
        lists = Lists(free=first, media=Media(free=self.first_drawing))
        context = {**plain(facts), "_l": lists}
        changed = {part.name: self._written(part, context) for part in self.parts if isinstance(part, Live)}
        if self.numbering and lists.begun:
            name, numbering = self.numbering
            changed[name] = (DECLARATION + numbering.written(lists)).encode()
        return self._packed({**changed, **lists.media.parts(self.raw)})

    def _packed(self, changed: dict[str, bytes]) -> Rendered:
        entries: list[Entry] = []
        digests: dict[str, bytes] = {}
        for part in self.parts:
            name = part.name
            if name in changed:
                entries.append(packed(name, changed[name]))
                digests[name] = sha256(changed[name]).digest()
            elif isinstance(part, Still):
                entries.append(part.entry)
                digests[name] = part.digest
        if not changed.keys() <= digests.keys():
            for name in [name for name in changed if name not in digests]:
                entries.append(packed(name, changed[name]))
                digests[name] = sha256(changed[name]).digest()
        data = join(entries)
        return Rendered(data=data, content_digest=digest_of(digests), file_digest=sha256(data).hexdigest())

    def _written(self, part: Live, context: dict[str, object]) -> bytes:
        compiled = part.compiled
        try:
            text = bounded(compiled.root_render_func(compiled.new_context(context)))
        except Exception as error:  # noqa: BLE001 - whatever a template does wrong is told with its place
            self._tell(part, error)
        return (DECLARATION + text).encode()

    def _tell(self, part: Live, error: Exception) -> NoReturn:
        line = 0
        trace = error.__traceback__
        while trace is not None:
            owner = trace.tb_frame.f_globals.get("__jinja_template__")
            line = owner.get_corresponding_lineno(trace.tb_lineno) if owner is not None else line
            trace = trace.tb_next
        known = FIRST_LINE <= line < len(part.tags) + FIRST_LINE
        tag = part.tags[line - FIRST_LINE] if known else None
        place = Place(part=part.name) if tag is None else tag.place
        fault = Fault(place=place, reason=_why(error), tag="" if tag is None else tag.source)
        raise TemplateBroken(self.name, (fault,)) from error


def _why(error: Exception) -> Reason:
    message = error.message if isinstance(error, UndefinedError) else None
    if isinstance(message, Worded):
        return message.reason
    return because("fails", detail=error.reason if isinstance(error, Unfit) else str(error))


def digest_of(digests: Mapping[str, bytes]) -> str:
    """Give SHA-256 over the names and SHA-256 digests of all parts, in the order of their names."""
    return sha256(b"".join([b"%s\0%s" % (name.encode(), digests[name]) for name in sorted(digests)])).hexdigest()
