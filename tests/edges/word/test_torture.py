"""What ate text or broke files elsewhere leaves text whole here."""

from datetime import date

import pytest

from tests.edges.word.building import cell, fault, opened, par, part_of, run, table, template, texts

SPLIT = (
    '<w:p><w:r><w:t>ennen {</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t>{ a</w:t></w:r>'
    '<w:bookmarkStart w:id="1" w:name="x"/><w:r><w:lastRenderedPageBreak/><w:t>rvo }</w:t></w:r>'
    '<w:bookmarkEnd w:id="1"/><w:r><w:t>} jälkeen</w:t></w:r></w:p>'
)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Kemi & Tornio", "Kemi & Tornio"),
        ("a < b > c", "a < b > c"),
        ("<w:br/>loput", "<w:br/>loput"),
        ("</w:t></w:r></w:p><w:p>", "</w:t></w:r></w:p><w:p>"),
        ("]]> \" '", "]]> \" '"),
        ("a\x07b\x00c\x0bd", "abcd"),
        ("a\ud800b", "ab"),
        ("a\ufffeb\uffff", "ab"),
        ("eka\ntoka", "eka\ntoka"),
        ("eka\r\ntoka\rkolmas", "eka\ntoka\nkolmas"),
        ("a\tb", "a\tb"),
        ("a\u00a0b\u00ad§ 5 € ”ä ö å” 🙂", "a\u00a0b\u00ad§ 5 € ”ä ö å” 🙂"),
        ("{{ toinen }} {% if %}", "{{ toinen }} {% if %}"),
        (" reunat ", " reunat "),
        (None, ""),
        (0, "0"),
        (date(2023, 9, 25), "25.9.2023"),
        (["a", "b"], "a, b"),
    ],
)
def test_a_value_in_running_text_is_shown_as_it_is(value: object, shown: str) -> None:
    assert texts(par("[{{ arvo }}]"), arvo=value) == [f"[{shown}]"]


def test_a_value_in_a_header_and_in_the_title_is_escaped_once() -> None:
    rendered = template(par("x"), header=par("{{ a }}"), title="{{ a }}").render({"a": 'A & "B" <c>'})
    document = opened(rendered)
    assert document.sections[0].header.paragraphs[0].text == 'A & "B" <c>'
    assert document.core_properties.title == 'A & "B" <c>'


def test_a_date_in_the_file_properties_is_written_as_they_want_it() -> None:
    title = "x</dc:title><dcterms:created>{{ d }}</dcterms:created><dc:title>"
    core = part_of(template(par("x"), title=title).render({"d": date(2023, 9, 25)}), "docProps/core.xml")
    assert "<dcterms:created>2023-09-25T00:00:00Z</dcterms:created>" in core


def test_a_tag_split_over_runs_is_one_tag() -> None:
    assert texts(SPLIT, arvo="X") == ["ennen X jälkeen"]


@pytest.mark.parametrize("at", range(1, 12))
def test_a_tag_may_be_split_anywhere(at: int) -> None:
    tag = "a{{ arvo }}b"
    assert texts(f"<w:p>{run(tag[:at])}<w:proofErr/>{run(tag[at:], '<w:i/>')}</w:p>", arvo="X") == ["aXb"]


@pytest.mark.parametrize(
    "tag", ["{{ a|oletus(”x”) }}", "{{\u00a0a\u00a0|\u00a0oletus(‘x’)\u00a0}}", "{{a|default('x')}}"]
)
def test_curly_quotes_and_no_break_spaces_in_a_tag_count_as_plain_ones(tag: str) -> None:
    assert texts(par(tag)) == ["x"]


def test_names_match_however_their_letters_are_composed() -> None:
    assert texts(par("{{ pa\u0308a\u0308to\u0308s }}"), päätös="ok") == ["ok"]


@pytest.mark.parametrize("mark", ["%", "%p "])
def test_a_block_tag_alone_in_its_paragraph_disappears_with_it(mark: str) -> None:
    body = par(f"{{{mark}if a %}}") + par("kyllä") + par(f"{{{mark}else %}}") + par("ei") + par(f"{{{mark}endif %}}")
    assert texts(body, a=True) == ["kyllä"]
    assert texts(body, a=False) == ["ei"]


def test_text_beside_an_old_paragraph_tag_is_kept() -> None:
    body = par("Alku {%p if a %}") + par("keski") + par("{%p endif %} loppu")
    assert texts(body, a=True) == ["Alku ", "keski", " loppu"]
    assert texts(body, a=False) == ["Alku ", " loppu"]


def test_a_block_over_paragraphs_may_start_and_end_in_their_text() -> None:
    body = par("{% if a %}eka") + par("toka{% endif %}") + par("aina")
    assert texts(body, a=True) == ["eka", "toka", "aina"]
    assert texts(body, a=False) == ["aina"]


def test_a_condition_inside_a_paragraph_keeps_what_stands_around_it_and_its_bold() -> None:
    body = f"<w:p>{run('a {% if x %}b')}{run('c', '<w:b/>')}{run('{% endif %} d')}</w:p>"
    assert texts(body, x=True) == ["a bc d"]
    assert texts(body, x=False) == ["a  d"]
    assert "<w:b/>" in part_of(template(body).render({"x": True}), "word/document.xml")


