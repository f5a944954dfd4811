"""Long texts with marks become the template's own paragraphs, headings and lists; no value becomes markup."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kemiflow.word import TemplateBroken, compile_template
from kemiflow.word.prose import blocks
from tests.edges.word.building import fault, file, opened, par, part_of, parts, run, template, zipped

BULLET = (
    '<w:style w:type="paragraph" w:styleId="Lu"><w:name w:val="Luettelo"/><w:pPr><w:numPr><w:numId w:val="4"/>'
    "</w:numPr></w:pPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="H3"><w:name w:val="heading 3"/></w:style></w:styles>'
)
# A numbered heading comes before the numbered list and must not be taken for it
HEADING = (
    '<w:style w:type="paragraph" w:styleId="H2n"><w:name w:val="Otsikko numeroitu"/><w:basedOn w:val="H2"/><w:pPr>'
    '<w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Nro">'
)
DOTS = (
    '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="–"/></w:lvl></w:abstractNum><w:num w:numId="3">'
)
TAG = "{{ t | muotoiltu }}"
TEXT = """Eka **liha _molemmat_** kappale
toinen rivi

# Otsikko

- a
- b
  1. x
  2. y

jälkeen

1. c

   jatkuu
2. d [linkki](https://kunta.example/a?b=1&c=2)"""


def styled(body: str) -> bytes:
    content = parts(body)
    heading = content["word/styles.xml"].replace(b'<w:style w:type="paragraph" w:styleId="Nro">', HEADING.encode())
    content["word/styles.xml"] = heading.replace(b"</w:styles>", BULLET.encode())
    numbering = content["word/numbering.xml"].replace(b'<w:num w:numId="3">', DOTS.encode())
    content["word/numbering.xml"] = numbering.replace(
        b"</w:numbering>", b'<w:num w:numId="4"><w:abstractNumId w:val="8"/></w:num></w:numbering>'
    )
    return zipped(content)


FULL = compile_template(styled(par("Valmistelu", "H2") + par(TAG)), name="malli.docx")


def shown(text: object) -> list[tuple[str, str]]:
    found = opened(FULL.render({"t": text})).paragraphs[1:]
    return [((one.style.name or "") if one.style is not None else "", one.text) for one in found]


def test_paragraphs_headings_and_lists_take_the_templates_styles() -> None:
    assert shown(TEXT) == [
        ("Normal", "Eka liha molemmat kappale\ntoinen rivi"),
        ("Heading 3", "Otsikko"),
        ("Luettelo", "a"),
        ("Luettelo", "b"),
        ("Numeroitu", "x"),
        ("Numeroitu", "y"),
        ("Normal", "jälkeen"),
        ("Numeroitu", "c"),
        ("Numeroitu", "jatkuu"),
        ("Numeroitu", "d linkki"),
    ]


def test_every_list_is_a_list_of_its_own_and_what_goes_on_bears_no_number() -> None:
    xml = part_of(FULL.render({"t": TEXT}), "word/document.xml")
    numbers = re.findall(r'<w:ilvl w:val="(\d)"/><w:numId w:val="(\d+)"/>', xml)
    assert numbers == [("0", "5"), ("0", "5"), ("1", "6"), ("1", "6"), ("0", "7"), ("0", "0"), ("0", "7")]


def test_bold_and_italics_are_runs() -> None:
    runs = opened(FULL.render({"t": TEXT})).paragraphs[1].runs
    assert [(one.text, one.bold, one.italic) for one in runs][:4] == [
        ("Eka ", None, None),
        ("liha ", True, None),
        ("molemmat", True, True),
        (" kappale", None, None),
    ]


def test_a_link_is_a_field_with_its_address() -> None:
    xml = part_of(FULL.render({"t": TEXT}), "word/document.xml")
    assert ' HYPERLINK "https://kunta.example/a?b=1&amp;c=2" ' in xml
    assert re.findall(r'w:fldCharType="(\w+)"', xml) == ["begin", "separate", "end"]
    assert '<w:u w:val="single"/>' in xml


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](file:///etc/passwd)",
        "<script>alert(1)</script>",
        "<b>ei lihava</b>",
        "[x](data:text/html,a)",
    ],
)
def test_what_is_not_allowed_stays_text(text: str) -> None:
    xml = part_of(FULL.render({"t": text}), "word/document.xml")
    assert "HYPERLINK" not in xml
    assert [one for _, one in shown(text)] == [text]


