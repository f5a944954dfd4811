"""What a person in Word does with tracked changes: accepts all, or rejects all."""

from kemiflow.word.diff import passages
from kemiflow.word.markup import PPR, RPR, Element, P, remove, w
from kemiflow.word.opened import Opened, opened

INS, DEL = w("ins"), w("del")


def read(data: bytes) -> list[str]:
    """Give what a document says, passage by passage."""
    return [one.text for one in passages(opened(data))]


def accepted(data: bytes) -> list[str]:
    """Give what it says once all changes are accepted."""
    return _decided(opened(data), come=INS, gone=DEL)


def rejected(data: bytes) -> list[str]:
    """Give what it says once all changes are rejected."""
    return _decided(opened(data), come=DEL, gone=INS)


def styles(data: bytes) -> list[str]:
    """Give the styles of its passages once all changes are rejected."""
    document = opened(data)
    for root in document.stories.values():
        for change in list(root.iter(w("pPrChange"))):
            old = change.find(PPR)
            owner = change.getparent()
            assert old is not None
            assert owner is not None
            owner.getparent().replace(owner, old)  # type: ignore[union-attr]  # a pPr stands in a paragraph
    return [one.style for one in passages(document)]


def _decided(document: Opened, *, come: str, gone: str) -> list[str]:
    for root in document.stories.values():
        for paragraph in list(root.iter(P)):
            mark = paragraph.find(f"{PPR}/{RPR}/{gone}")
            if mark is not None:
                _merge(paragraph, gone)
        _settle(root, come, gone)
    return [one.text for one in passages(document)]


def _settle(root: Element, come: str, gone: str) -> None:
    for one in list(root.iter(gone)):
        remove(one)
    for one in list(root.iter(come)):
        _unwrap(one)
    for one in list(root.iter(w("delText"))):
        one.tag = w("t")


def _merge(paragraph: Element, gone: str) -> None:
    """Let a paragraph whose end goes flow into the next one; here all that it says goes with it."""
    assert all(child.tag in {PPR, gone} for child in paragraph)
    remove(paragraph)


def _unwrap(one: Element) -> None:
    parent = one.getparent()
    if parent is None or parent.tag == RPR:
        remove(one)
        return
    for child in reversed(list(one)):
        one.addnext(child)
    remove(one)
