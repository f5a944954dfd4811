"""PDFs of all kinds: accessible, in Finnish, under their titles, and the same bytes at every run."""

import hashlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from docx import Document as Opened
from pdfua import validate

from kemiflow.core.documents import KINDS, Document
from kemiflow.word.diff import differences, tracked
from kemiflow.word.opened import opened
from kemiflow.word.pdf import Pdf, faults, is_ours, normalised, pdfs, tags
from kemiflow.word.reasons import Reason
from tests.edges.word.building import file, par, parts, zipped
from tests.edges.word.pdf.programs import installed, stand_in
from tests.edges.word.samples import DECIDED, MEMO, SAMPLES
from tests.edges.word.test_shipped_templates import SHELF

DOCUMENTS = [SHELF.document(one).data for one in SAMPLES]
FIRST, SECOND = opened(DOCUMENTS[0]), opened(DOCUMENTS[1])
TRACKED = tracked(SECOND, differences(FIRST, SECOND))
LINKED = (
    '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
    'Target="http://127.0.0.1:9/x.png" TargetMode="External"/></Relationships>'
)


def commented(data: bytes) -> bytes:
    document = Opened(BytesIO(data))
    document.add_comment(document.paragraphs[0].runs, text="Salainen huomautus", author="Maija")
    written = BytesIO()
    document.save(written)
    return written.getvalue()


COMMENTED = commented(DOCUMENTS[0])


@pytest.fixture(scope="module")
def made() -> list[Pdf]:
    return [one for one in pdfs([*DOCUMENTS, TRACKED, COMMENTED], installed()) if isinstance(one, Pdf)]


def test_tracked_changes_that_were_left_are_told_and_comments_do_not_come_along(made: list[Pdf]) -> None:
    shown, commented = made[len(DOCUMENTS) :]
    assert [one.code for one in shown.faults] == ["tracked_left"]
    assert b"Salainen" not in commented.data
    with pikepdf.open(BytesIO(commented.data)) as pdf:
        assert not [one for page in pdf.pages for one in page.get("/Annots", []) if str(one["/Subtype"]) == "/Text"]


def of(made: list[Pdf], kind: Document) -> bytes:
    return made[SAMPLES.index(kind)].data


def kinds(data: bytes) -> list[str]:
    with pikepdf.open(BytesIO(data)) as pdf:
        return [one.kind for one in tags(pdf)]


def test_every_kind_of_document_lacks_nothing(made: list[Pdf]) -> None:
    assert {KINDS[type(one)]: pdf.faults for one, pdf in zip(SAMPLES, made, strict=False) if pdf.faults} == {}
    assert len(made) == len(DOCUMENTS) + 2


def test_pdfua_finds_nothing(made: list[Pdf], tmp_path_factory: pytest.TempPathFactory) -> None:
    for number, one in enumerate(made[: len(DOCUMENTS)]):
        path = tmp_path_factory.mktemp("pdf") / f"{number}.pdf"
        path.write_bytes(one.data)
        assert [str(finding) for finding in validate(str(path)).findings] == []


def test_a_pdf_bears_language_title_and_day_of_its_document(made: list[Pdf]) -> None:
    with pikepdf.open(BytesIO(of(made, DECIDED))) as pdf:
        assert str(pdf.Root["/Lang"]) == "fi-FI"
        assert str(pdf.docinfo["/Title"]) == "Kaupunkistrategian päivittäminen – Kaupunginhallitus 25.9.2023"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20230925")
        assert pdf.open_metadata()["{http://ns.adobe.com/xap/1.0/}CreateDate"].startswith("2023-09-25")
        assert "/ModDate" not in pdf.docinfo


def test_a_document_with_headings_lists_and_tables_is_tagged_as_such(made: list[Pdf]) -> None:
    assert {"H1", "H2", "P", "L", "LI"} <= set(kinds(of(made, DECIDED)))
    assert {"Table", "TR", "TH", "TD"} <= set(kinds(of(made, MEMO)))


def test_a_header_column_heads_its_rows(made: list[Pdf]) -> None:
    with pikepdf.open(BytesIO(of(made, MEMO))) as pdf:
        heads = [one.element for one in tags(pdf) if one.kind == "TH"]
        scopes = {str(own["/Scope"]) for one in heads for own in list(one["/A"]) if "/Scope" in own}
    assert "/Row" in scopes


