"""A paragraph around its one value, with gaps for the value and for the number of its list."""

from copy import deepcopy

from kemiflow.word.markup import PPR, RPR, Element, R, child_of, text_in, w
from kemiflow.word.styles import Numbered

CONTENT = "\ufdd0content\ufdd1"
# The order of Word's schema: what stands before w:numPr in w:pPr
BEFORE_NUMBER = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")


def skeleton(paragraph: Element, text: Element, numbered: Numbered | None) -> Element:
    """Make a paragraph like this one around a gap for its content."""
    skeleton = deepcopy(paragraph)
    skeleton.tail = None
    for child in [child for child in skeleton if child.tag != PPR]:
        skeleton.remove(child)
    run = child_of(skeleton, R)
    around = text.getparent()
    properties = None if around is None else around.find(RPR)
    if properties is not None:
        run.append(deepcopy(properties))
    text_in(run, CONTENT)
    if numbered is not None:
        number_by(skeleton, numbered)
    return skeleton


def number_slot(model: str) -> str:
    """Give what stands in a paragraph for the number of its list."""
    return f"\ufdd0num {model}\ufdd1"


def number_by(paragraph: Element, numbered: Numbered) -> None:
    """Leave a gap for the number of a paragraph's list."""
    found = paragraph.find(PPR)
    properties = child_of(paragraph, PPR, 0) if found is None else found
    for old in properties.findall(w("numPr")):
        properties.remove(old)
    earlier = [place for place, one in enumerate(properties, 1) if one.tag in {w(name) for name in BEFORE_NUMBER}]
    made = child_of(properties, w("numPr"), max(earlier, default=0))
    child_of(made, w("ilvl"), val=str(numbered.level))
    child_of(made, w("numId"), val=number_slot(numbered.model))