def test_a_comment_leaves_nothing() -> None:
    assert texts(par("{# vain ohje #}") + par("a{# ohje #}b")) == ["ab"]


def test_a_value_alone_makes_a_paragraph_of_each_part_between_blank_lines() -> None:
    assert texts(par("{{ a }}", "H2"), a="eka\nrivi\n\ntoka") == ["eka\nrivi", "toka"]
    assert [
        one.style.name for one in opened(template(par("{{ a }}", "H2")).render({"a": "x\n\ny"})).paragraphs if one.style
    ] == [
        "Heading 2",
        "Heading 2",
    ]


def test_a_list_alone_makes_a_paragraph_of_each_element_and_an_empty_one_none() -> None:
    assert texts(par("{{ a }}") + par("loppu"), a=("x", "y")) == ["x", "y", "loppu"]
    assert texts(par("{{ a }}") + par("loppu"), a=[]) == ["loppu"]


ROWS = table(
    cell(par("Otsake")),
    cell(par("{%tr for r in rivit %}")),
    cell(par("{{ r.a }}")) + cell(par("{% if r.b %}") + par("{{ r.b }}") + par("{% endif %}")),
    cell(par("{%tr endfor %}")),
)


def test_a_row_of_tags_disappears_and_the_rows_between_repeat() -> None:
    document = opened(template(ROWS).render({"rivit": [{"a": "1", "b": None}, {"a": "2", "b": "x"}]}))
    assert [[one.text for one in row.cells] for row in document.tables[0].rows] == [["Otsake"], ["1", ""], ["2", "x"]]


def test_a_cell_is_never_left_without_a_paragraph() -> None:
    body = table(cell(par("{{ a }}")))
    assert "<w:p/></w:tc>" in part_of(template(body).render({"a": []}), "word/document.xml")


def test_tags_in_tracked_deletions_are_left_alone() -> None:
    body = '<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>{{ poistettu }}</w:delText></w:r></w:del></w:p>'
    assert "{{ poistettu }}" in part_of(template(body + par("{{ a }}")).render({"a": "1"}), "word/document.xml")


def test_tags_in_a_text_box_and_a_content_control_are_filled() -> None:
    box = f"<w:p><w:r><w:pict><w:txbxContent>{par('{{ a }}')}</w:txbxContent></w:pict></w:r>{run(' {{ a }}')}</w:p>"
    control = f"<w:p><w:sdt><w:sdtContent>{run('{{ a }}')}</w:sdtContent></w:sdt></w:p>"
    xml = part_of(template(box + control).render({"a": "X"}), "word/document.xml")
    assert xml.count("X</w:t>") == 3
    assert "{{" not in xml


def test_an_alternative_text_may_hold_a_value() -> None:
    body = f'<w:p><w:r><w:drawing><w:docPr descr="Kuva: {{{{ a }}}}"/></w:drawing></w:r></w:p>{par("x")}'
    assert 'descr="Kuva: &quot;A&quot; &amp; B"' in part_of(
        template(body).render({"a": '"A" & B'}), "word/document.xml"
    )


@pytest.mark.parametrize("body", [par("alku {{ a }} loppu"), par("{{ a }}")])
def test_a_gap_is_a_run_of_its_own_in_yellow(body: str) -> None:
    document = opened(template(body).render({"a": "x [TÄYDENNÄ: mittari & arvo] y"}))
    yellow = [one.text for one in document.paragraphs[0].runs if one.font.highlight_color is not None]
    assert yellow == ["[TÄYDENNÄ: mittari & arvo]"]
    assert document.paragraphs[0].text.count("x [TÄYDENNÄ: mittari & arvo] y") == 1


def test_a_gap_keeps_the_look_of_its_run() -> None:
    body = run("{{ a }}", '<w:b/><w:u w:val="single"/>')
    document = opened(template(f"<w:p>{body}</w:p>").render({"a": "[TÄYDENNÄ]"}))
    (gap,) = [one for one in document.paragraphs[0].runs if one.font.highlight_color is not None]
    assert (gap.bold, gap.underline) == (True, True)


def test_filters_speak_finnish_and_have_english_twins() -> None:
    facts: dict[str, object] = {"d": date(2023, 9, 5), "n": -1234567, "l": ["a", "b", "c"], "tyhjä": ""}
    finnish = par("{{ d|paivays }} {{ d|paivays_pitka }} {{ n|euro }} {{ l|luettelo }} {{ tyhjä|oletus('–') }}")
    english = par("{{ d|date }} {{ d|long_date }} {{ n|euros }} {{ l|listing }} {{ tyhjä|default('–') }}")
    assert texts(finnish, **facts) == texts(english, **facts)
    assert texts(finnish, **facts) == ["5.9.2023 05.09.2023 −1\u00a0234\u00a0567\u00a0€ a, b ja c –"]


def test_a_missing_fact_is_told_and_never_printed_as_nothing() -> None:
    assert fault(par("Alku {{ puuttuu }}")).endswith("tietoa ”puuttuu” ei ole – tekstissä ”Alku {{ puuttuu }}”")
