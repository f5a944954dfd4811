"""Whatever a person writes comes back from the document as it was, once cleaned as promised."""

import itertools
import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kemiflow.word import TemplateBroken
from tests.edges.word.building import opened, par, part_of, run, template

INLINE = template(par("[{{ a }}]"))
ALONE = template(par("{{ a }}"))
ANY = st.text(st.characters()) | st.text(st.sampled_from("[]TÄYDENNÄ: &<>{}%\n\r\t \ud800\ufffe\x00\x85\ufdd0\ufdd1"))


def cleaned(text: str) -> str:
    """One kind of line break; no control characters, half characters, reserved or invalid code points."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in text if one in "\n\t" or not _unwritable(one))


def _unwritable(one: str) -> bool:
    return unicodedata.category(one) in {"Cc", "Cs"} or one in "\ufffe\uffff" or "\ufdd0" <= one <= "\ufdd7"


@given(ANY)
def test_any_text_in_running_text_comes_back(text: str) -> None:
    assert opened(INLINE.render({"a": text})).paragraphs[0].text == f"[{cleaned(text)}]"


@given(ANY)
def test_any_text_alone_comes_back_paragraph_by_paragraph(text: str) -> None:
    shown = [one.text for one in opened(ALONE.render({"a": text})).paragraphs]
    assert shown == re.split(r"\n[ \t]*\n\s*", cleaned(text).strip("\n"))


@given(st.lists(ANY, max_size=3))
def test_no_value_can_add_any_markup_but_runs_breaks_and_paragraphs(values: list[str]) -> None:
    root = etree.fromstring(part_of(ALONE.render({"a": values}), "word/document.xml").encode())
    names = {etree.QName(one).localname for one in root.iter("*")}
    assert names <= {
        "document",
        "body",
        "p",
        "pPr",
        "r",
        "rPr",
        "t",
        "br",
        "tab",
        "highlight",
        "sectPr",
        "headerReference",
    }


@given(st.lists(st.integers(1, 12), max_size=4))
def test_a_tag_split_in_many_places_gives_the_same_text(cuts: list[int]) -> None:
    tag = "a{{ arvo }}b"
    edges = sorted({0, len(tag), *cuts})
    body = "".join(run(tag[start:end]) + "<w:proofErr/>" for start, end in itertools.pairwise(edges))
    assert [one.text for one in opened(template(f"<w:p>{body}</w:p>").render({"arvo": "&"})).paragraphs] == ["a&b"]


@given(st.text(st.sampled_from("ab{}%#| .'\"()[]_ifor")))
def test_any_text_of_a_template_compiles_or_is_told(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    parts = {"word/document.xml"}
    try:
        template(par(escaped)).render({"a": "1"})
    except TemplateBroken as broken:
        parts = {fault.place.part for fault in broken.faults}
    assert parts == {"word/document.xml"}
