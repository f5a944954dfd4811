"""A process is drawn with each step once, each arrow once, and the place of a matter marked."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from lxml import etree

from kemiflow.core.definition.layout import Layout, Mark, layout
from kemiflow.core.definition.process import Process
from kemiflow.core.values import Words
from kemiflow.exchange.drawing import as_mermaid, as_text
from kemiflow.exchange.drawing_svg import as_svg
from kemiflow.settings import templates_dir
from kemiflow.texts import Texts
from tests.core.course import MOTION, ORDERS_292, SECTION_292, STRATEGY, Course, decision

SVG = "{http://www.w3.org/2000/svg}"
WORD = Texts(templates_dir()).wording("fi")


@pytest.fixture(params=[STRATEGY, MOTION], ids=lambda process: process.id)
def process(request: pytest.FixtureRequest) -> Process:
    found = request.param
    assert isinstance(found, Process)
    return found


def after_292() -> Layout:
    course = Course()
    course.tell(decision("draft", "city_board", *SECTION_292, orders=ORDERS_292), date(2023, 9, 25))
    return layout(course.process, course.standing)


def test_every_step_comes_after_all_that_it_waits_for(process: Process) -> None:
    drawn = layout(process)
    depth = {step.id: number for number, layer in enumerate(drawn.layers) for step in layer}
    assert set(depth) == {step.id for step in process.steps}
    assert all(depth[start] < depth[end] for start, end in drawn.onward)


def test_text_names_every_step_once_in_its_layer(process: Process) -> None:
    lines = as_text(layout(process), WORD).splitlines()
    assert all(sum(f"({step.id})" in line for line in lines) == 1 for step in process.steps)


def test_mermaid_has_every_step_and_every_arrow(process: Process) -> None:
    drawn = layout(process)
    told = as_mermaid(drawn, WORD)
    assert told.startswith("flowchart TD\n")
    assert re.findall(r"^  (\w+)_ --> (\w+)_$", told, re.MULTILINE) == list(drawn.onward)
    assert set(re.findall(r"^  (\w+)_[\[(]", told, re.MULTILINE)) == {step.id for step in process.steps}
    assert len(re.findall(r"-\. \".+\" \.->", told)) == len(drawn.back)


def test_svg_is_xml_with_a_title_words_and_a_box_for_every_step_inside_the_picture(process: Process) -> None:
    drawn = layout(process)
    root = etree.fromstring(as_svg(drawn, WORD))
    _, _, width, height = map(int, root.attrib["viewBox"].split())
    assert root.findtext(f"{SVG}title") == process.title.fi
    assert all(step.name.fi in (root.findtext(f"{SVG}desc") or "") for step in process.steps)
    boxes = {
        str(group.attrib["id"]).removeprefix("step-"): group.find(f"{SVG}rect") for group in root.findall(f"{SVG}g")
    }
    assert set(boxes) == {step.id for step in process.steps}
    places = [
        tuple(int(box.attrib[name]) for name in ("x", "y", "width", "height"))
        for box in boxes.values()
        if box is not None
    ]
    assert all(x >= 0 and y >= 0 and x + wide <= width and y + high <= height for x, y, wide, high in places)
    assert len(set(places)) == len(process.steps)
    assert len(root.findall(f"{SVG}path")) == len(drawn.onward) + len(drawn.back)


def test_the_place_of_a_matter_is_marked_and_the_ordered_session_is_drawn() -> None:
    drawn = after_292()
    assert drawn.marks["draft"] is Mark.DONE
    assert drawn.marks["session_1"] is Mark.HERE
    assert drawn.marks["approval"] is Mark.AHEAD
    assert "[>] Iltakoulu (session_1)" in as_text(drawn, WORD)
    assert re.search(r'session_1_\(\["Iltakoulu"\]\):::here', as_mermaid(drawn, WORD))
    root = etree.fromstring(as_svg(drawn, WORD))
    classes = {group.attrib["id"]: group.attrib["class"] for group in root.findall(f"{SVG}g")}
    assert (classes["step-draft"], classes["step-session_1"], classes["step-approval"]) == ("done", "here", "ahead")
    assert "Iltakoulu (meneillään)" in (root.findtext(f"{SVG}desc") or "")


def test_signs_of_xml_and_mermaid_in_a_name_stay_signs() -> None:

    odd = Words(fi='A < B & "C" > D', sv="s", en="e")
    drawn = layout(replace(MOTION, steps=(replace(MOTION.steps[0], name=odd),)))
    assert odd.fi in "".join(map(str, etree.fromstring(as_svg(drawn, WORD)).itertext()))
    assert '"A #lt; B #amp; #quot;C#quot; #gt; D"' in as_mermaid(drawn, WORD)
