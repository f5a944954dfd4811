"""The year's documents bound together: the matter's from first to last, and a meeting's supplementary agenda."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from kemiflow.app.documents.bundle import Binding, of_case, of_meeting
from kemiflow.app.world import Journal
from kemiflow.cli import run
from kemiflow.core.records import Record
from kemiflow.core.values import Refusal
from kemiflow.demo import CASE
from kemiflow.settings import templates_dir
from kemiflow.wiring import Home, open_home
from kemiflow.word import Shelf, Used
from kemiflow.word.bundle.archived import Bound, bind_archived
from kemiflow.word.papers import Papers
from tests.year.lived import Year

LAST = date(2024, 1, 31)
ITEMS = [
    "Elinvoimalautakunta 16.5.2023 § 41",
    "Hyvinvointilautakunta 17.5.2023 § 33",
    "Tekninen lautakunta 24.5.2023 § 51",
    "Sivistyslautakunta 7.6.2023 § 48",
    "Kaupunginhallitus 25.9.2023 § 292",
    "Kaupunginhallitus 27.11.2023 § 351",
    "Kaupunginvaltuusto 11.12.2023 § 112",
    "Kaupunginhallitus 15.1.2024 § 8",
]


class Watched:
    """A journal that remembers which streams were read."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.transaction, self.head, self.streams = journal.transaction, journal.head, journal.streams
        self.written_about, self.definition = journal.written_about, journal.definition
        self.asked: list[str] = []

    def read(self, stream: str, *, with_texts: bool = True) -> tuple[Record, ...]:
        self.asked.append(stream)
        return self.journal.read(stream, with_texts=with_texts)

    def read_each(self, streams: Sequence[str]) -> Mapping[str, tuple[Record, ...]]:
        self.asked.extend(streams)
        return self.journal.read_each(streams)

    def cases(self) -> list[str]:
        return [stream for stream in self.asked if stream.startswith("case/")]


Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _finnish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEMIFLOW_LANGUAGE", "fi")


def binding(home: Home, *, annexes: bool = False) -> Binding:
    found = of_case(home.world, CASE, LAST, annexes=annexes)
    assert isinstance(found, Binding)
    return found


def written(home: Home, path: Path) -> Bound:
    bound = bind_archived(home.world, binding(home), path)
    assert isinstance(bound, Bound)
    return bound


def texts(path: Path) -> list[str]:
    return [one.text for one in Document(str(path)).paragraphs]


def test_a_matters_bundle_lists_every_item_once_by_day_and_as_minutes_when_it_was_decided(home: Home) -> None:
    found = binding(home)
    assert [row.title for row in found.frame.rows] == ITEMS
    assert [row.text for row in found.frame.rows] == ["Lausuntoasia"] * 4 + ["Pöytäkirja"] * 4
    assert (found.frame.title, found.frame.register_number) == ("Kaupunkistrategian päivittäminen", "691/00.01.02/2021")


def test_annexes_come_after_the_items(home: Home) -> None:
    kinds = [one.made.kind for one in binding(home, annexes=True).chosen]
    assert kinds[8:] == ["summary", "summary", "session_memo", "projects"]
    assert not set(kinds[:8]) & set(kinds[8:])


def test_the_bundle_says_what_its_documents_say(home: Home, tmp_path: Path) -> None:
    bound = written(home, tmp_path / "a.docx")
    assert (bound.bundled.count, bound.bundled.warnings, bound.edited) == (8, (), ())
    files = [one.made.file for one in binding(home).chosen]
    expected = [text for name in files for text in texts(home.archive.path / name)]
    assert texts(tmp_path / "a.docx")[-len(expected) :] == expected


def test_a_supplementary_agenda_holds_what_is_there_for_the_meeting(home: Home) -> None:
    found = of_meeting(home.world, "city_board", date(2023, 11, 27))
    assert isinstance(found, Binding)
    assert [one.made.file for one in found.chosen] == ["strategia-2023-11-27-kaupunginhallitus-poytakirja.docx"]
    assert [(row.number, row.title) for row in found.frame.rows] == [("§ 351", "Kaupunkistrategian päivittäminen")]
    assert (found.frame.title, found.frame.body) == ("Lisälista", "Kaupunginhallitus")
    assert found.frame.when.startswith("maanantai 27.11.2023 klo ")


