"""Templates and what they make are sound for two validators of Open XML, which see what is not."""

from pathlib import Path

import pytest

from kemiflow.core.documents import KINDS, Document
from kemiflow.word.diff import differences, tracked
from kemiflow.word.lint import example
from kemiflow.word.opened import opened
from tests.edges.word.access.validators import audited, inspected
from tests.edges.word.building import cell, file, par, table
from tests.edges.word.samples import SAMPLES
from tests.edges.word.test_shipped_templates import EACH, SHELF, TEMPLATES

KIND = pytest.mark.parametrize("kind", sorted(KINDS.values()))


def laid(folder: Path, data: bytes) -> Path:
    path = folder / "asiakirja.docx"
    path.write_bytes(data)
    return path


@KIND
def test_a_shipped_template_is_sound(kind: str) -> None:
    path = TEMPLATES / f"{kind}.docx"
    assert audited(path) == []
    assert inspected(path) == []


@KIND
def test_the_fullest_document_of_a_kind_is_sound(kind: str, tmp_path: Path) -> None:
    path = laid(tmp_path, SHELF.render(kind, example(kind)).data)
    assert audited(path) == []
    assert inspected(path) == []


@EACH
def test_each_sample_is_sound(document: Document, tmp_path: Path) -> None:
    path = laid(tmp_path, SHELF.document(document).data)
    assert audited(path) == []
    assert inspected(path) == []


@pytest.mark.parametrize("document", SAMPLES[1:], ids=lambda one: KINDS[type(one)])
def test_a_copy_with_tracked_changes_is_sound(document: Document, tmp_path: Path) -> None:
    first, second = opened(SHELF.document(SAMPLES[0]).data), opened(SHELF.document(document).data)
    path = laid(tmp_path, tracked(second, differences(first, second)))
    assert audited(path) == []
    assert inspected(path) == []


def test_an_empty_cell_and_a_link_to_nothing_are_seen(tmp_path: Path) -> None:
    assert audited(laid(tmp_path, file(table(cell()))))
    link = '<w:p><w:hyperlink r:id="rId99"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>'
    assert inspected(laid(tmp_path, file(par("a") + link)))
