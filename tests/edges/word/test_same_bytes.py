"""The same facts give the same file, byte for byte, in any process."""

import hashlib
import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from kemiflow.core.documents import facts_of
from kemiflow.word import Shelf, compile_template
from tests.edges.word.building import file, par, part_of, parts, template, zipped
from tests.edges.word.samples import COUNCIL, SAMPLES
from tests.edges.word.update import GOLDEN
from tests.edges.word.update import digests as digests_of_all

TEMPLATES = Path(__file__).parents[3] / "templates" / "word"
SHELF = Shelf(folders=(TEMPLATES,))
PRINT = (
    "from tests.edges.word.test_same_bytes import SHELF, SAMPLES\n"
    "print(*(SHELF.document(one).file_digest for one in SAMPLES))"
)


def digests(seed: str) -> str:
    command = [sys.executable, "-c", PRINT]
    return subprocess.run(
        command,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(TEMPLATES.parents[1])},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def test_two_processes_with_different_hash_seeds_write_the_same_files() -> None:
    first = digests("1")
    assert digests("2") == first
    assert first.split() == [SHELF.document(one).file_digest for one in SAMPLES]


def test_what_documents_hold_is_the_same_on_every_python_and_machine() -> None:
    assert digests_of_all() == GOLDEN.read_text(encoding="utf-8"), "python -m tests.edges.word.update"


def test_digests_are_those_of_the_file_and_of_its_parts() -> None:
    rendered = SHELF.document(COUNCIL)
    whole = hashlib.sha256()
    with zipfile.ZipFile(BytesIO(rendered.data)) as archive:
        assert archive.testzip() is None
        for name in sorted(archive.namelist()):
            whole.update(name.encode() + b"\0" + hashlib.sha256(archive.read(name)).digest())
    assert rendered.file_digest == hashlib.sha256(rendered.data).hexdigest()
    assert rendered.content_digest == whole.hexdigest()


def test_content_types_come_first_and_every_date_is_1980() -> None:
    content = parts(par("{{ a }}"))
    last = {name: content[name] for name in reversed(content)}
    rendered = compile_template(zipped(last), name="malli.docx").render({"a": "1"})
    with zipfile.ZipFile(BytesIO(rendered.data)) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_other_facts_give_another_digest() -> None:
    made = template(par("{{ a }}"))
    assert made.render({"a": "1"}).content_digest != made.render({"a": "2"}).content_digest
    assert made.render({"a": "1"}) == made.render({"a": "1"})


def test_parts_without_tags_are_copied_as_they_were_packed() -> None:
    stored = BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts(par("{{ a }}")).items():
            archive.writestr(name, data)
    rendered = compile_template(stored.getvalue(), name="malli.docx").render({"a": "1"})
    with zipfile.ZipFile(BytesIO(rendered.data)) as archive:
        assert archive.getinfo("word/styles.xml").compress_type == zipfile.ZIP_STORED
        assert archive.getinfo("word/document.xml").compress_type == zipfile.ZIP_DEFLATED


def test_a_template_packed_in_another_way_has_the_same_digest() -> None:
    stored = BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts(par("{{ a }}")).items():
            archive.writestr(name, data)
    again = compile_template(stored.getvalue(), name="malli.docx")
    assert again.digest == template(par("{{ a }}")).digest


def test_a_citys_own_template_comes_before_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "council_item.docx").write_bytes(file(par("Oma: {{ otsikko }}")))
    shelf = Shelf(folders=(tmp_path, TEMPLATES))
    assert "Oma: Kaupunkistrategian" in part_of(shelf.document(COUNCIL), "word/document.xml")
    assert shelf.template("board_item").digest == SHELF.template("board_item").digest


def test_a_template_is_compiled_once_and_anew_when_it_was_edited(tmp_path: Path) -> None:
    path = tmp_path / "council_item.docx"
    path.write_bytes(file(par("Eka {{ otsikko }}")))
    shelf = Shelf(folders=(tmp_path,))
    first = shelf.template("council_item")
    assert shelf.template("council_item") is first
    path.write_bytes(file(par("Toka {{ otsikko }}")))
    assert "Toka" in part_of(shelf.render("council_item", facts_of(COUNCIL)), "word/document.xml")


def test_a_kind_without_a_template_is_told(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match=r"no template puuttuu\.docx in "):
        Shelf(folders=(tmp_path,)).template("puuttuu")
