"""The table of what ate text, broke files or said nothing elsewhere: each row as it must be, word for word."""

from dataclasses import dataclass, field

import pytest

from kemiflow.word import FactsRefused, TemplateBroken
from kemiflow.word.markup import parse
from tests.edges.word.building import cell, opened, par, part_of, run, table, template, texts


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row: what stands in the template, which facts come, and what is shown or told."""

    body: str = par("[{{ a }}]")
    facts: dict[str, object] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)
    told: str = ""


def value(given: object, *shown: str) -> Row:
    return Row(facts={"a": given}, shown=list(shown))


LOOP = par("{% for x in l %}") + par("{{ x }}", "Nro") + par("{% endfor %}")
SPLIT = (
    f"<w:p>{run('a{')}<w:proofErr w:type='spellStart'/>{run('{ ')}<w:bookmarkStart w:id='1' w:name='x'/>{run('a')}<w:r>"
    f"<w:lastRenderedPageBreak/><w:t xml:space='preserve'> }}</w:t></w:r><w:bookmarkEnd w:id='1'/>{run('}b')}</w:p>"
)
BOX = f"<w:p><w:r><w:pict><w:txbxContent>{par('{{ a }}')}</w:txbxContent></w:pict></w:r></w:p>"
DELETED = '<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>{{ poistettu }}</w:delText></w:r></w:del></w:p>'
TABLE: dict[str, Row] = {
    "an ampersand": value("Kemi & Tornio", "[Kemi & Tornio]"),
    "a less-than sign": value("a < b", "[a < b]"),
    "markup in a value": value("<w:br/>loput", "[<w:br/>loput]"),
    "closing markup in a value": value("</w:t></w:r></w:p><w:p>x", "[</w:t></w:r></w:p><w:p>x]"),
    "a bell": value("a\x07b", "[ab]"),
    "other control characters": value("a\x00\x0b\x1f\x85b", "[ab]"),
    "half a character": value("a\ud800b", "[ab]"),
    "a line break": value("eka\ntoka", "[eka\ntoka]"),
    "a tab": value("a\tb", "[a\tb]"),
    "what Finnish needs": value("a\u00a0b\u00ad§ € ” ä ö å 🙂", "[a\u00a0b\u00ad§ € ” ä ö å 🙂]"),
    "a tag in a value": value("{{ a }}{% if %}", "[{{ a }}{% if %}]"),
    "nothing": value(None, "[]"),
    "a blank line": Row(body=par("{{ a }}"), facts={"a": "x\n\ny"}, shown=["x", "y"]),
    "a tag split over runs": Row(body=SPLIT, facts={"a": "X"}, shown=["aXb"]),
    "curly quotes and no-break spaces in a tag": Row(
        body=par("{{\u00a0a|oletus(”x”) }}"), shown=["x"], facts={"a": ""}
    ),
    "an old paragraph tag beside text": Row(
        body=par("eka {%p if a %}") + par("keski") + par("{%p endif %} vika"),
        facts={"a": 1},
        shown=["eka ", "keski", " vika"],
    ),
    "a block alone in its paragraph": Row(
        body=par("{% if a %}") + par("x") + par("{% endif %}"), facts={"a": 1}, shown=["x"]
    ),
    "a tag in a tracked deletion": Row(body=DELETED + par("{{ a }}"), facts={"a": "x"}, shown=["", "x"]),
    "a list in a loop": Row(body=LOOP * 2, facts={"l": ["1", "2"]}, shown=["1", "2", "1", "2"]),
    "a missing fact": Row(
        body=par("Otsake", "H2") + par("Alku {{ puuttuu }}"),
        told="word/document.xml, kappale 2 (otsikon ”Otsake” alla), merkintä ”{{ puuttuu }}”: "
        "tietoa ”puuttuu” ei ole – tekstissä ”Alku {{ puuttuu }}”",
    ),
    "a missing brace": Row(
        body=par("alku {{ a } loppu"),
        told="kappale 1, merkintä ”{{ a } loppu”: merkintä on kesken: ”{{” ilman pariaan – tekstissä ”alku",
    ),
    "a slip in a tag": Row(body=par("{{ x y }}"), told="kappale 1, merkintä ”{{ x y }}”"),
    "a filter that does not fit": Row(
        body=par("x") + par("{{ a|paivays }}"), facts={"a": "huomenna"}, told="kappale 2, merkintä ”{{ a|paivays }}”"
    ),
    "an unclosed block": Row(body=par("x") + par("{% if a %}"), told="kappale 2, merkintä ”{% if a %}”"),
    "twelve megabytes": Row(facts={"a": "x" * 12_000_000}, told="tieto ”a” on liian pitkä: 12000000 merkkiä"),
    "a fact that can act": Row(facts={"a": object()}, told="tieto ”a” ei ole pelkkä arvo vaan object"),
}


@pytest.mark.parametrize("name", TABLE)
def test_each_row_is_as_it_must_be(name: str) -> None:
    row = TABLE[name]
    if not row.told:
        assert texts(row.body, **row.facts) == row.shown
        return
    with pytest.raises((TemplateBroken, FactsRefused)) as refused:
        template(row.body).render(row.facts)
    assert row.told in str(refused.value)


PROPERTIES = "{{ a }}</dc:title><cp:keywords>{{ a }}</cp:keywords><cp:category>{{ a }}</cp:category><dc:title>"


@pytest.mark.parametrize("given", ["Kemi & Tornio", "a < b", "<w:br/>", "]]>", '"', "a\x07\ud800\nb"])
def test_every_place_of_a_file_takes_any_value(given: str) -> None:
    body = BOX + table(cell(par("{{ a }}")))
    rendered = template(body, header=par("{{ a }}"), title=PROPERTIES).render({"a": given})
    document = opened(rendered)
    shown = given.replace("\x07\ud800", "")
    properties = parse(part_of(rendered, "docProps/core.xml").encode())
    assert [one.text for one in properties][:3] == [shown.replace("\n", " ")] * 3
    assert document.sections[0].header.paragraphs[0].text == shown
    assert document.tables[0].rows[0].cells[0].text == shown
    assert part_of(rendered, "word/document.xml").count("txbxContent") == 2