def test_another_run_in_another_order_gives_the_same_bytes_and_leaves_nothing_behind(
    made: list[Pdf], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    again = list(pdfs(DOCUMENTS[::-1], installed()))[::-1]
    assert [_digest(one) for one in again] == [_digest(one) for one in made[: len(DOCUMENTS)]]
    assert [path.name for path in tmp_path.rglob("*")] == ["tmp"]


def test_a_document_with_a_link_to_a_picture_elsewhere_is_not_opened(tmp_path: Path) -> None:
    content = parts(par("Teksti"))
    rels = content["word/_rels/document.xml.rels"].decode().replace("</Relationships>", LINKED)
    linked = zipped({**content, "word/_rels/document.xml.rels": rels.encode()})
    found = list(pdfs([linked, b"PK"], stand_in(tmp_path)))
    assert not (tmp_path / "notes").exists()
    assert [one.code for one in found if isinstance(one, Reason)] == ["external", "damaged"]


def test_what_a_converter_writes_that_is_no_pdf_is_told(tmp_path: Path) -> None:
    found = list(pdfs([file(par("Teksti"))], stand_in(tmp_path)))
    assert [one.code for one in found if isinstance(one, Reason)] == ["not_converted"]


def _untag(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/MarkInfo"]


def _retag(old: str, new: str, *, first: bool = False) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        found = [one.element for one in tags(pdf) if one.kind == old]
        for one in found[:1] if first else found:
            one["/S"] = pikepdf.Name(f"/{new}")

    return change


def _drop(owner: str, key: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        del {"root": pdf.Root, "info": pdf.docinfo}[owner][key]

    return change


def _not_ua(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as told:
        del told["{http://www.aiim.org/pdfua/ns/id/}part"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_drop("root", "/Lang"), "pdf_language"),
        (_untag, "pdf_untagged"),
        (_drop("info", "/Title"), "pdf_untitled"),
        (_drop("root", "/ViewerPreferences"), "pdf_title_hidden"),
        (_not_ua, "pdf_not_ua"),
        (_retag("H2", "H1", first=True), "pdf_first_headings"),
        (_retag("H2", "H3"), "pdf_level_jump"),
        (_retag("TH", "TD"), "pdf_no_headers"),
        (_retag("P", "Figure", first=True), "pdf_no_alt"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_each_lack_is_seen(made: list[Pdf], change: Callable[[pikepdf.Pdf], None], code: str) -> None:
    with pikepdf.open(BytesIO(of(made, MEMO))) as pdf:
        change(pdf)
        written = BytesIO()
        pdf.save(written)
    assert code in [one.code for one in faults(written.getvalue())]
    assert all(one.said(language) and one.wcag for one in faults(written.getvalue()) for language in ("fi", "en"))


def test_a_pdf_is_ours_until_another_program_changes_it(made: list[Pdf]) -> None:
    data = made[0].data
    assert is_ours(data)
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.docinfo["/Keywords"] = "muutettu"
        changed = BytesIO()
        pdf.save(changed)
    assert not is_ours(changed.getvalue())
    assert not is_ours(b"%PDF-1.7")


def test_a_pdf_without_a_day_has_none(made: list[Pdf]) -> None:
    with pikepdf.open(BytesIO(normalised(made[0].data))) as pdf:
        assert "/CreationDate" not in pdf.docinfo
        assert "{http://ns.adobe.com/xap/1.0/}CreateDate" not in pdf.open_metadata()


def _digest(one: Pdf | Reason) -> str:
    assert isinstance(one, Pdf)
    return hashlib.sha256(one.data).hexdigest()


def two_fonts(*order: str) -> bytes:
    """Give a page with two fonts, which stand in the file in some order; LibreOffice's follows their addresses."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        made = {
            name: pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, BaseFont=pikepdf.Name(f"/{name}")))
            for name in order
        }
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=made["Bold"], F2=made["Plain"]))
        written = BytesIO()
        pdf.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return written.getvalue()


def test_the_order_in_which_fonts_stand_in_the_file_leaves_no_trace() -> None:
    one, other = two_fonts("Bold", "Plain"), two_fonts("Plain", "Bold")
    assert one != other
    assert normalised(one) == normalised(other)
