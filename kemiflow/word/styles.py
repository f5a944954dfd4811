"""Paragraph styles: which are headings, and which number their paragraphs."""

from dataclasses import dataclass

from kemiflow.word.markup import PPR, VAL, Element, w

MODEL = f"{w('numPr')}/{w('numId')}"
LEVEL = f"{w('numPr')}/{w('ilvl')}"
LEVELS = tuple("123456789")


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """The list a paragraph belongs to, and its level in it."""

    model: str
    level: int


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A style of lists: its id, the numbering it uses, and how many levels that has."""

    style: str
    model: str
    levels: int


class Styles:
    """The paragraph styles of a template."""

    def __init__(self, root: Element | None, numbering: Element | None = None) -> None:
        found = () if root is None else root.iterfind(w("style"))
        self._styles = {style.get(w("styleId"), ""): style for style in found}
        self._numbering = numbering

    def is_heading(self, paragraph: Element) -> bool:
        """Tell whether a paragraph is a heading, by its style's name or outline level."""
        return any(_is_heading(style) for style in self._chain(paragraph))

    def numbered(self, paragraph: Element) -> Numbered | None:
        """Tell which numbering a paragraph has, of its own or by its style; None when it has none."""
        own = paragraph.find(PPR)
        for properties in (own, *(style.find(PPR) for style in self._chain(paragraph))):
            model = None if properties is None else properties.find(MODEL)
            if properties is not None and model is not None:
                level = properties.find(LEVEL)
                number = model.get(VAL, "0")
                depth = 0 if level is None else int(level.get(VAL, "0"))
                return None if number == "0" else Numbered(model=number, level=depth)
        return None

    def headings(self) -> dict[int, str]:
        """Give the styles of headings by their level."""
        named = {(_name(style).removeprefix("heading ")): key for key, style in self._styles.items()}
        return {level: named[str(level)] for level in range(1, 10) if str(level) in named}

    def heading_level(self, paragraph: Element) -> int:
        """Give the level of a heading, or 0."""
        own = [style.get(w("styleId"), "") for style in self._chain(paragraph)]
        return next((level for level, style in self.headings().items() if style in own), 0)

    def outline(self, paragraph: Element) -> int:
        """Give the level of a heading by its style's outline or name, 0 for running text."""
        for style in self._chain(paragraph):
            level = style.find(f"{PPR}/{w('outlineLvl')}")
            if level is not None:
                return outline_level(level)
            named = _name(style).removeprefix("heading ")
            if named in LEVELS:
                return LEVELS.index(named) + 1
        return 0

    def has(self, style: str) -> bool:
        """Tell whether there is a style with this id."""
        return style in self._styles

    @property
    def hyperlink(self) -> str:
        """Give the style of hyperlinks, or nothing."""
        return next((key for key, style in self._styles.items() if _name(style) == "hyperlink"), "")

    def list_style(self, *, ordered: bool) -> Listed | None:
        """Give the template's style of numbered or of bulleted lists; None when it has none."""
        for key, style in self._styles.items():
            model = style.find(f"{PPR}/{MODEL}")
            levels = (
                [] if model is None or any(map(_is_heading, self._from(style))) else self._levels(model.get(VAL, ""))
            )
            form = levels[0].find(w("numFmt")) if levels else None
            if model is not None and form is not None and (form.get(VAL) == "decimal") is ordered:
                return Listed(style=key, model=model.get(VAL, ""), levels=len(levels))
        return None

    def _levels(self, model: str) -> list[Element]:
        root = self._numbering
        if root is None:
            return []
        kinds = [one.find(w("abstractNumId")) for one in root.iterfind(w("num")) if one.get(w("numId")) == model]
        wanted = {one.get(VAL) for one in kinds if one is not None}
        abstract = [one for one in root.iterfind(w("abstractNum")) if one.get(w("abstractNumId")) in wanted]
        return abstract[0].findall(w("lvl")) if abstract else []

    def _chain(self, paragraph: Element) -> list[Element]:
        named = paragraph.find(f"{PPR}/{w('pStyle')}")
        return self._from(None if named is None else self._styles.get(named.get(VAL, "")))

    def _from(self, style: Element | None) -> list[Element]:
        """Give a style and those it is based on."""
        chain: list[Element] = []
        while style is not None and style not in chain:
            chain.append(style)
            base = style.find(w("basedOn"))
            style = None if base is None else self._styles.get(base.get(VAL, ""))
        return chain


def outline_level(level: Element) -> int:
    """Give the level of a heading that an outline level stands for; the tenth one is running text: 0."""
    return int(level.get(VAL, "")) + 1 if level.get(VAL, "") in {"0", *LEVELS[:-1]} else 0


def _is_heading(style: Element) -> bool:
    return style.find(f"{PPR}/{w('outlineLvl')}") is not None or _name(style).startswith("heading")


def _name(style: Element) -> str:
    name = style.find(w("name"))
    return "" if name is None else name.get(VAL, "").lower()
