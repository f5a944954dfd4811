"""Placing block tags: a tag alone in its row or paragraph takes its place, any other stands between runs."""

import re
from copy import deepcopy

from kemiflow.word.healing import Found, own_texts
from kemiflow.word.markup import PPR, RPR, TC, TR, Element, P, R, T, mark, remove, text_in, w
from kemiflow.word.tags import MIDDLES, OPENERS, SLOT, Kind

# What may stand in a paragraph beside a tag that is "alone": nothing that a reader would see
UNSEEN = frozenset({R, T, w("proofErr"), w("bookmarkStart"), w("bookmarkEnd"), w("lastRenderedPageBreak")})
SEEN = frozenset(w(name) for name in ("drawing", "pict", "object", "sym", "br", "tab", "fldChar", "fldSimple", "sdt"))


def place_blocks(root: Element, found: Found) -> None:
    """Replace every block tag by a mark that stands where its block begins or ends."""
    for row in list(root.iter(TR)):
        _place_around(row, found, "tr")
    for cell in list(root.iter(TC)):
        if any(found.tags[number].reach == "tc" for number in _blocks(cell, found)):
            _place_around(cell, found, "tc")
    for paragraph in list(root.iter(P)):
        _place_in_paragraph(paragraph, found)


def is_alone(paragraph: Element) -> bool:
    """Tell whether a paragraph shows nothing but its own texts, in plain runs."""
    seen = (child for part in paragraph if part.tag != PPR for child in part.iter())
    return all(child.tag in UNSEEN or _is_property(child) for child in seen) and (
        paragraph.find(f"{PPR}/{w('sectPr')}") is None
    )


def text_of(element: Element) -> str:
    """Give all running text below an element, slots included."""
    return "".join(one.text or "" for one in element.iter(T))


def _is_property(element: Element) -> bool:
    return element.tag == RPR or any(above.tag == RPR for above in element.iterancestors())


def _blocks(element: Element, found: Found) -> list[int]:
    numbers = [int(number) for number in SLOT.findall(text_of(element))]
    return [number for number in numbers if found.tags[number].kind is Kind.BLOCK]


def _only_blocks(element: Element, found: Found) -> bool:
    text = text_of(element)
    return len(_blocks(element, found)) == len(SLOT.findall(text)) and not SLOT.sub("", text).strip()


def _place_around(element: Element, found: Found, reach: str) -> None:
    numbers = _blocks(element, found)
    if numbers and _only_blocks(element, found) and not any(child.tag in SEEN for child in element.iter("*")):
        _replace(element, numbers)
    else:
        _lift(element, [number for number in numbers if found.tags[number].reach == reach])


def _place_in_paragraph(paragraph: Element, found: Found) -> None:
    text = "".join(one.text or "" for one in own_texts(paragraph))
    if paragraph in found.commented and not text.strip() and is_alone(paragraph):
        _replace(paragraph, [])
    numbers = [int(one) for one in SLOT.findall(text) if found.tags[int(one)].kind is Kind.BLOCK]
    if not numbers:
        return
    if not SLOT.sub("", text).strip() and len(numbers) == len(SLOT.findall(text)) and is_alone(paragraph):
        _replace(paragraph, numbers)
        return
    _lift(paragraph, [number for number in _unpaired(numbers, found) if _is_at_edge(text, number)])
    for run in [one.getparent() for one in own_texts(paragraph)]:
        if run is not None and run.getparent() is not None:
            _split(run, found)


def _replace(element: Element, numbers: list[int]) -> None:
    for number in numbers:
        element.addprevious(mark(str(number)))
    for bookmark in [one for one in element.iter(w("bookmarkStart"), w("bookmarkEnd")) if element.tag == P]:
        element.addprevious(bookmark)
    remove(element)


def _lift(element: Element, numbers: list[int]) -> None:
    behind = element
    for number in numbers:
        slot = f"\ufdd0{number}\ufdd1"
        before = text_of(element).partition(slot)[0]
        for one in element.iter(T):
            one.text = (one.text or "").replace(slot, "")
        if SLOT.sub("x", before).strip():
            placed = mark(str(number))
            behind.addnext(placed)
            behind = placed
        else:
            element.addprevious(mark(str(number)))


def _unpaired(numbers: list[int], found: Found) -> list[int]:
    """Tell which tags of a paragraph have their partner outside it."""
    stack: list[list[int]] = []
    alone: list[int] = []
    for number in numbers:
        word = found.tags[number].word
        if word in OPENERS:
            stack.append([number])
        elif word in MIDDLES:
            (stack[-1] if stack else alone).append(number)
        elif word in OPENERS.values():
            alone += [] if stack else [number]
            stack = stack[:-1]
    return sorted((*alone, *(number for opened in stack for number in opened)))


def _is_at_edge(text: str, number: int) -> bool:
    before, _, after = text.partition(f"\ufdd0{number}\ufdd1")
    return not before.strip() or not after.strip()


def _split(run: Element, found: Found) -> None:
    """Split a run at its block tags, so that they stand between runs."""
    if not _blocks(run, found):
        return
    now = _empty_like(run)
    for child in [child for child in run if child.tag != RPR]:
        for piece in re.split("(\ufdd0\\d+\ufdd1)", child.text or "") if child.tag == T else (child,):
            now = _put(piece, now, run, found)
    _put_before(run, now)
    remove(run)


def _put(piece: str | Element, now: Element, run: Element, found: Found) -> Element:
    """Put a piece of a run into its newest part, and give the part that goes on."""
    slot = SLOT.fullmatch(piece) if isinstance(piece, str) else None
    if slot and found.tags[int(slot.group(1))].kind is Kind.BLOCK:
        _put_before(run, now)
        run.addprevious(mark(slot.group(1)))
        return _empty_like(run)
    if isinstance(piece, str):
        text_in(now, piece)
    else:
        now.append(piece)
    return now


def _empty_like(run: Element) -> Element:
    made = run.makeelement(R)
    properties = run.find(RPR)
    if properties is not None:
        made.append(deepcopy(properties))
    return made


def _put_before(run: Element, made: Element) -> None:
    if any(child.tag != T or child.text for child in made if child.tag != RPR):
        run.addprevious(made)
