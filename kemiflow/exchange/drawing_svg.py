"""A process drawn as SVG: layers from top to bottom, arrows, dashed arrows back, the place of a matter marked."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from kemiflow.core.definition.layout import Layout, Mark
from kemiflow.core.definition.process import Step
from kemiflow.core.wording import Wording
from kemiflow.exchange.drawing import name_of

WIDTH, HEIGHT, ACROSS, DOWN, EDGE = 230, 66, 40, 46, 24
LINE, LETTERS = 17, 27
# Fill, line, and what is drawn besides: colours alone tell nothing
LOOKS: Final = {
    Mark.DONE: ("#e6f0e6", "#2d6a2d", "2", ""),
    Mark.HERE: ("#fff4cc", "#7a5c00", "4", ""),
    Mark.AHEAD: ("#ffffff", "#555555", "2", "5 4"),
    None: ("#ffffff", "#222222", "2", ""),
}
SIGNS: Final = {Mark.DONE: "✓ ", Mark.HERE: "● ", Mark.AHEAD: "", None: ""}


def as_svg(drawn: Layout, word: Wording) -> str:
    """Draw a picture with its words for those who do not see it."""
    return "\n".join(_lines(drawn, word)) + "\n"


def _lines(drawn: Layout, word: Wording) -> Iterator[str]:
    places = _places(drawn)
    across = max(len(layer) for layer in drawn.layers)
    width = 2 * EDGE + across * WIDTH + (across - 1) * ACROSS + (2 * ACROSS if drawn.back else 0)
    height = 2 * EDGE + len(drawn.layers) * HEIGHT + (len(drawn.layers) - 1) * DOWN
    title = drawn.process.title.in_language(word.language)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-labelledby="title desc" lang={quoteattr(word.language)} font-family="sans-serif" '
        'font-size="14">'
    )
    yield f'<title id="title">{escape(title)}</title>'
    yield f'<desc id="desc">{escape("; ".join(_told(drawn, word)))}</desc>'
    yield (
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
        'orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="#222222"/></marker></defs>'
    )
    yield from (_arrow(places[start], places[end]) for start, end in drawn.onward)
    yield from (_arrow_back(places[start], places[end], width) for start, end in drawn.back)
    for layer in drawn.layers:
        for step in layer:
            yield from _box(step, places[step.id], drawn.marks.get(step.id), word)
    yield "</svg>"


def _places(drawn: Layout) -> dict[str, tuple[int, int]]:
    """Give where the upper left corner of each step lies; layers are centred."""
    across = max(len(layer) for layer in drawn.layers)
    found = {}
    for row, layer in enumerate(drawn.layers):
        indent = (across - len(layer)) * (WIDTH + ACROSS) // 2
        for column, step in enumerate(layer):
            found[step.id] = (EDGE + indent + column * (WIDTH + ACROSS), EDGE + row * (HEIGHT + DOWN))
    return found


def _told(drawn: Layout, word: Wording) -> Iterator[str]:
    for layer in drawn.layers:
        for step in layer:
            mark = drawn.marks.get(step.id)
            yield name_of(step, word) + (f" ({word.say(f'mark.{mark}')})" if mark else "")


def _arrow(start: tuple[int, int], end: tuple[int, int]) -> str:
    x1, y1, x2, y2 = start[0] + WIDTH // 2, start[1] + HEIGHT, end[0] + WIDTH // 2, end[1]
    bend = (y2 - y1) // 2
    path = f"M{x1} {y1}C{x1} {y1 + bend} {x2} {y2 - bend} {x2} {y2}"
    return f'<path d="{path}" fill="none" stroke="#222222" stroke-width="1.5" marker-end="url(#tip)"/>'


def _arrow_back(start: tuple[int, int], end: tuple[int, int], width: int) -> str:
    x1, y1, x2, y2 = start[0] + WIDTH, start[1] + HEIGHT // 3, end[0] + WIDTH, end[1] + 2 * HEIGHT // 3
    path = f"M{x1} {y1}C{width - EDGE} {y1} {width - EDGE} {y2} {x2} {y2}"
    return (
        f'<path d="{path}" fill="none" stroke="#222222" stroke-width="1.5" stroke-dasharray="3 4" '
        f'marker-end="url(#tip)"/>'
    )


def _box(step: Step, place: tuple[int, int], mark: Mark | None, word: Wording) -> Iterator[str]:
    (x, y), (fill, line, thick, dashes) = place, LOOKS[mark]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    yield f"<g id={quoteattr('step-' + step.id)} class={quoteattr(str(mark or 'step'))}>"
    yield (
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="6" fill="{fill}" stroke="{line}" '
        f'stroke-width="{thick}"{dashed}/>'
    )
    rows = wrap(SIGNS[mark] + name_of(step, word), LETTERS)[:3]
    top = y + (HEIGHT - LINE * len(rows)) // 2 + LINE - 4
    for number, row in enumerate(rows):
        yield (
            f'<text x="{x + WIDTH // 2}" y="{top + LINE * number}" text-anchor="middle" fill="#111111">'
            f"{escape(row)}</text>"
        )
    yield "</g>"
