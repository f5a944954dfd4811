"""What differs is told by passage and word; the tracked copy says the first when rejected, the second when accepted."""

import re
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from kemiflow.core.documents import KINDS
from kemiflow.core.documents import Document as Said
from kemiflow.word.diff import Change, Difference, differences, tracked
from kemiflow.word.opened import opened
from tests.edges.word.building import cell, file, par, run, table
from tests.edges.word.diff.deciding import accepted, read, rejected, styles
from tests.edges.word.samples import SAMPLES
from tests.edges.word.test_shipped_templates import SHELF

WORDS = st.lists(st.sampled_from(["kaupunki", "hallitus", "päättää", "§ 292", ".", "luonnos"]), min_size=1, max_size=6)
TEXTS = st.lists(WORDS.map(" ".join), max_size=7)


def compare(first: bytes, second: bytes) -> tuple[Difference, ...]:
    return differences(opened(first), opened(second))


def shown(first: bytes, second: bytes) -> bytes:
    document = opened(second)
    return tracked(document, differences(opened(first), document))


def told(first: bytes, second: bytes) -> list[tuple[Change, str, str]]:
    return [
        (one.change, one.before.text if one.before else "", one.after.text if one.after else "")
        for one in compare(first, second)
    ]


def split(text: str, size: int) -> str:
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return "<w:p>" + "".join(run(piece, "<w:b/>" if at % 2 else "") for at, piece in enumerate(pieces)) + "</w:p>"


def test_nothing_differs_from_itself() -> None:
    data = SHELF.document(SAMPLES[0]).data
    assert compare(data, data) == ()
    assert read(shown(data, data)) == read(data)


def test_each_change_is_told_with_its_words_and_place() -> None:
    first = file(par("Asia", "H2") + par("Pysyy.") + par("Luonnos merkitään tiedoksi.") + par("Lähtee."))
    second = file(par("Asia", "H2") + par("Aivan uutta.") + par("Pysyy.") + par("Luonnos hyväksytään nyt tiedoksi."))
    found = compare(first, second)
    assert told(first, second) == [
        (Change.ADDED, "", "Aivan uutta."),
        (Change.CHANGED, "Luonnos merkitään tiedoksi.", "Luonnos hyväksytään nyt tiedoksi."),
        (Change.REMOVED, "Lähtee.", ""),
    ]
    place = found[1].after.place if found[1].after else None
    assert place
    assert (place.paragraph, place.heading) == (4, "Asia")
    assert [(piece.fate, piece.text) for piece in found[1].pieces] == [
        ("kept", "Luonnos "),
        ("removed", "merkitään"),
        ("added", "hyväksytään nyt"),
        ("kept", " tiedoksi."),
    ]


def test_a_style_that_changed_is_told_and_tracked() -> None:
    first, second = file(par("Asia") + par("Teksti")), file(par("Asia", "H2") + par("Teksti"))
    assert told(first, second) == [(Change.STYLED, "Asia", "Asia")]
    assert styles(shown(first, second)) == ["", ""]
    assert styles(second) == ["H2", ""]


def test_a_header_is_compared_with_a_header_only() -> None:
    first, second = file(par("Sama"), header=par("Vanha")), file(par("Sama") + par("Vanha"), header=par("Uusi"))
    assert told(first, second) == [
        (Change.ADDED, "", "Vanha"),
        (Change.REMOVED, "Vanha", ""),
        (Change.ADDED, "", "Uusi"),
    ]
    assert accepted(shown(first, second)) == read(second)
    assert rejected(shown(first, second)) == read(first)


def test_cells_are_compared_and_their_texts_stay_in_cells() -> None:
    first = file(par("Ennen") + table(cell(par("a")), cell(par("b") + par("lähtee"))) + par("Jälkeen"))
    second = file(par("Ennen") + table(cell(par("a")), cell(par("b") + par("tulee"))) + par("Jälkeen"))
    copy = shown(first, second)
    assert rejected(copy) == read(first)
    body = opened(copy).stories["word/document.xml"]
    assert "lähtee" in "".join(str(one.text) for one in body.iter() if str(one.tag).endswith("}delText"))
    assert len(Document(BytesIO(copy)).tables[0].rows[1].cells[0].paragraphs) == 3


def test_a_passage_that_stood_between_tables_comes_back_between_them() -> None:
    first = file(table(cell(par("a"))) + par("välissä") + table(cell(par("b"))))
    second = file(table(cell(par("a"))) + table(cell(par("b"))))
    kinds = [one.tag.rpartition("}")[2] for one in Document(BytesIO(shown(first, second))).element.body]
    assert kinds == ["tbl", "p", "tbl", "sectPr"]


def test_what_a_person_tracked_is_left_as_it_is() -> None:
    came = '<w:p><w:ins w:id="7" w:author="Maija">' + run("Maijan lisäys.") + "</w:ins>" + run(" Loppu.") + "</w:p>"
    second = file(came)
    copy = shown(file(par("Alku.")), second)
    text = opened(copy).part("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")
    assert text
    assert text.data.count(b'w:author="Maija"') == 1
    numbers = re.findall(rb'<w:(?:ins|del) w:id="(\d+)"', text.data)
    assert len(numbers) == len(set(numbers)) > 2


def test_line_breaks_tabs_and_looks_survive() -> None:
    first = file("<w:p>" + run("Yksi") + "<w:r><w:br/></w:r>" + run("kaksi kolme neljä") + "</w:p>")
    second = file("<w:p>" + run("Yksi") + "<w:r><w:tab/></w:r>" + run("kaksi viisi neljä", "<w:i/>") + "</w:p>")
    copy = shown(first, second)
    assert read(first) == ["Yksi\nkaksi kolme neljä"]
    assert accepted(copy) == read(second) == ["Yksi\tkaksi viisi neljä"]
    assert rejected(copy) == read(first)


@given(old=TEXTS, new=TEXTS, size=st.integers(1, 9))
def test_accepted_it_is_the_second_and_rejected_it_says_the_first(old: list[str], new: list[str], size: int) -> None:
    first, second = file("".join(map(par, old))), file("".join(split(one, size) for one in new))
    copy = shown(first, second)
    assert accepted(copy) == read(second) == new
    assert rejected(copy) == read(first) == old


@given(old=st.text("abc åä§.\n", max_size=40), new=st.text("abc åä§.\n", max_size=40))
def test_the_pieces_say_both_texts(old: str, new: str) -> None:
    for one in compare(file(par(old)), file(par(new))):
        if one.change is Change.CHANGED:
            before = "".join(piece.text for piece in one.pieces if piece.fate != "added")
            after = "".join(piece.text for piece in one.pieces if piece.fate != "removed")
            assert one.before
            assert one.after
            assert (before, after) == (one.before.text, one.after.text)


@pytest.mark.parametrize("document", SAMPLES[:4], ids=lambda one: KINDS[type(one)])
def test_shipped_documents_compare_with_each_other(document: Said) -> None:
    first, second = SHELF.document(SAMPLES[-1]).data, SHELF.document(document).data
    copy = shown(first, second)
    assert accepted(copy) == read(second)
    assert sorted(rejected(copy)) == sorted(read(first))
    assert copy == shown(first, second)
