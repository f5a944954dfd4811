"""Paragraph styles: which are headings, and which number their paragraphs."""

from dataclasses import dataclass

from kemiflow.word.markup import PPR, VAL, Element, w

MODEL = f"{w('numPr')}/{w('numId')}"
LEVEL = f"{w('numPr')}/{w('ilvl')}"


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """The list a paragraph belongs to, and its level in it."""

    model: str
    level: int


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

    def _chain(self, paragraph: Element) -> list[Element]:
        chain: list[Element] = []
        named = paragraph.find(f"{PPR}/{w('pStyle')}")
        style = None if named is None else self._styles.get(named.get(VAL, ""))
        while style is not None and style not in chain:
            chain.append(style)
            base = style.find(w("basedOn"))
            style = None if base is None else self._styles.get(base.get(VAL, ""))
        return chain


def _is_heading(style: Element) -> bool:
    name = style.find(w("name"))
    outlined = style.find(f"{PPR}/{w('outlineLvl')}") is not None
    return outlined or (name is not None and name.get(VAL, "").lower().startswith("heading"))
