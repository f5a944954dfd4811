"""Many documents become one: nothing of them is lost, nothing of one runs into another."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kemiflow.word import Shelf
from kemiflow.word.bundle import Piece, bind
from tests.edges.word.building import OFFICE, W, cell, file, par, parts, run, table, template, zipped
from tests.edges.word.bundle.binding import bound, linked, with_part
from tests.edges.word.samples import SAMPLES
from tests.edges.word.test_any_text import ANY, cleaned
from tests.edges.word.test_pictures import KEMI, png

SHELF = Shelf(folders=(Path(__file__).parents[4] / "templates" / "word",))
NUMBERED = par("eka", "Nro") + par("toka", "Nro")
SHOWN = "word/media/"


@pytest.mark.parametrize("count", [0, 1, 2, 100])
def test_the_text_is_the_frames_and_then_that_of_each_document(count: int, tmp_path: Path) -> None:
    read = bound(tmp_path, *(file(par(f"asia {number}") + par("loppu")) for number in range(count)))
    assert read.texts == ["Kansi", *(text for number in range(count) for text in (f"asia {number}", "loppu"))]
    assert read.bundled.count == count


def test_tables_and_what_is_in_them_come_along(tmp_path: Path) -> None:
    read = bound(tmp_path, file(table(cell(par("{{ ei merkintä }}")) + cell(par("b")))))
    assert [one.text for row in read.document.tables[0].rows for one in row.cells] == ["{{ ei merkintä }}", "b"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ANY | st.just(f' xmlns:w="{W}" <w:p>'), max_size=3))
def test_any_text_of_any_document_comes_through(tmp_path: Path, values: list[str]) -> None:
    inline = template(par("[{{ a }}]"))
    read = bound(tmp_path, *(inline.render({"a": one}).data for one in values))
    assert read.texts == ["Kansi", *(f"[{cleaned(one)}]" for one in values)]


def test_each_document_begins_on_a_new_page(tmp_path: Path) -> None:
    read = bound(tmp_path, file(par("a", "H2") + par("b")), file(table(cell(par("c")))))
    assert read.part("word/document.xml").count("<w:pageBreakBefore/>") == 2
    assert '<w:pStyle w:val="H2"/><w:pageBreakBefore/>' in read.part("word/document.xml")


def test_lists_start_again_in_each_document(tmp_path: Path) -> None:
    read = bound(tmp_path, *[file(NUMBERED)] * 3)
    numbers = read.all(r'<w:numId w:val="(\d+)"/>')
    assert len(numbers) == 6
    assert [numbers[0], numbers[2], numbers[4]] == [numbers[1], numbers[3], numbers[5]]
    assert len(set(numbers)) == 3
    lists = dict(re.findall(r'<w:num w:numId="(\d+)">(.*?)</w:num>', read.part("word/numbering.xml")))
    assert all('w:ilvl="0"><w:startOverride w:val="1"/>' in lists[number] for number in numbers)


def test_lists_that_a_document_repeats_stay_apart(tmp_path: Path) -> None:
    loop = par("{% for b in bs %}") + par("{{ b }}", "Nro") + par("{% endfor %}")
    one = template(loop * 2).render({"bs": ["1", "2"]}).data
    numbers = bound(tmp_path, one, one).all(r'<w:numId w:val="(\d+)"/>')
    assert [numbers.count(one) for one in dict.fromkeys(numbers)] == [2, 2, 2, 2]


def test_kinds_of_lists_are_kept_once_by_what_they_say(tmp_path: Path) -> None:
    other = parts(NUMBERED)
    other["word/numbering.xml"] = other["word/numbering.xml"].replace(b"%1.", b"%1)")
    read = bound(tmp_path, file(NUMBERED), zipped(other), zipped(other), file(NUMBERED))
    assert read.all(r'<w:abstractNum w:abstractNumId="(\d+)"', "word/numbering.xml") == ["7", "8"]


def test_bookmarks_drawings_and_changes_have_numbers_and_names_of_their_own(tmp_path: Path) -> None:
    mark = '<w:bookmarkStart w:id="1" w:name="kohta"/><w:bookmarkEnd w:id="1"/>'
    drawing = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing"><wp:docPr id="1" name="x"/></wp:inline></w:drawing></w:r>'
    )
    field = '<w:r><w:instrText xml:space="preserve"> REF kohta \\h </w:instrText></w:r>'
    change = '<w:ins w:id="1" w:author="x"><w:r><w:t>lisätty</w:t></w:r></w:ins>'
    one = file(f'<w:p>{mark}{drawing}{field}{change}<w:hyperlink w:anchor="kohta">{run("x")}</w:hyperlink></w:p>')
    read = bound(tmp_path, one, one)
    names = read.all(r'bookmarkStart w:id="\d+" w:name="([^"]+)"')
    marks = read.all(r'(?:bookmarkStart|ins) w:id="(\d+)"')
    assert len(set(names)) == len(names) == 4
    assert len(set(marks)) == len(marks)
    assert read.all(r'bookmarkEnd w:id="(\d+)"') == read.all(r'bookmarkStart w:id="(\d+)"')
    assert len(set(read.all(r'docPr id="(\d+)"'))) == 2
    theirs = [name for name in names if name.startswith("kohta")]
    assert read.all(r" REF (\S+) ") == theirs == read.all(r'w:anchor="([^"]+)"')


def test_a_picture_is_kept_once_however_many_show_it(tmp_path: Path) -> None:
    shown = template(par("{{ k | kuva }}")).render({"k": KEMI})
    read = bound(tmp_path, shown.data, shown.data)
    assert [name for name in read.names if name.startswith(SHOWN)] == [read.names[-1]]
    assert len(set(read.all(r'r:embed="([^"]+)"'))) == 1
    assert len(read.document.inline_shapes) == 2
    assert read.document.part.related_parts[read.all(r'r:embed="([^"]+)"')[0]].blob == png()


def test_links_lead_where_they_led(tmp_path: Path) -> None:
    def linking(target: str) -> bytes:
        body = f'<w:p><w:hyperlink r:id="rId9">{run("linkki")}</w:hyperlink></w:p>'
        return zipped(linked(parts(body), "rId9", f"{OFFICE}/hyperlink", target))

    read = bound(tmp_path, linking("https://a.example/"), linking("https://b.example/"), linking("https://a.example/"))
    keys = read.all(r'hyperlink r:id="([^"]+)"')
    relations = read.document.part.rels
    assert [relations[key].target_ref for key in keys] == [
        "https://a.example/",
        "https://b.example/",
        "https://a.example/",
    ]
    assert keys[0] == keys[2]


@pytest.mark.parametrize("kind", ["footnotes", "endnotes", "comments"])
def test_notes_keep_their_text_under_numbers_of_their_own(kind: str, tmp_path: Path) -> None:
    one = kind.removesuffix("s")

    def noted(text: str) -> bytes:
        marks = "" if kind == "comments" else f'<w:{one} w:type="separator" w:id="0">{par("")}</w:{one}>'
        body = f'<w:p>{run("a")}<w:r><w:{one}Reference w:id="1"/></w:r></w:p>'
        author = ' w:author="x"' if kind == "comments" else ""
        return with_part(body, kind, f'{marks}<w:{one} w:id="1"{author}>{par(text)}</w:{one}>')

    read = bound(tmp_path, noted("eka"), file(par("väli")), noted("toka"))
    numbers = read.all(rf'<w:{one}Reference w:id="(\d+)"')
    shown = dict(re.findall(rf'<w:{one} w:id="(\d+)".*?<w:t[^>]*>(\w*)<', read.part(f"word/{kind}.xml")))
    assert [shown[number] for number in numbers] == ["eka", "toka"]
    assert read.part(f"word/{kind}.xml").count("separator") == (0 if kind == "comments" else 1)
    assert read.part("[Content_Types].xml").count(f"/word/{kind}.xml") == 1


def test_head_and_foot_are_the_frames(tmp_path: Path) -> None:
    read = bound(tmp_path, file(par("a"), header=par("Muu otsake")))
    assert [one.text for one in read.document.sections[0].header.paragraphs] == ["Otsake"]
    assert "Muu otsake" not in "".join(read.part(name) for name in read.names if name.endswith(".xml"))


def test_paper_is_each_documents_own_under_one_head(tmp_path: Path) -> None:
    wide = '<w:p><w:r><w:t>leveä</w:t></w:r></w:p><w:sectPr><w:pgSz w:w="200" w:h="100" w:orient="landscape"/>'
    data = parts(par("x"))
    data["word/document.xml"] = data["word/document.xml"].replace(par("x").encode() + b"<w:sectPr>", wide.encode())
    read = bound(tmp_path, file(par("a")), zipped(data), file(par("b")))
    widths = [one.page_width for one in read.document.sections]
    assert len(widths) == 3
    assert widths[1] != widths[0] == widths[2]
    assert [one.header.is_linked_to_previous for one in read.document.sections] == [False, True, True]
    assert read.part("word/document.xml").count("<w:pageBreakBefore/>") == 1


def test_styles_that_differ_are_named(tmp_path: Path) -> None:
    other = parts(par("a", "H2") + par("b", "Nro"))
    other["word/styles.xml"] = other["word/styles.xml"].replace(
        b'<w:name w:val="heading 2"/>', b'<w:name w:val="heading 2"/><w:rPr><w:b/></w:rPr>'
    )
    read = bound(tmp_path, file(par("x", "H2")), zipped(other), zipped(other))
    (told,) = read.bundled.warnings
    assert told.said() == (
        "tyylit poikkeavat nipun kehyksestä, ja nipussa ne näyttävät kehyksen mukaisilta: heading 2 "
        "(asiakirja b.docx ja 1 muuta)"
    )
    assert told.said("en").startswith("styles differ from the bundle's frame")


def test_a_style_said_in_another_way_is_no_other_style(tmp_path: Path) -> None:
    other = parts(par("a", "H2"))
    other["word/styles.xml"] = other["word/styles.xml"].replace(b'styleId="H2"', b'styleId="Otsikko2"')
    other["word/document.xml"] = other["word/document.xml"].replace(b'"H2"', b'"Otsikko2"')
    read = bound(tmp_path, zipped(other))
    assert read.bundled.warnings == ()
    assert [one.style.name for one in read.document.paragraphs[1:] if one.style] == ["Heading 2"]


def test_a_style_that_the_frame_lacks_comes_along(tmp_path: Path) -> None:
    other = parts(par("a", "Oma"))
    own = b'<w:style w:type="paragraph" w:styleId="Oma"><w:name w:val="Oma tyyli"/><w:basedOn w:val="H2"/></w:style>'
    other["word/styles.xml"] = other["word/styles.xml"].replace(b"</w:styles>", own + b"</w:styles>")
    read = bound(tmp_path, zipped(other))
    style = read.document.paragraphs[1].style
    assert style is not None
    assert style.name == "Oma tyyli"
    assert read.bundled.warnings == ()


def test_what_only_other_programs_know_is_left_out(tmp_path: Path) -> None:
    other = parts(par("a"))
    other["word/document.xml"] = (
        other["word/document.xml"]
        .replace(
            b"<w:document ",
            b'<w:document xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            b'xmlns:odd="urn:odd" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
            b'mc:Ignorable="odd w14" ',
        )
        .replace(b"<w:p>", b'<w:p odd:a="1" w14:paraId="0A"><odd:b/>')
    )
    xml = bound(tmp_path, zipped(other)).part("word/document.xml")
    assert "odd" not in xml
    assert "paraId" not in xml


def test_the_list_of_documents_refers_to_the_pages(tmp_path: Path) -> None:
    frame = file(par("1. Asia\ue0001\ue001") + par("2. Toinen \ue0002\ue001 loppu"))
    read = bound(tmp_path, file(par("a")), file(table(cell(par("b")))), frame=frame)
    assert read.all(r"PAGEREF (\S+) ") == ["_Nippu1", "_Nippu2"] == read.all(r'w:name="([^"]+)"')
    assert read.texts[:2] == ["1. Asia…", "2. Toinen … loppu"]


def test_shipped_documents_are_bound_without_a_warning(tmp_path: Path) -> None:
    documents = [SHELF.document(one).data for one in SAMPLES]
    read = bound(tmp_path, *documents, frame=documents[-1])
    assert read.bundled.warnings == ()
    expected = [text for data in (documents[-1], *documents) for text in _texts(data)]
    assert [text for text in read.texts if text] == [text for text in expected if text]


def _texts(data: bytes) -> list[str]:
    return [one.text for one in Document(BytesIO(data)).paragraphs]


def test_pieces_are_taken_one_by_one(tmp_path: Path) -> None:
    asked: list[int] = []

    def pieces() -> Iterator[Piece]:
        for number in range(5):
            asked.append(number)
            yield Piece(name=f"{number}.docx", data=file(par(str(number))))

    path = tmp_path / "a.docx"
    assert bind(file(par("x")), pieces(), path).count == 5
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