def test_only_the_matters_on_a_meetings_agenda_are_read(home: Home) -> None:
    read = Watched(home.world.journal)
    world = replace(home.world, journal=read)
    assert isinstance(of_meeting(world, "city_board", date(2023, 11, 13)), Refusal)
    assert read.cases() == []
    assert isinstance(of_meeting(world, "city_board", date(2023, 11, 27)), Binding)
    assert read.cases() == [f"case/{CASE}"]


def test_a_committees_statement_is_on_its_own_agenda(home: Home) -> None:
    found = of_meeting(home.world, "vitality", date(2023, 5, 16))
    assert isinstance(found, Binding)
    assert [one.made.kind for one in found.chosen] == ["body_item"]


def test_the_same_year_gives_the_same_bundle(year: Year, twin: Year, tmp_path: Path) -> None:
    made = []
    for number, one in enumerate((year, twin)):
        home = open_home(one.home)
        made.append(written(home, tmp_path / f"{number}.docx"))
        home.close()
    assert made[0] == made[1]
    assert (tmp_path / "0.docx").read_bytes() == (tmp_path / "1.docx").read_bytes()


def test_an_edited_document_is_bound_as_it_was_edited_and_named(home: Home, tmp_path: Path) -> None:
    name = binding(home).chosen[4].made.file
    document = Document(str(home.archive.path / name))
    document.paragraphs[0].text = "Muokattu otsikko"
    document.save(str(home.archive.path / name))
    bound = written(home, tmp_path / "a.docx")
    assert bound.edited == (name,)
    assert "Muokattu otsikko" in texts(tmp_path / "a.docx")


def test_a_document_whose_file_is_gone_is_made_again_and_named(home: Home, tmp_path: Path) -> None:
    before = written(home, tmp_path / "a.docx")
    name = binding(home).chosen[0].made.file
    (home.archive.path / name).unlink()
    bound = written(home, tmp_path / "b.docx")
    assert bound.remade == (name,)
    assert bound.bundled == before.bundled


def test_a_document_that_is_gone_for_good_is_named_and_nothing_is_written(home: Home, tmp_path: Path) -> None:
    name = binding(home).chosen[0].made.file
    (home.archive.path / name).unlink()
    empty = tmp_path / "empty"
    papers = Papers(shelf=Shelf(folders=(templates_dir() / "word",)), used=Used(folder=empty, shipped=empty))
    world = replace(home.world, papers=papers)
    refused = bind_archived(world, binding(home), tmp_path / "a.docx")
    assert refused == Refusal(reason="document_gone", facts={"file": name})
    assert not (tmp_path / "a.docx").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "Anna asia tai --meeting TOIMIELIN PÄIVÄ, ei molempia; --annexes kuuluu asialle."),
        ([CASE, "--meeting", "council", "2023-12-11"], "Anna asia tai --meeting"),
        (["--meeting", "council", "huomenna"], "--meeting"),
        (["--meeting", "nobody", "2023-12-11"], "Toimielintä ei ole: nobody."),
        (["--meeting", "council", "2023-12-12"], "Toimielimellä council ei ole kokousta 12.12.2023."),
        (["--meeting", "education", "2023-05-24"], "ei ole"),
        (["muu"], "Asiaa ”muu” ei ole."),
        ([CASE, "--out", "puuttuva/x.docx"], "puuttuva: tiedostoa ei ole."),
    ],
)
def test_what_cannot_be_bound_is_told_in_one_sentence(
    home: Home, words: list[str], told: str, capsys: Captured
) -> None:
    path = home.path.parent / "x.docx"
    assert run(["--home", str(home.path), "bundle", "--out", str(path), *words]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert told in said[0]
    assert not path.exists()


def test_a_file_that_is_no_document_any_more_is_named(home: Home, tmp_path: Path, capsys: Captured) -> None:
    name = binding(home).chosen[2].made.file
    (home.archive.path / name).write_bytes(b"%PDF-1.7")
    assert run(["--home", str(home.path), "bundle", CASE, "--out", str(tmp_path / "x.docx")]) == 2
    assert capsys.readouterr().err == (
        f"Asiakirjaa {name} ei voi koota: tiedosto ei ole .docx vaan PDF; tallenna se Wordissa muodossa .docx.\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_other_programs_read_what_was_bound(home: Home, tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "kv.docx"
    words = ["bundle", "--meeting", "council", "11.12.2023", "--out", str(path), "--json"]
    assert run(["--home", str(home.path), *words]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["file"] for one in told["documents"]] == ["strategia-2023-12-11-kaupunginvaltuusto-poytakirja.docx"]
    assert told["file"] == str(path)
