"""The frame of a bundle: cover, head and foot, and where its list of documents says on which page each begins."""

import re
from copy import deepcopy

from kemiflow.core.documents import PAGE
from kemiflow.word.markup import PPR, Element, P, R, T, child_of, text_in, w

ASKED = re.compile(PAGE.format(number="([0-9]{1,9})"))
START, END = w("bookmarkStart"), w("bookmarkEnd")


def bookmark(number: int) -> str:
    """Give the name of the bookmark at which a document begins."""
    return f"_Nippu{number}"


def refer_to_pages(root: Element) -> None:
    """Put a reference to the page of a document's beginning in the place of each mark."""
    for text in [one for one in root.iter(T) if ASKED.search(one.text or "")]:
        run = text.getparent()
        if run is not None:
            for made in reversed(_pieces(run, text.text or "")):
                run.addnext(made)
            run.remove(text)


def mark_beginning(body: Element, number: int, key: str) -> None:
    """Put a document's bookmark at its first paragraph, or before its first block."""
    start, end = (body.makeelement(tag, {w("id"): key}) for tag in (START, END))
    start.set(w("name"), bookmark(number))
    first = body[0] if len(body) else None
    if first is None or first.tag != P:
        body[0:0] = [start, end]
        return
    at = 0 if first.find(PPR) is None else 1
    first[at:at] = [start, end]


def _pieces(run: Element, text: str) -> list[Element]:
    made: list[Element] = []
    for place, piece in enumerate(ASKED.split(text)):
        if place % 2:
            made += _reference(run, piece)
        elif piece:
            text_in(_like(run, made), piece)
    return made


def _reference(run: Element, number: str) -> list[Element]:
    made: list[Element] = []
    child_of(_like(run, made), w("fldChar"), fldCharType="begin", dirty="true")
    child_of(_like(run, made), w("instrText")).text = f"PAGEREF {bookmark(int(number))} \\h"
    child_of(_like(run, made), w("fldChar"), fldCharType="separate")
    text_in(_like(run, made), "…")
    child_of(_like(run, made), w("fldChar"), fldCharType="end")
    return made


def _like(run: Element, made: list[Element]) -> Element:
    one = run.makeelement(R)
    properties = run.find(w("rPr"))
    if properties is not None:
        one.append(deepcopy(properties))
    made.append(one)
    return one
