"""Documents as pages: what is missing is yellow, margins and banner hold on each page, no heading stands alone."""

import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as Opened
from lxml import etree

from kemiflow.core.documents import Document
from kemiflow.word.pdf import Pdf, pdfs
from tests.edges.word.office import poppler
from tests.edges.word.pdf.programs import installed
from tests.edges.word.samples import DECIDED, SAMPLES, STATEMENT
from tests.edges.word.test_shipped_templates import SHELF

DOCUMENTS = [SHELF.document(one).data for one in SAMPLES]
WORD = "{http://www.w3.org/1999/xhtml}word"
PAGE = "{http://www.w3.org/1999/xhtml}page"
MARGIN = 50.0  # points


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("pages")
    poppler()
    paths = []
    for number, one in enumerate(pdfs(DOCUMENTS, installed())):
        assert isinstance(one, Pdf)
        paths.append(folder / f"{number}.pdf")
        paths[-1].write_bytes(one.data)
    return paths


def yellow(path: Path) -> int:
    """Count the pixels of the yellow of gaps on all pages of a PDF."""
    command = ["pdftoppm", "-r", "50", str(path)]
    done = subprocess.run(command, capture_output=True, check=True)
    return sum(_yellow(page) for page in done.stdout.split(b"P6\n")[1:])


def _yellow(page: bytes) -> int:
    _, _, pixels = page.split(b"\n", 2)
    return sum(pixels[at : at + 3] == b"\xff\xff\x00" for at in range(0, len(pixels), 3))


def pages(path: Path) -> list[etree._Element]:
    """Give the pages of a PDF with the places of their words."""
    command = ["pdftotext", "-bbox", str(path), "-"]
    told = subprocess.run(command, capture_output=True, check=True).stdout
    return list(etree.fromstring(told).iter(PAGE))


def lines(path: Path, page: int) -> list[str]:
    command = ["pdftotext", "-layout", "-f", str(page), "-l", str(page), str(path), "-"]
    told = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    return [line.strip() for line in told.splitlines() if line.strip()]


def of(files: list[Path], kind: Document) -> Path:
    return files[SAMPLES.index(kind)]


def test_what_is_missing_is_yellow_and_nothing_else_is(files: list[Path]) -> None:
    assert yellow(of(files, STATEMENT)) > 200
    assert yellow(of(files, DECIDED)) == 0


def test_each_page_keeps_its_margins(files: list[Path]) -> None:
    for path in files:
        for page in pages(path):
            right = float(page.attrib["width"]) - MARGIN
            places = [(float(word.attrib["xMin"]), float(word.attrib["xMax"])) for word in page.iter(WORD)]
            assert min(left for left, _ in places) >= MARGIN, path
            assert max(end for _, end in places) <= right, path


def test_the_banner_heads_each_page_and_its_number_ends_it(files: list[Path]) -> None:
    for path in files:
        whole = len(pages(path))
        for number in range(1, whole + 1):
            found = lines(path, number)
            assert found[0].startswith("ESIMERKKI")
            assert found[-1].startswith(f"Sivu {number} ({whole})")


def test_no_heading_stands_alone_at_the_end_of_a_page(files: list[Path]) -> None:
    for path, data in zip(files, DOCUMENTS, strict=True):
        headings = {
            one.text for one in Opened(BytesIO(data)).paragraphs if "Heading" in str(one.style and one.style.name)
        }
        last = [lines(path, number)[-2] for number in range(1, len(pages(path)) + 1)]
        assert headings
        assert not headings & set(last)
