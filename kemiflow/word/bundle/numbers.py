"""The lists of a bundle: each list of each document is one of its own, which starts again."""

from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from kemiflow.word.bundle.sheet import content
from kemiflow.word.bundle.styles import Ids
from kemiflow.word.markup import VAL, Element, remove, w

ABSTRACT, NUM, OVERRIDE, LEVEL = w("abstractNum"), w("num"), w("lvlOverride"), w("lvl")
KEY, OF_LEVEL, OF_MODEL = w("numId"), w("ilvl"), w("abstractNumId")
MOST_KNOWN = 256
LOST = frozenset({w("styleLink"), w("numStyleLink"), w("lvlPicBulletId")})


@dataclass(kw_only=True)
class Numbers:
    """The numbering part: kinds of lists, each once by what it says, and lists."""

    models: dict[bytes, int] = field(default_factory=dict)
    bullets: dict[int, int] = field(default_factory=dict)
    known: dict[tuple[bytes, Ids], int] = field(default_factory=dict)
    free_model: int = 1
    free: int = 1
    _models: list[bytes] = field(default_factory=list)
    _lists: list[bytes] = field(default_factory=list)

    def take(self, root: Element) -> None:
        """Keep the numbering of the frame, under its own numbers."""
        for model in root.findall(ABSTRACT):
            number = int(model.get(OF_MODEL, "0"))
            self.models[_said(model)] = number
            self.free_model = max(self.free_model, number + 1)
            self._models.append(content([deepcopy(model)], "numbering"))
        for one in root.findall(NUM):
            self.free = max(self.free, int(one.get(KEY, "0")) + 1)
            self._lists.append(content([deepcopy(one)], "numbering"))

    def model(self, model: Element, styles: Ids) -> int:
        """Give the number of a kind of list; one that says the same is the same."""
        key = (etree.tostring(model, with_tail=False), styles)
        if key not in self.known:
            if len(self.known) >= MOST_KNOWN:
                self.known.clear()
            self.known[key] = self._model(model, styles)
        return self.known[key]

    def _model(self, model: Element, styles: Ids) -> int:
        copy = deepcopy(model)
        for one in [one for one in copy.iter() if one.tag in LOST]:
            remove(one)
        for one in copy.iter(w("pStyle")):
            one.set(VAL, styles(one.get(VAL, "")))
        said = _said(copy)
        if said not in self.models:
            self.models[said] = self.free_model
            copy.set(OF_MODEL, str(self.free_model))
            self.free_model += 1
            self._models.append(content([copy], "numbering"))
        return self.models[said]

    def begin(self, model: int, overrides: bytes = b"") -> int:
        """Begin a list of a kind and give its number."""
        start = b'<w:num w:numId="%d"><w:abstractNumId w:val="%d"/>' % (self.free, model)
        self._lists.append(start + overrides + b"</w:num>")
        self.free += 1
        return self.free - 1

    def written(self) -> bytes:
        """Give what stands in the part."""
        return b"".join((*self._models, *self._lists))


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What a list of a document is: its model in the bundle, and how each of it begins."""

    model: int
    bullet: bool
    overrides: bytes


@dataclass(kw_only=True)
class OwnNumbers:
    """The lists of one document, by the numbers that it has for them itself."""

    numbers: Numbers
    root: Element | None
    styles: Ids
    kinds: dict[str, Kind | None] = field(default_factory=dict)  # of documents that say the same of their lists
    known: dict[str, str] = field(default_factory=dict)

    def number(self, own: str) -> str:
        """Give a list's number in the bundle; "0" is no list, and so is one that the document does not have."""
        if own not in self.known:
            self.known[own] = self._number(own)
        return self.known[own]

    def _number(self, own: str) -> str:
        if own not in self.kinds:
            self.kinds[own] = self._kind(own)
        kind = self.kinds[own]
        if kind is None:
            return "0"
        if kind.bullet:
            bullets = self.numbers.bullets
            return str(bullets.get(kind.model) or bullets.setdefault(kind.model, self.numbers.begin(kind.model)))
        return str(self.numbers.begin(kind.model, kind.overrides))

    def _kind(self, own: str) -> Kind | None:
        found = _with(self.root, NUM, KEY, own)
        model = _with(self.root, ABSTRACT, OF_MODEL, _model_of(found))
        linked = None if model is None else model.find(w("numStyleLink"))
        if linked is not None and self.root is not None:
            styled = (one for one in self.root.findall(ABSTRACT) for name in one.iterfind(w("styleLink")))
            model = next((one for one in styled if _val(one, "styleLink") == linked.get(VAL)), model)
        if found is None or model is None or own == "0":
            return None
        overrides = found.findall(OVERRIDE)
        bullet = not overrides and all(_val(one, "numFmt") == "bullet" for one in model.iterfind(LEVEL))
        return Kind(
            model=self.numbers.model(model, self.styles),
            bullet=bullet,
            overrides=b"" if bullet else _restarting(model, overrides),
        )


def _restarting(model: Element, overrides: list[Element]) -> bytes:
    """Write the overrides of a list, with a start of its own on each level that has none."""
    own = {one.get(OF_LEVEL, "0"): one for one in overrides}
    starts = {one.get(OF_LEVEL, "0"): _val(one, "start") or "1" for one in model.iterfind(LEVEL)}
    return b"".join(_override(key, own.get(key), starts.get(key, "1")) for key in sorted({*own, *starts}, key=int))


def _override(level: str, own: Element | None, start: str) -> bytes:
    if own is not None and own.find(LEVEL) is not None:
        return content([deepcopy(own)], "numbering")
    begins = (None if own is None else _val(own, "startOverride")) or start
    return f'<w:lvlOverride w:ilvl="{int(level)}"><w:startOverride w:val="{int(begins)}"/></w:lvlOverride>'.encode()


def _model_of(found: Element | None) -> str:
    return "" if found is None else _val(found, "abstractNumId")


def _with(root: Element | None, tag: str, key: str, value: str) -> Element | None:
    return None if root is None else next((one for one in root.iterfind(tag) if one.get(key) == value), None)


def _val(element: Element, name: str) -> str:
    child = element.find(w(name))
    return "" if child is None else child.get(VAL, "")


def _said(model: Element) -> bytes:
    copy = deepcopy(model)
    copy.set(OF_MODEL, "0")
    copy.tail = None
    for name in [name for name in copy.attrib if "}" in str(name) and not str(name).startswith(w(""))]:
        del copy.attrib[name]
    return etree.tostring(copy, method="c14n", exclusive=True)
