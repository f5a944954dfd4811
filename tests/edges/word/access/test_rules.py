"""The twelve rules: each has a file that breaks it alone, and what kemiflow makes breaks none."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from kemiflow.core.documents import KINDS, Document
from kemiflow.word.access import LEFT, RULES, check
from kemiflow.word.faults import read_place
from kemiflow.word.lint import example
from kemiflow.word.package import PackageRefused
from kemiflow.word.reasons import table
from tests.edges.word.building import STYLES, cell, par, parts, run, zipped
from tests.edges.word.building import table as rows
from tests.edges.word.test_shipped_templates import EACH, SHELF, TEMPLATES

HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="heading {level}"/></w:style>'
    for level in (1, 3, 4)
)
SPOKEN = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="fi-FI"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:styleId="Oma"><w:name w:val="Oma"/><w:basedOn w:val="H3"/></w:style>'
)
FIRST = par("Kaupunkistrategia", "H1")
HEAD = "<w:trPr><w:tblHeader/></w:trPr>"
PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr id="1" name="Kuva"{}/></wp:inline></w:drawing></w:r></w:p>'
)


def document(body: str, *, title: str = "Strategia", spoken: bool = True, first: bool = True) -> bytes:
    content = parts((FIRST if first else "") + body, title=title)
    styles = STYLES.replace("<w:style ", (SPOKEN if spoken else "") + HEADINGS + "<w:style ", 1)
    return zipped({**content, "word/styles.xml": styles.encode()})


def wide(text: str) -> str:
    return cell(par(text)).replace("<w:tcPr>", '<w:tcPr><w:gridSpan w:val="2"/>')


BROKEN: dict[str, tuple[Callable[[], bytes], int | None]] = {
    "untitled": (lambda: document("", title=" "), None),
    "no_language": (lambda: document("", spoken=False), None),
    "empty_heading": (lambda: document(par("", "H2")), 2),
    "level_jump": (lambda: document(par("Liian syvä", "H3")), 2),
    "first_headings": (lambda: document(par("Toinen", "H1")), 2),
    "fake_heading": (lambda: document(f"<w:p>{run('Päätös', '<w:b/>')}</w:p>"), 2),
    "fake_list": (lambda: document(par("1) ensimmäinen")), 2),
    "no_header_row": (lambda: document(rows(cell(par("a")) + cell(par("b")))), 2),
    "merged_cells": (lambda: document(rows(HEAD + cell(par("a")) + cell(par("b")), wide("c"))), 4),
    "nested_table": (lambda: document(rows(HEAD + cell(rows(HEAD + cell(par("a"))), par("b")))), 2),
    "no_alt": (lambda: document(PICTURE.format("")), 2),
    "leftover": (lambda: document("<w:p>" + run("Hyvä {{ ") + run("nimi }}") + "</w:p>"), 2),
}


def codes(data: bytes) -> list[str]:
    return [one.reason.code for one in check(data, name="x.docx").faults]


def test_there_are_twelve_rules_and_each_has_its_breaker_and_its_criterion() -> None:
    assert len(RULES) == len(set(RULES)) == 12
    assert set(BROKEN) == set(RULES)
    assert all(re.fullmatch(r"\d\.\d\.\d", table()[rule]["wcag"]) for rule in RULES)


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_is_broken_alone_and_at_its_place(rule: str) -> None:
    make, paragraph = BROKEN[rule]
    report = check(make(), name="x.docx")
    assert [one.reason.code for one in report.faults] == [rule]
    (fault,) = report.faults
    assert fault.place.paragraph == paragraph
    for language in ("fi", "en"):
        assert fault.reason.said(language)
        assert not re.search(r"[{}]{2}(?! nimi)|\{\w+\}", fault.reason.said(language).replace("{{ nimi }}", ""))


def test_a_document_that_breaks_none_is_clean() -> None:
    table_of_two = rows(HEAD + cell(par("a")), cell(par("b")))
    body = par("Toinen", "H2") + par("Kolmas", "Oma") + par("Toinen", "H2") + par("Teksti.") + table_of_two
    assert codes(document(body + PICTURE.format(' descr="Kaavio"'))) == []


def test_what_is_not_meant_for_readers_is_told_once_beside_the_rules() -> None:
    tracked = '<w:p><w:ins w:id="1" w:author="Maija">' + run("Lisäys.") + "</w:ins></w:p>"
    commented = '<w:p><w:commentRangeStart w:id="1"/>' + run("Teksti.") + '<w:commentRangeEnd w:id="1"/></w:p>'
    assert codes(document(tracked * 2)) == ["tracked_left"]
    assert codes(document(commented)) == ["comments_left"]
    assert not set(LEFT) & set(RULES)


def test_no_heading_at_all_is_told() -> None:
    assert codes(document(par("Teksti."), first=False)) == ["first_headings"]


def test_a_style_of_ones_own_counts_by_what_it_is_based_on() -> None:
    assert codes(document(par("Alaotsikko", "Oma"))) == ["level_jump"]


def test_a_level_of_its_own_counts_before_the_style() -> None:
    outlined = '<w:p><w:pPr><w:outlineLvl w:val="{}"/></w:pPr>' + run("Otsikko") + "</w:p>"
    assert codes(document(outlined.format(1))) == []
    assert codes(document(outlined.format(2))) == ["level_jump"]
    assert codes(document(outlined.format(9))) == []


def test_each_part_that_begins_a_page_may_have_a_first_heading_of_its_own() -> None:
    begun = par("Toinen", "H1").replace("</w:pPr>", "<w:pageBreakBefore/></w:pPr>", 1)
    after = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>" + par("Kolmas", "H1")
    assert codes(document(par("Kohta", "H2") + begun + par("Kohta", "H2") + after)) == []
    assert codes(document(begun + par("Neljäs", "H1"))) == ["first_headings"]


def test_everything_wrong_is_told_at_once_in_the_order_of_the_document() -> None:
    body = par("", "H2") + par("- luettelo") + rows(cell(par("a"))) + PICTURE.format("")
    assert codes(document(body, title="")) == ["untitled", "empty_heading", "fake_list", "no_header_row", "no_alt"]


def test_a_place_reads_as_a_person_finds_it() -> None:
    body = par("Päätös", "H2") + par("- luettelo")
    (fault,) = check(document(body), name="x.docx").faults
    assert read_place(fault.place) == "kappale 3 (otsikon ”Päätös” alla)"
    assert read_place(replace(fault.place, part="word/header1.xml", heading=""), "en") == "header"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", zipped({"[Content_Types].xml": b"<Types/>"})])
def test_what_is_no_document_is_refused(data: bytes) -> None:
    with pytest.raises(PackageRefused):
        check(data, name="x.docx")


@EACH
def test_what_a_shipped_template_makes_is_accessible(document: Document) -> None:
    assert codes(SHELF.document(document).data) == []
    assert codes(SHELF.document(replace(document, banner="")).data) == []


@pytest.mark.parametrize("kind", sorted(KINDS.values()))
def test_a_shipped_template_is_accessible_and_so_is_its_fullest_document(kind: str) -> None:
    template = (TEMPLATES / f"{kind}.docx").read_bytes()
    assert set(codes(template)) == {"leftover"}  # a template is made of tags
    assert codes(SHELF.render(kind, example(kind)).data) == []
