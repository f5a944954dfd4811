"""A letter as a page: its words are those of the text, marked up, and nothing in them becomes markup."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from kemiflow.app.letters.outgoing import Written
from kemiflow.post.page import Pages, blocks
from kemiflow.settings import templates_dir

PAGES = Pages(templates_dir() / "letters")
GOLDEN = sorted((Path(__file__).parents[2] / "core" / "golden_letters").glob("*.txt"))


def written(body: str, subject: str = "Projektin tiedot 27.10. mennessä", language: str = "fi") -> Written:
    return Written(subject=subject, body=body, language=language)


def words(page: str) -> list[str]:
    tree = html.document_fromstring(page)
    main = tree.find(".//main")
    assert main is not None
    return re.sub(r"[–—]|(?<!\w)\d\.(?=\s)", " ", "".join(map(str, main.itertext()))).split()


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_a_page_says_the_words_of_the_text_and_no_others(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    subject, _, body = text.partition("\n")
    said = words(PAGES.page(written(body, subject)))
    assert said == re.sub(r"[–—]|(?<!\w)\d\.(?=\s)", " ", text).split()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_page_says_its_language(language: str) -> None:
    assert html.document_fromstring(PAGES.page(written("Hej", language=language))).get("lang") == language


def test_lists_are_lists_and_the_one_link_stands_alone() -> None:
    link = "https://kemiflow.example/vastaa/KF-1"
    body = f"Puuttuu vielä:\n– mittari\n– rivi\n\nTäydennä:\n{link}\n\n1. Uusi\n2. Ilman\n"
    tree = html.document_fromstring(PAGES.page(written(body)))
    assert ["".join(map(str, item.itertext())) for item in tree.iterfind(".//ul/li")] == ["mittari", "rivi"]
    assert ["".join(map(str, item.itertext())) for item in tree.iterfind(".//ol/li")] == ["Uusi", "Ilman"]
    assert [link.get("href") for link in tree.iterfind(".//p[@class='link']/a")] == [
        "https://kemiflow.example/vastaa/KF-1"
    ]


def test_a_link_in_a_sentence_ends_before_its_full_stop() -> None:
    page = PAGES.page(written("Kerro siitä: https://kemiflow.example/vastaa/KF-1."))
    assert 'href="https://kemiflow.example/vastaa/KF-1"' in page


def test_the_reasons_are_easy_to_find() -> None:
    tree = html.document_fromstring(PAGES.page(written("Miksi sinä: sinut nimettiin 28.9.2023. Kello: 12.")))
    assert [one.text for one in tree.iterfind(".//strong")] == ["Miksi sinä:"]


def test_what_stands_below_the_line_is_apart() -> None:
    tree = html.document_fromstring(PAGES.page(written("Hei\n—\nSait tämän, koska olet vastuuhenkilö.\n")))
    (foot,) = tree.iterfind(".//div[@class='foot']")
    assert "".join(map(str, foot.itertext())).strip() == "Sait tämän, koska olet vastuuhenkilö."


def test_styles_stand_at_the_elements_and_nothing_is_fetched() -> None:
    page = PAGES.page(written("Hei"))
    assert re.search(r'<p style="[^"]*margin', page)
    assert not re.search(r"<(img|script|link|iframe)|url\(|@import", page)


@given(st.text(max_size=60), st.text(max_size=200))
def test_nothing_that_a_letter_says_becomes_markup(subject: str, body: str) -> None:
    empty = html.document_fromstring(PAGES.page(written("x", "x")))
    tree = html.document_fromstring(PAGES.page(written(f"x {body}", f"x {subject}")))
    known = {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "h1",
        "p",
        "br",
        "ul",
        "ol",
        "li",
        "a",
        "strong",
        "div",
    }
    assert {element.tag for element in tree.iter("*")} <= known
    assert len(tree.findall(".//style")) == len(empty.findall(".//style"))


@pytest.mark.parametrize(
    "evil", ["<script>alert(1)</script>", '"><img src=x onerror=y>', "{{ 7*7 }}", "</style><b>", "javascript:alert(1)"]
)
def test_a_title_that_would_be_markup_is_text(evil: str) -> None:
    page = PAGES.page(written(f"Hei\n\n– {evil}\n", evil))
    assert evil in unescape(page)
    assert not re.search(r"<(script|img|b)\b", page)
    assert 'href="javascript' not in page


def test_an_empty_text_has_no_blocks() -> None:
    assert list(blocks("\n\n")) == []
