"""Pictures are facts with words; what a document has but once stays single, however often a loop repeats it."""

import re
import struct
import zipfile
import zlib
from io import BytesIO

import pytest

from kemiflow.word import FactsRefused, Rendered, TemplateBroken
from kemiflow.word.lint import lint
from kemiflow.word.pictures import picture
from tests.edges.word.building import cell, fault, file, opened, par, part_of, run, table, template

DRAWN = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
TAG = "{{ k | kuva }}"


def png(across: int = 4, down: int = 2) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", across, down, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes(across)) * down)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


JPEG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08\0\x02\0\x04\1\1\x11\0\xff\xda\0\x02x\xff\xd9"
KEMI = picture(png(), alt="Kemin & Tornion kartta", width_cm=8)


def files(rendered: Rendered) -> list[str]:
    with zipfile.ZipFile(BytesIO(rendered.data)) as archive:
        return archive.namelist()


def test_a_picture_stands_in_its_paragraph_with_its_words_and_its_shape() -> None:
    rendered = template(par("Kartta: " + TAG)).render({"k": KEMI})
    (shape,) = opened(rendered).inline_shapes
    assert (shape.width.cm, shape.height.cm) == (8, 4)
    assert 'descr="Kemin &amp; Tornion kartta"' in part_of(rendered, "word/document.xml")
    assert opened(rendered).paragraphs[0].text == "Kartta: "
    image = opened(rendered).part.related_parts[
        re.findall(r'r:embed="(\w+)"', part_of(rendered, "word/document.xml"))[0]
    ]
    assert image.blob == png()


@pytest.mark.parametrize("data", [png(), JPEG], ids=["png", "jpeg"])
def test_png_and_jpeg_are_declared(data: bytes) -> None:
    rendered = template(par(TAG)).render({"k": picture(data, alt="x", width_cm=1)})
    ending = "png" if data is not JPEG else "jpeg"
    assert f'ContentType="image/{ending}"' in part_of(rendered, "[Content_Types].xml")
    assert lint(rendered.data, name="valmis.docx").faults[0].reason.code in {"no_language", "no_title"}


def test_a_picture_shown_often_is_in_the_file_once_with_numbers_of_its_own() -> None:
    body = par("{% for k in kuvat %}") + par(TAG) + par("{% endfor %}")
    rendered = template(body, header=par(TAG)).render({"kuvat": [KEMI] * 3, "k": KEMI})
    xml = part_of(rendered, "word/document.xml") + part_of(rendered, "word/header1.xml")
    assert len(set(re.findall(r'docPr id="(\d+)"', xml))) == 4
    assert len([name for name in files(rendered) if "media" in name]) == 1
    assert "word/_rels/header1.xml.rels" in files(rendered)
    assert rendered == template(body, header=par(TAG)).render({"kuvat": [KEMI] * 3, "k": KEMI})


def test_no_picture_shows_nothing() -> None:
    rendered = template(par("a " + TAG)).render({"k": None})
    assert opened(rendered).paragraphs[0].text == "a "
    assert not [name for name in files(rendered) if "media" in name]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (picture(b"", alt="x", width_cm=5), "kuva puuttuu"),
        ("kartta.png", "kuva puuttuu"),
        (picture(b"GIF89a", alt="x", width_cm=5), "kuva ei ole eheä PNG- tai JPEG-kuva"),
        (picture(png()[:-20], alt="x", width_cm=5), "kuva ei ole eheä PNG- tai JPEG-kuva"),
        (picture(JPEG[:12], alt="x", width_cm=5), "kuva ei ole eheä PNG- tai JPEG-kuva"),
        (picture(png(), alt=" \x07", width_cm=5), "kuvalta puuttuu vaihtoehtoinen teksti"),
        (picture(png(), alt="x", width_cm=40), "kuvan leveys on 40 cm, sallittu on 1–25 cm"),
        (picture(png(0, 5), alt="x", width_cm=4), "kuva ei ole eheä PNG- tai JPEG-kuva"),
    ],
)
def test_what_cannot_be_shown_is_told(value: object, told: str) -> None:
    assert f"ei onnistu näillä tiedoilla ({told})" in fault(par(TAG), k=value)


def test_a_picture_of_too_many_bytes_is_refused() -> None:
    with pytest.raises(FactsRefused, match="kuva ”k” on liian suuri"):
        template(par(TAG)).render({"k": picture(bytes(10_000_001), alt="x", width_cm=5)})


def test_a_picture_outside_running_text_is_told() -> None:
    with pytest.raises(TemplateBroken, match="kuvan voi lisätä vain leipätekstiin"):
        template(par("x"), title=TAG)


def test_the_words_of_a_picture_cannot_become_markup() -> None:
    hostile = picture(png(), alt='"/><w:p>\n&\ud800', width_cm=2)
    xml = part_of(template(par(TAG)).render({"k": hostile}), "word/document.xml")
    assert xml.count("<w:p>") == 1
    assert "&quot;" in xml or "'\"" in xml


def test_a_drawing_that_a_loop_repeats_gets_numbers_of_its_own_and_others_keep_theirs() -> None:
    drawn = f'<w:p><w:r><w:drawing><wp:docPr {DRAWN} id="7" name="n" descr="Logo"/></w:drawing></w:r></w:p>'
    body = drawn + par("{% for x in l %}") + drawn + par("{{ x }}") + par("{% endfor %}")
    xml = part_of(template(body).render({"l": ["a", "b"]}), "word/document.xml")
    assert re.findall(r'id="(\d+)" name="n"', xml) == ["7", "8", "9"]


CONTROL = (
    '<w:sdt><w:sdtPr><w:id w:val="5"/><w:showingPlcHdr/><w:dataBinding w:xpath="/a" w:storeItemID="x"/></w:sdtPr>'
    "<w:sdtContent>{}</w:sdtContent></w:sdt>"
)


def test_a_control_shows_what_is_filled_in_and_is_no_longer_bound() -> None:
    xml = part_of(template(CONTROL.format(par("{{ a }}"))).render({"a": "X"}), "word/document.xml")
    assert "X</w:t>" in xml
    assert "dataBinding" not in xml
    assert "showingPlcHdr" not in xml
    assert '<w:id w:val="5"/>' in xml
    untouched = CONTROL.format(par("kiinteä")) + par("{{ a }}")
    assert "dataBinding" in part_of(template(untouched).render({"a": "X"}), "word/document.xml")


def test_controls_and_bookmarks_in_a_loop_are_not_doubled() -> None:
    inside = (
        f'<w:p><w:bookmarkStart w:id="1" w:name="b"/>{CONTROL.format(run("{{ x }}"))}<w:bookmarkEnd w:id="1"/></w:p>'
    )
    body = par("{% for x in l %}") + inside + par("{% endfor %}")
    xml = part_of(template(body).render({"l": ["a", "b"]}), "word/document.xml")
    assert ("w:id w:val" in xml, "bookmark" in xml, xml.count("<w:sdt>")) == (False, False, 2)


def test_a_blocks_control_over_paragraphs_repeats_them() -> None:
    block = CONTROL.format(par("{% for x in l %}") + par("{{ x }}") + par("{% endfor %}"))
    xml = part_of(template(block + table(cell(par("{{ l[0] }}")))).render({"l": ["a", "b"]}), "word/document.xml")
    assert re.findall(r">(\w)</w:t>", xml) == ["a", "b", "a"]


def test_the_linter_knows_pictures_that_need_words() -> None:
    data = file(par(TAG), title="x")
    assert "kuva" not in {fault.reason.code for fault in lint(data, name="m").faults}
