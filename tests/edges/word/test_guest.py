"""A template that did not come with kemiflow cannot take the program's time, memory or disk with it."""

import gc
import threading
import tracemalloc
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from kemiflow.core.documents import facts_of
from kemiflow.word import Shelf, TemplateBroken, compile_template
from kemiflow.word.child import answer
from kemiflow.word.guest import Child, Guest, check, copy_with_comments, guest
from kemiflow.word.template import Template
from tests.edges.word.building import file, opened, par, parts, zipped
from tests.edges.word.samples import COUNCIL

TEMPLATES = Path(__file__).parents[3] / "templates" / "word"
# Within every limit of the language, and hours of work: each round compares two texts of a million characters
SLOW = "x {% for a in l %}{% for b in l %}{% if t + 'a' == t + 'b' %}y{% endif %}{% endfor %}{% endfor %}"


@pytest.fixture
def child() -> Iterator[Child]:
    made = Child()
    yield made
    made.close()


def test_a_guest_writes_the_same_bytes_as_a_template_of_ours(child: Child) -> None:
    data = (TEMPLATES / "council_item.docx").read_bytes()
    ours = compile_template(data, name="a.docx")
    theirs = guest(data, name="a.docx", child=child)
    assert theirs.digest == ours.digest
    assert theirs.render(facts_of(COUNCIL)) == ours.render(facts_of(COUNCIL))


def test_the_shelf_opens_only_its_last_folder_itself(tmp_path: Path) -> None:
    (tmp_path / "council_item.docx").write_bytes(file(par("Oma: {{ otsikko }}")))
    shelf = Shelf(folders=(tmp_path, TEMPLATES))
    assert isinstance(shelf.template("council_item"), Guest)
    assert isinstance(shelf.template("board_item"), Template)
    assert opened(shelf.document(COUNCIL)).paragraphs[0].text == "Oma: Kaupunkistrategian päivittäminen"
    shelf.child.close()


def test_faults_come_back_word_for_word(child: Child) -> None:
    data = file(par("Valmistelu", "H2") + par("{{ puuttuu }}"))
    with pytest.raises(TemplateBroken) as broken:
        guest(data, name="malli.docx", child=child).render({})
    with pytest.raises(TemplateBroken) as expected:
        compile_template(data, name="malli.docx").render({})
    assert str(broken.value) == str(expected.value)
    assert broken.value.said("en") == expected.value.said("en")


def test_a_template_that_takes_too_long_is_stopped_and_the_next_one_is_served() -> None:
    child = Child(seconds=2)
    slow = guest(file(par(SLOW)), name="hidas.docx", child=child)
    with pytest.raises(TemplateBroken, match="kesti yli 2 sekuntia ja keskeytettiin"):
        slow.render({"l": [1] * 900, "t": "x" * 900_000})
    assert slow.render({"l": [], "t": ""}).data
    child.close()


def test_a_template_that_keeps_quiet_is_stopped() -> None:
    child = Child(wait=0.2)
    with pytest.raises(TemplateBroken, match="keskeytettiin"):
        guest(file(par(SLOW)), name="hidas.docx", child=child).render({"l": [1] * 900, "t": "x" * 900_000})
    child.close()


def test_a_request_that_takes_too_much_memory_is_told(child: Child) -> None:
    huge = "x {% for a in l %}{{ t }}{% endfor %}"
    made = guest(file(par(huge)), name="suuri.docx", child=child)
    with pytest.raises(TemplateBroken, match="asiakirja kasvaa liian suureksi"):
        made.render({"l": [1] * 1000, "t": "x" * 900_000})
    assert made.render({"l": [1], "t": "x"}).data


def test_threads_take_turns(child: Child) -> None:
    made = guest(file(par("{{ a }}")), name="a.docx", child=child)
    shown: dict[int, str] = {}

    def write(number: int) -> None:
        shown[number] = opened(made.render({"a": str(number)})).paragraphs[0].text

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert shown == {number: str(number) for number in range(8)}


def test_a_check_and_its_commented_copy_are_made_there_too(child: Child) -> None:
    data = file(par("Valmistelu", "H2") + par("{{ otsiko }}"), title="x")
    report = check(data, name="malli.docx", kind="council_item", child=child)
    assert [str(one) for one in report.faults if one.reason.code == "unknown_field"] == [
        (
            "word/document.xml, kappale 2 (otsikon ”Valmistelu” alla), merkintä ”{{ otsiko }}”: tietoa ”otsiko” ei ole "
            "tässä asiakirjassa; tarkoititko ”otsikko”?"
        )
    ]
    copy = copy_with_comments(data, report, language="en", child=child)
    again = copy_with_comments(data, report, language="en", child=child)
    assert members(copy) == members(again)
    assert b"no field" in members(copy)["word/comments.xml"]


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_an_unknown_template_is_asked_for_again() -> None:
    assert answer({"do": "render", "key": "x", "facts": {}}, {}) == {"unknown": True}


def test_a_bomb_takes_no_memory_of_ours(child: Child) -> None:
    bomb = zipped({**parts(par("x")), "word/media/x.xml": b"<" + b" " * 60_000_000})
    tracemalloc.start()
    report = check(bomb, name="pommi.docx", kind=None, child=child)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [fault.reason.code for fault in report.faults] == ["part_too_tight"]
    assert peak < 20_000_000


def test_the_child_ends_with_its_owner() -> None:
    child = Child()
    check(file(par("x")), name="a.docx", kind=None, child=child)
    process = child._process  # noqa: SLF001 - nobody else may know it
    assert process is not None
    del child
    gc.collect()
    assert process.poll() is not None
