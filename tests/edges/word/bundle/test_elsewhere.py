"""Bundles as other programs see them: two validators, LibreOffice, and a document that LibreOffice wrote."""

import re
import subprocess
from pathlib import Path

import pytest

from kemiflow.core.documents import PAGE, Bundle, BundleRow
from kemiflow.word import Shelf
from kemiflow.word.bundle import Piece, bind
from tests.edges.word.access.validators import audited, inspected
from tests.edges.word.bundle.binding import Read
from tests.edges.word.office import DOCX, TEXT, converted, poppler
from tests.edges.word.samples import BUNDLE, DECIDED, MEMO, PROJECTS, SAMPLES, STATEMENT
from tests.edges.word.test_oracle import TEMPLATES

SHELF = Shelf(folders=(TEMPLATES,))
ORDER = (STATEMENT, DECIDED, PROJECTS, MEMO, DECIDED)


def frame() -> bytes:
    rows = tuple(BundleRow(number=f"{n}.", title=f"Asia {n}", page=PAGE.format(number=n)) for n in range(1, 6))
    return SHELF.document(Bundle(title="Lisälista", date=DECIDED.date, rows=rows)).data


def bundle(path: Path, documents: tuple[bytes, ...]) -> Read:
    pieces = [Piece(name=f"{number}.docx", data=one) for number, one in enumerate(documents)]
    return Read(path=path, bundled=bind(frame(), pieces, path))


@pytest.fixture(scope="module")
def ordered(tmp_path_factory: pytest.TempPathFactory) -> Read:
    path = tmp_path_factory.mktemp("bundle") / "nippu.docx"
    return bundle(path, tuple(SHELF.document(one).data for one in ORDER))


def test_two_validators_find_nothing_in_a_bundle_of_every_kind(tmp_path: Path) -> None:
    path = tmp_path / "kaikki.docx"
    bundle(path, tuple(SHELF.document(one).data for one in SAMPLES))
    assert (audited(path), inspected(path)) == ([], [])


def test_libreoffice_numbers_each_list_from_one(ordered: Read, tmp_path: Path) -> None:
    text = (converted([ordered.path], TEXT, tmp_path) / "nippu.txt").read_text(encoding="utf-8-sig")
    numbers = [int(one) for one in re.findall(r"^ +(\d+)\. ", text, re.MULTILINE)]
    assert "".join(map(str, numbers)) == "1234" * 2 + "12" * 2


def test_the_list_of_documents_names_the_pages_on_which_they_begin(ordered: Read, tmp_path: Path) -> None:
    pdf = converted([ordered.path], "pdf", tmp_path) / "nippu.pdf"
    pages = [int(one) for one in re.findall(r"Asia \d\.*\s*(\d+)$", page(pdf, 1), re.MULTILINE)]
    titles = [one.title for one in ORDER]
    assert [page(pdf, number)[:25] for number in pages] == [one[:25] for one in titles]
    assert pages == sorted(set(pages))


def page(pdf: Path, number: int) -> str:
    command = [poppler(), "-layout", "-f", str(number), "-l", str(number), str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_a_document_that_libreoffice_saved_is_bound_with_its_text(ordered: Read, tmp_path: Path) -> None:
    item = tmp_path / "asia.docx"
    item.write_bytes(SHELF.document(DECIDED).data)
    again = (converted([item], DOCX, tmp_path) / "asia.docx").read_bytes()
    read = bundle(tmp_path / "nippu.docx", (again, again))
    alone = Read(path=item, bundled=ordered.bundled).texts
    assert read.texts[-2 * len(alone) :] == alone * 2
    assert (audited(read.path), inspected(read.path)) == ([], [])
    assert read.part("word/document.xml").count("ESIMERKKI") == 0


def test_the_frame_alone_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "kansi.docx"
    bundle(path, ())
    assert (audited(path), inspected(path)) == ([], [])
    assert BUNDLE.rows
