"""Markup to put around pieces of a long text: paragraphs in a style, list items, runs of a look, links."""

from copy import deepcopy
from dataclasses import dataclass

from kemiflow.word.markup import PPR, RPR, SPACE, Element, P, R, as_text, child_of, mark, text_in, w
from kemiflow.word.styles import Styles
from kemiflow.word.text import Run, Write, in_run

CONTENT, ADDRESS, NUMBER = "\ufdd0content\ufdd1", "\ufdd0address\ufdd1", "\ufdd0number\ufdd1"
DEEPEST = 3
INDENT = 454
# The order of Word's schema in w:rPr
ORDER = (
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow"),
    *("emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern"),
    *("position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em"),
)
RANK = {w(name): place for place, name in enumerate(ORDER)}
Frame = tuple[str, str]
Variant = tuple[bool, bool, bool]


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Frames of list items, the first with a gap for the list's number; `model` is the numbering they use."""

    item: Frame
    more: Frame
    model: str


def frame(element: Element) -> Frame:
    """Give what stands before and after the content of an element."""
    place = mark("in")
    element.append(place)
    head, tail = as_text(element, element).split(as_text(place, element))
    return head, tail


def plain_frame(paragraph: Element) -> Frame:
    """Give the frame of a paragraph like this one."""
    made = _new(paragraph, P)
    properties = paragraph.find(PPR)
    if properties is not None:
        made.append(_copied(properties))
    return frame(made)


def styled(like: Element, style: str) -> Element:
    """Make an empty paragraph in a style."""
    made = _new(like, P)
    child_of(child_of(made, PPR), w("pStyle"), val=style)
    return made


def listed_frame(like: Element, styles: Styles, depth: int, *, ordered: bool) -> Listing | None:
    """Give the frames of list items at a depth; None when the template has no such lists."""
    found = styles.list_style(ordered=ordered)
    if found is None:
        return None
    item = _numbered(like, found.style, str(min(depth, found.levels) - 1), NUMBER)
    if depth > found.levels:
        child_of(item[0], w("ind"), left=str(INDENT * depth), hanging=str(INDENT))
    # Number 0 is none: what goes on in an item bears no mark
    more = _numbered(like, found.style, "0", "0")
    child_of(more[0], w("ind"), left=str(INDENT * depth))
    return Listing(item=frame(item), more=frame(more), model=found.model)


def _numbered(like: Element, style: str, level: str, number: str) -> Element:
    made = styled(like, style)
    numbering = child_of(made[0], w("numPr"))
    child_of(numbering, w("ilvl"), val=level)
    child_of(numbering, w("numId"), val=number)
    return made


def run_frame(like: Element, variant: Variant, styles: Styles) -> tuple[Frame, Write]:
    """Give the frame of runs like this one, bold, in italics or of a link, and the writer of their text."""
    run = _looking(like, variant, styles)
    plain = _text_frame(run)
    gapped = _copied(run)
    _put(gapped[0], "highlight", "yellow")
    gap = _text_frame(gapped)
    q = f"{run.prefix}:" if run.prefix else ""
    start, end = f'<{q}t xml:space="preserve">', f"</{q}t>"
    breaks = {"line_break": f"{end}<{q}br/>{start}", "tab": f"{end}<{q}tab/>{start}"}
    return plain, in_run(Run(**breaks, gap_start=plain[1] + gap[0], gap_end=gap[1] + plain[0]))


def link_frame(like: Element) -> Frame:
    """Give the frame of a link: a field, which needs no relationship of the part."""
    runs = [_new(like, R) for _ in range(4)]
    for run, kind in zip(runs, ("begin", None, "separate", "end"), strict=True):
        if kind:
            child_of(run, w("fldChar"), fldCharType=kind)
        else:
            instruction = child_of(run, w("instrText"))
            instruction.set(SPACE, "preserve")
            instruction.text = f' HYPERLINK "{ADDRESS}" '
    begin, instruct, separate, end = (as_text(run, run) for run in runs)
    return begin + instruct + separate, end


def _looking(like: Element, variant: Variant, styles: Styles) -> Element:
    bold, italic, link = variant
    run = _new(like, R)
    old = like.find(RPR)
    properties = child_of(run, RPR)
    properties.extend([] if old is None else list(_copied(old)))
    for name in (*(("b", "bCs") if bold else ()), *(("i", "iCs") if italic else ())):
        _put(properties, name)
    if link and styles.hyperlink:
        _put(properties, "rStyle", styles.hyperlink)
    elif link:
        _put(properties, "u", "single")
    return run


def _text_frame(run: Element) -> Frame:
    made = _copied(run)
    text_in(made, CONTENT)
    head, tail = as_text(made, made).split(CONTENT)
    return head, tail


def _put(properties: Element, name: str, value: str = "") -> None:
    for old in properties.findall(w(name)):
        properties.remove(old)
    later = [place for place, one in enumerate(properties) if RANK.get(str(one.tag), len(RANK)) > RANK[w(name)]]
    made = child_of(properties, w(name), later[0] if later else None)
    if value:
        made.set(w("val"), value)


def _new(like: Element, tag: str) -> Element:
    known = like.getroottree().getroot().nsmap
    return like.makeelement(tag, nsmap={prefix: uri for prefix, uri in known.items() if prefix})


def _copied(element: Element) -> Element:
    copy = deepcopy(element)
    copy.tail = None
    return copy
