"""A template that is wrong says what is wrong and where, word for word."""

import pytest

from kemiflow.word import TemplateBroken
from tests.edges.word.building import cell, fault, par, run, table, template

AT = "word/document.xml, kappale 2 (otsikon ”Valmistelu” alla), merkintä "
FILTERS = (
    "paivays, paivays_pitka, euro, luettelo, oletus, muotoiltu, kuva, "
    "date, long_date, euros, listing, default, markdown, picture"
)


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        (
            "{{ x y }}",
            "”{{ x y }}”: merkintää ei voi tulkita (expected token 'end of print statement', got 'y')",
        ),
        ("{{ }}", "”{{ }}”: merkintä on tyhjä"),
        ("{{ x }", "”{{ x }”: merkintä on kesken: ”{{” ilman pariaan"),
        ("{{ x | pvm }}", f"”{{{{ x | pvm }}}}”: suodatinta ”pvm” ei ole; käytössä ovat {FILTERS}"),
        (
            "{% include 'x' %}",
            "”{% include 'x' %}”: ohjausta ”include” ei ole; käytössä ovat if, elif, for, set, else, endif, endfor",
        ),
        ("{% if x %}", "”{% if x %}”: lohko jää sulkematta: ”{% endif %}” puuttuu"),
        ("{% endfor %}", "”{% endfor %}”: tälle ei ole avaavaa merkintää ”{% for … %}”"),
        ("{{ x.kenttä }}", "”{{ x.kenttä }}”: tietoa ”kenttä” ei ole tässä kohdassa"),
        ("{{ puuttuu }}", "”{{ puuttuu }}”: tietoa ”puuttuu” ei ole"),
        (
            "{{ x | paivays }}",
            (
                "”{{ x | paivays }}”: ei onnistu näillä tiedoilla "
                "(suodatin paivays tarvitsee päivän, saatiin teksti ”arvo”)"
            ),
        ),
        (
            "{{ rivi }}",
            (
                "”{{ rivi }}”: ei onnistu näillä tiedoilla "
                "(tietue ei ole tekstiä; nimeä sen kenttä (esimerkiksi rivi.nimi))"
            ),
        ),
    ],
)
def test_a_fault_names_part_paragraph_heading_and_tag(tag: str, told: str) -> None:
    assert fault(par("Valmistelu", "H2") + par(tag), x="arvo", rivi={"a": "1"}) == AT + told


def test_a_fault_shows_the_text_around_its_tag() -> None:
    told = "word/document.xml, kappale 1, merkintä ”{{ b }}”: tietoa ”b” ei ole – tekstissä ”Alku {{ a }} ja {{ b }}”"
    assert fault(par("Alku {{ a }} ja {{ b }}"), a="1") == told


def test_all_faults_of_a_template_are_told_at_once() -> None:
    with pytest.raises(TemplateBroken) as broken:
        template(par("{{ x y }}") + par("{{ a") + par("{{ b|ei }}"), header=par("{{ c d }}"))
    assert [(one.place.part, one.place.paragraph) for one in broken.value.faults] == [
        ("word/document.xml", 2),
        ("word/document.xml", 1),
        ("word/document.xml", 3),
        ("word/header1.xml", 1),
    ]
    assert str(broken.value).startswith("Mallissa malli.docx on 4 virhettä:\n– word/document.xml, kappale 2")


def test_a_block_that_ends_in_another_place_is_told_with_both_tags() -> None:
    body = table(cell(par("{% for r in x %}{{ r }}")) + cell(par("b{% endfor %}")))
    assert fault(body) == (
        "word/document.xml, kappale 2, merkintä ”{% endfor %}”: lohko ”{% for r in x %}” alkaa eri paikassa kuin tämä: "
        "molemmat samaan kappaleeseen tai kumpikin omaansa – tekstissä ”b{% endfor %}”"
    )


def test_a_fault_far_down_is_found_at_its_own_paragraph() -> None:
    body = "".join(par(f"{{% if a %}}{number}{{{{ a }}}}{{% endif %}}") for number in range(50))
    told = fault(
        body + f"<w:p>{run('{% for x in l %}{{ x.')}{run('b }}{% endfor %}')}</w:p>", a="1", l=[{"b": "1"}, {}]
    )
    assert told.startswith("word/document.xml, kappale 51, merkintä ”{{ x.b }}”: tietoa ”b” ei ole tässä kohdassa")
