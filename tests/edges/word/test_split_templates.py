"""Word cuts text into runs where it likes: a shipped template cut anywhere writes what it wrote whole."""

import itertools
import random
import zipfile
from copy import deepcopy
from io import BytesIO

import pytest
from hypothesis import given, settings
from lxml import etree

from kemiflow.core.documents import KINDS
from kemiflow.word import compile_template
from kemiflow.word.lint import example
from kemiflow.word.markup import SPACE, Element, R, T, parse, w
from tests.edges.word.building import opened, zipped
from tests.edges.word.test_any_text import ANY
from tests.edges.word.test_oracle import TEMPLATES, everything

MAIN = "word/document.xml"
EACH = pytest.mark.parametrize("kind", sorted(KINDS.values()))


def cut(data: bytes, draw: random.Random) -> bytes:
    """Cut each text of a template's body at a few random places, with what Word leaves between runs."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    root = parse(files[MAIN])
    for run in list(root.iter(R)):
        _cut_run(run, draw)
    files[MAIN] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return zipped(files)


def _cut_run(run: Element, draw: random.Random) -> None:
    texts = run.findall(T)
    whole = texts[0].text or "" if len(texts) == 1 else ""
    if len(whole) <= 1:
        return
    edges = sorted({0, len(whole), *(draw.randrange(1, len(whole)) for _ in range(draw.randrange(4)))})
    for start, end in reversed(list(itertools.pairwise(edges))[1:]):
        piece = deepcopy(run)
        own = next(piece.iter(T))
        own.text = whole[start:end]
        own.set(SPACE, "preserve")
        run.addnext(piece)
        run.addnext(run.makeelement(w("proofErr"), {w("type"): "spellStart"}))
    texts[0].text = whole[: edges[1]]
    texts[0].set(SPACE, "preserve")


@EACH
@pytest.mark.parametrize("seed", range(3))
def test_a_template_cut_at_random_writes_the_same(kind: str, seed: int) -> None:
    data, facts = (TEMPLATES / f"{kind}.docx").read_bytes(), example(kind)
    whole = compile_template(data, name=kind).render(facts)
    pieces = compile_template(cut(data, random.Random(f"{kind} {seed}")), name=kind).render(facts)
    assert everything(opened(pieces)) == everything(opened(whole))
    assert opened(pieces).element.xml.count("<w:numId") == opened(whole).element.xml.count("<w:numId")


def filled(facts: object, text: str) -> object:
    """Give facts with a text in the place of every text."""
    match facts:
        case dict():
            return {key: filled(one, text) for key, one in facts.items()}
        case list():
            return [filled(one, text) for one in facts]
        case str():
            return text
    return facts


def shape(kind: str, text: str) -> list[object]:
    """Give the names of all elements of a document's parts in their order."""
    facts = filled(example(kind), text)
    assert isinstance(facts, dict)
    rendered = TEMPLATE[kind].render(facts)
    with zipfile.ZipFile(BytesIO(rendered.data)) as archive:
        parts = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return [(name, [one.tag for one in parse(archive.read(name)).iter("*")]) for name in parts]


TEMPLATE = {
    kind: compile_template((TEMPLATES / f"{kind}.docx").read_bytes(), name=kind) for kind in sorted(KINDS.values())
}
# Line breaks, tabs and gaps are meant to add what they stand for
ONE_LINE = ANY.map(lambda text: "x" + "".join(one for one in text if one not in "\n\r\t["))


@EACH
@settings(max_examples=20)
@given(text=ONE_LINE)
def test_no_text_in_any_field_changes_a_documents_elements(kind: str, text: str) -> None:
    assert shape(kind, text) == shape(kind, "x")