def test_a_gap_is_yellow_in_bold_text_too() -> None:
    runs = opened(FULL.render({"t": "**a [TÄYDENNÄ: b] c**"})).paragraphs[1].runs
    assert [(one.text, one.bold, one.font.highlight_color is not None) for one in runs] == [
        ("a ", True, False),
        ("[TÄYDENNÄ: b]", True, True),
        (" c", True, False),
    ]


def test_headings_leave_no_level_out() -> None:
    assert [style for style, _ in shown("### a\n\n# b")] == ["Heading 3", "Heading 3"]


def test_a_list_of_texts_is_written_one_after_the_other() -> None:
    assert shown(["- a", "b"]) == [("Luettelo", "a"), ("Normal", "b")]


def test_without_list_styles_the_marks_are_typed() -> None:
    bare = template(par(TAG)).render({"t": "- a\n- b"})
    assert [one.text for one in opened(bare).paragraphs] == ["– a", "– b"]


def test_an_address_cannot_leave_its_quotes() -> None:
    xml = part_of(FULL.render({"t": '[x](https://a.example/"\\l)'}), "word/document.xml")
    assert re.findall(r"HYPERLINK .*? <", xml) in ([], ['HYPERLINK "https://a.example/%22%5Cl" <'])


def test_inside_other_text_the_filter_is_told() -> None:
    assert "toimii vain merkinnässä, joka on yksin kappaleessaan" in fault(par(f"Alku {TAG}"), t="x")


def test_a_text_that_is_too_long_to_be_read_is_told() -> None:
    with pytest.raises(TemplateBroken, match="liian pitkä muotoiltavaksi"):
        FULL.render({"t": "x" * 100_001})


def test_the_same_text_is_read_once() -> None:
    blocks.cache_clear()
    for _ in range(5):
        FULL.render({"t": "sama **teksti**"})
    assert (blocks.cache_info().misses, blocks.cache_info().hits) == (1, 4)


def names(xml: str) -> set[str]:
    return {etree.QName(one).localname for one in etree.fromstring(xml.encode()).iter("*")}


MARKS: Sequence[str] = (
    "**",
    "_",
    "# ",
    "- ",
    "1. ",
    "[a](",
    "https://x.example",
    ")",
    "\n",
    "\n\n",
    "<w:p>",
    "&",
    "ä",
    " ",
)


@given(st.text() | st.lists(st.sampled_from(MARKS)).map("".join))
def test_no_value_adds_any_markup_but_its_own(text: str) -> None:
    rendered = FULL.render({"t": text})
    known = {"document", "body", "p", "pPr", "pStyle", "numPr", "ilvl", "numId", "ind", "r", "rPr", "t", "br", "tab"}
    looks = {"b", "bCs", "i", "iCs", "u", "highlight", "fldChar", "instrText", "sectPr", "headerReference"}
    assert names(part_of(rendered, "word/document.xml")) <= known | looks
    assert FULL.render({"t": text}).file_digest == rendered.file_digest
    opened(rendered)


def test_a_look_is_added_to_that_of_the_tag() -> None:
    bold = file(f"<w:p>{run(TAG, '<w:i/>')}</w:p>")
    made = opened(compile_template(bold, name="malli.docx").render({"t": "a **b**"})).paragraphs[0].runs
    assert [(one.text, one.bold, one.italic) for one in made] == [("a ", None, True), ("b", True, True)]
