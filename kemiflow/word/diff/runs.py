"""Runs of a paragraph: cut where the words of a change begin and end, and marked as come or gone."""

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from kemiflow.word.diff.passages import runs, said
from kemiflow.word.markup import RPR, SPACE, Element, R, T, child_of, text_in, w

AUTHOR = "kemiflow"
COME = w("ins")
TYPED = {"\t": w("tab"), "\n": w("br")}
LINES = re.compile(r"[\t\n]|[^\t\n]+")


@dataclass(kw_only=True)
class Marks:
    """Marks of tracked changes, each with a number of its own; without a day, so that the same change is the same."""

    free: int

    def made(self, name: str) -> Element:
        """Make a mark that stands nowhere yet."""
        self.free += 1
        return etree.Element(w(name), {w("id"): str(self.free - 1), w("author"): AUTHOR})

    def wrap(self, run: Element) -> Element:
        """Mark a run as come, unless a person's own tracking says so already, and give what stands in its place."""
        if any(around.tag == COME for around in run.iterancestors()):
            return run
        mark = self.made("ins")
        run.addprevious(mark)
        mark.append(run)
        return mark


def spoken(run: Element) -> str:
    """Give what a run says."""
    return "".join(said(piece) for piece in run)


def says(run: Element) -> bool:
    """Tell whether a run says anything."""
    return bool(spoken(run))


def cut(paragraph: Element, places: Iterable[int]) -> None:
    """Cut the runs of a paragraph at places in its text, where they can be cut."""
    wanted = sorted(set(places))
    at = 0
    for run in list(runs(paragraph)):
        length = len(spoken(run))
        for place in reversed([one - at for one in wanted if 0 < one - at < length]):
            _cut(run, place)
        at += length


def retold(text: str, like: Iterable[Element], marks: Marks) -> Element:
    """Make a mark with words that went, in the look of a run beside them."""
    mark = marks.made("del")
    run = child_of(mark, R)
    look = next((found for one in like if (found := one.find(RPR)) is not None), None)
    if look is not None:
        run.append(deepcopy(look))
    for piece in LINES.findall(text):
        if piece in TYPED:
            child_of(run, TYPED[piece])
        else:
            gone = child_of(run, w("delText"))
            gone.set(SPACE, "preserve")
            gone.text = piece
    return mark


def _cut(run: Element, place: int) -> None:
    """Move what a run says after a place into a run of its own behind it."""
    rest = run.makeelement(R)
    look = run.find(RPR)
    if look is not None:
        rest.append(deepcopy(look))
    at = 0
    for piece in [one for one in run if one.tag != RPR]:
        length = len(said(piece))
        if at >= place:
            rest.append(piece)
        elif at + length > place and piece.tag == T:
            text = piece.text or ""
            piece.text = text[: place - at]
            piece.set(SPACE, "preserve")
            text_in(rest, text[place - at :])
        at += length
    run.addnext(rest)
