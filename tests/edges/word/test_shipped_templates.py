"""The shipped templates: lean, accessible, and with nothing left over in any document."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from kemiflow.core.documents import KINDS, BoardItem, Document, facts_of
from kemiflow.word import Rendered, Shelf
from tests.edges.word.building import opened, part_of
from tests.edges.word.samples import BANNER, COUNCIL, DECIDED, MEMO, ON_THE_LIST, PROJECTS, SAMPLES, STATEMENT, SUMMARY

TEMPLATES = Path(__file__).parents[3] / "templates" / "word"
SHELF = Shelf(folders=(TEMPLATES,))
EACH = pytest.mark.parametrize("document", SAMPLES, ids=lambda one: KINDS[type(one)])


def shown(rendered: Rendered) -> list[str]:
    return [one.text for one in opened(rendered).paragraphs]


def headings(document: Document) -> list[str]:
    found = opened(SHELF.document(document)).paragraphs
    return [one.text for one in found if one.style is not None and (one.style.name or "").startswith("Heading")]


def test_every_kind_has_a_template_and_every_template_a_kind() -> None:
    assert {path.stem for path in TEMPLATES.glob("*.docx")} == set(KINDS.values())
    assert {type(one) for one in SAMPLES} == set(KINDS)


@EACH
def test_nothing_is_left_over(document: Document) -> None:
    with zipfile.ZipFile(BytesIO(SHELF.document(document).data)) as archive:
        everything = "".join(archive.read(name).decode() for name in archive.namelist())
    assert not re.search(r"\{\{|\}\}|\{%|%\}|\bNone\b|\ufdd0|<\?kf", everything)


@EACH
def test_a_document_has_title_language_page_numbers_and_one_first_heading(document: Document) -> None:
    rendered = SHELF.document(document)
    made = opened(rendered)
    assert document.title in made.core_properties.title
    assert made.core_properties.language == "fi-FI"
    assert made.core_properties.created is not None
    assert '<w:lang w:val="fi-FI"' in part_of(rendered, "word/styles.xml")
    assert {"PAGE", "NUMPAGES"} <= set(part_of(rendered, "word/footer1.xml").split())
    styles = [one.style.name for one in made.paragraphs if one.style is not None]
    assert styles.count("Heading 1") == 1


@EACH
def test_a_page_is_a4_and_bears_the_banner(document: Document) -> None:
    section = opened(SHELF.document(document)).sections[0]
    sides = {round((section.page_width or 0) / 36000), round((section.page_height or 0) / 36000)}
    assert sides == {210, 297}
    assert section.header.paragraphs[0].text == BANNER
    without = opened(SHELF.document(replace(document, banner=""))).sections[0]
    assert [one.text for one in without.header.paragraphs] == [""]


@EACH
def test_every_table_has_a_header_row_or_a_header_column(document: Document) -> None:
    xml = part_of(SHELF.document(document), "word/document.xml")
    for table in re.findall(r"<w:tbl>.*?</w:tbl>", xml):
        assert "<w:tblHeader/>" in table or 'w:firstColumn="1"' in table
        assert "<w:tblCaption" in table


@pytest.mark.parametrize("kind", sorted(KINDS.values()))
def test_a_template_is_lean_and_has_the_named_styles(kind: str) -> None:
    data = (TEMPLATES / f"{kind}.docx").read_bytes()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        styles = archive.read("word/styles.xml").decode()
    assert len(data) < 20_000
    assert len(styles) < 40_000
    for name in ("Tunniste", "Liiteluettelo", "Leipäteksti", "Numeroitu", "Lohko-otsikko", "Luettelo", "heading 1"):
        assert f'<w:name w:val="{name}"/>' in styles


def test_an_agenda_shows_the_item_number_and_minutes_the_section() -> None:
    assert shown(SHELF.document(ON_THE_LIST))[1] == "Kaupunginhallitus 25.09.2023\tAsianro 12"
    assert shown(SHELF.document(DECIDED))[1] == "Kaupunginhallitus 25.09.2023 § 292"
    assert shown(SHELF.document(replace(ON_THE_LIST, item_number=None)))[1] == "Kaupunginhallitus 25.09.2023"


def test_parts_come_in_their_order_and_empty_ones_vanish_with_their_headings() -> None:
    assert headings(DECIDED) == [
        "Kaupunkistrategian päivittäminen",
        "Liitteet",
        "Oheismateriaali",
        "Valmistelu",
        "Esittelijä",
        "Päätösehdotus",
        "Päätös",
        "Tiedoksi",
        "Muutoksenhaku",
    ]
    bare = BoardItem(title="Asia", register_number="1/2023", body="Kaupunginhallitus", date=DECIDED.date)
    assert shown(SHELF.document(bare)) == ["Asia", "Kaupunginhallitus 25.09.2023", "1/2023"]


def test_rare_parts_have_their_headings_too() -> None:
    rare = replace(DECIDED, discussion=("a",), dissent=("b",), disqualified=("c",), preparer="d", participation=("e",))
    assert headings(rare)[3:10] == [
        "Valmistelu",
        "Osallistuminen ja vaikutusten arviointi",
        "Valmistelija",
        "Esittelijä",
        "Päätösehdotus",
        "Kokouskäsittely",
        "Päätös",
    ]
    assert headings(rare)[10:12] == ["Eriävä mielipide", "Esteellisyys"]


def styled(document: Document, style: str) -> list[str]:
    found = opened(SHELF.document(document)).paragraphs
    return [one.text for one in found if one.style is not None and one.style.name == style]


def test_two_clauses_are_numbered_and_one_is_not() -> None:
    assert styled(ON_THE_LIST, "Numeroitu") == list(ON_THE_LIST.proposal)
    assert styled(replace(ON_THE_LIST, proposal=("Ainoa.",)), "Numeroitu") == []
    assert "Ainoa." in styled(replace(ON_THE_LIST, proposal=("Ainoa.",)), "Leipäteksti")


def test_a_decision_is_numbered_only_after_a_lead() -> None:
    assert styled(DECIDED, "Numeroitu") == list(DECIDED.proposal)
    led = replace(DECIDED, decision_lead="Valtuusto", decision=("hyväksyy strategian", "merkitsee luettelon"))
    assert styled(led, "Numeroitu") == [*DECIDED.proposal, "hyväksyy strategian", "merkitsee luettelon"]


def test_a_committees_questions_and_its_statement_are_two_lists() -> None:
    xml = part_of(SHELF.document(STATEMENT), "word/document.xml")
    lists = re.findall(r'<w:numId w:val="(\d+)"/>', xml)
    assert len(lists) == 8
    assert len(set(lists[:4])) == len(set(lists[4:])) == 1
    assert lists[0] != lists[4]


def test_the_councils_item_is_a_chain_with_a_list_of_its_own_in_each_block() -> None:
    xml = part_of(SHELF.document(COUNCIL), "word/document.xml")
    assert len(set(re.findall(r'<w:numId w:val="(\d+)"/>', xml))) == 3
    assert styled(COUNCIL, "Lohko-otsikko") == [
        "Kaupunginhallitus 25.09.2023 § 292",
        "Kaupunginhallitus 27.11.2023 § 351",
        "Kaupunginvaltuusto 11.12.2023\tAsianro 5",
    ]


def test_a_gap_is_yellow_in_a_shipped_template() -> None:
    xml = part_of(SHELF.document(STATEMENT), "word/document.xml")
    assert xml.count('<w:highlight w:val="yellow"/>') == 4


def cells(document: Document, number: int = 0) -> list[list[str]]:
    table = opened(SHELF.document(document)).tables[number]
    return [[one.text for one in row.cells] for row in table.rows]


def test_the_summary_is_one_row_a_remark() -> None:
    assert cells(SUMMARY)[0] == ["Tunnus", "Antaja", "Huomio", "Ratkaisu", "Perustelu", "Luonnoksen kohta"]
    assert cells(SUMMARY)[2] == ["–", "Vammaisneuvosto", "Ei lausuntoa määräajassa", "–", "–", "–"]


def test_the_list_of_projects_shows_deputy_and_measure_when_they_are_known() -> None:
    assert cells(PROJECTS)[1] == [
        "Yrityspalvelujen yksi luukku",
        "Elinvoima",
        "elinkeinopäällikkö (yrityskoordinaattori)",
        "Yhteydenottoon vastattu kahdessa päivässä: 61 % → 90 %",
        "Elinkeinopalvelut, 45 000 €",
        "Palvelupolku kuvattu 31.3.2024\nYhteinen neuvonta avataan 1.9.2024",
    ]
    assert cells(PROJECTS)[2][2:4] == ["sivistysjohtaja", "[TÄYDENNÄ: mittarin lähtöarvo, Sivistys]"]


def test_the_memo_leaves_out_what_is_not_known() -> None:
    assert [row[0] for row in cells(MEMO)][:3] == ["Aika", "Paikka", "Peruste"]
    assert [row[0] for row in cells(replace(MEMO, place="", ground=""))][:2] == ["Aika", "Diaarinumero"]


def test_no_facts_of_a_document_are_left_unnamed() -> None:
    assert facts_of(ON_THE_LIST)["päätösehdotus"] == list(ON_THE_LIST.proposal)
