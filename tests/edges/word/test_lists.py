"""Every list that a template repeats starts its numbers again."""

import re

from kemiflow.word import Rendered
from tests.edges.word.building import cell, par, part_of, table, template

NUMBERED = "Nro"


def numbers(rendered: Rendered) -> list[str]:
    """Give the list number of each numbered paragraph, the first one seen as a, the next as b."""
    found = re.findall(r'<w:numId w:val="(\d+)"/>', part_of(rendered, "word/document.xml"))
    names = {one: chr(ord("a") + place) for place, one in enumerate(dict.fromkeys(found))}
    return [names[one] for one in found]


def of(body: str, **facts: object) -> str:
    return "".join(numbers(template(body).render(facts)))


def loop(head: str, *content: str) -> str:
    return par(f"{{% for {head} %}}") + "".join(content) + par("{% endfor %}")


def test_two_loops_are_two_lists() -> None:
    assert of(loop("x in l", par("{{ x }}", NUMBERED)) * 2, l=["1", "2"]) == "aabb"


def test_a_list_value_is_a_list_each_time() -> None:
    assert of(loop("b in bs", par("{{ b }}", NUMBERED)), bs=[["1", "2"], ["3"], ["4", "5"]]) == "aabcc"


def test_an_inner_loop_is_a_list_in_each_round_of_the_outer() -> None:
    inner = loop("x in b", par("{{ x }}", NUMBERED))
    assert of(loop("b in bs", par("Otsake", "H2"), inner), bs=[["1", "2"], ["3", "4"]]) == "aabb"
    assert of(loop("b in bs", inner), bs=[["1", "2"], ["3", "4"]]) == "aabb"


def test_a_numbered_paragraph_among_others_begins_a_list_in_each_round() -> None:
    fixed = par("kiinteä", NUMBERED) + par("{{ b }}", NUMBERED)
    assert of(loop("b in bs", par("Otsake", "H2"), fixed), bs=["1", "2"]) == "aabb"


def test_conditions_do_not_cut_a_list() -> None:
    body = loop("x in l", par("{% if x %}"), par("{{ x }}", NUMBERED), par("{% endif %}"))
    assert of(body, l=["1", "", "2"]) == "aa"


def test_a_numbered_column_goes_on_over_rows() -> None:
    rows = table(
        cell(par("{%tr for r in l %}")),
        cell(par("{{ r }}", NUMBERED)) + cell(par("muu")),
        cell(par("{%tr endfor %}")),
    )
    assert of(rows * 2, l=["1", "2", "3"]) == "aaabbb"


def test_a_deeper_level_belongs_to_the_list_around_it() -> None:
    second = '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr>'
    deep = f"<w:p>{second}<w:r><w:t>{{{{ y }}}}</w:t></w:r></w:p>"
    body = loop("x in l", par("{{ x.a }}", NUMBERED), loop("y in x.b", deep))
    assert of(body, l=[{"a": "1", "b": ["1", "2"]}, {"a": "2", "b": ["3"]}]) == "aaaaa"


def test_numbers_written_outside_loops_stay_as_the_template_has_them() -> None:
    rendered = template(par("eka", NUMBERED) + par("{{ a }}", NUMBERED)).render({"a": "toka"})
    assert set(re.findall(r'<w:numId w:val="(\d+)"/>', part_of(rendered, "word/document.xml"))) <= {"3"}
    assert part_of(rendered, "word/numbering.xml").count("<w:num ") == 1


def test_each_new_list_restarts_at_one_from_the_same_model() -> None:
    rendered = template(loop("b in bs", par("{{ b }}", NUMBERED))).render({"bs": [["1"], ["2"]]})
    new = re.findall(r'<w:num w:numId="(\d+)">(.*?)</w:num>', part_of(rendered, "word/numbering.xml"))
    assert [number for number, _ in new] == ["3", "4", "5"]
    assert all('<w:abstractNumId w:val="7"/>' in content for _, content in new)
    assert all('<w:startOverride w:val="1"/>' in content for _, content in new[1:])
