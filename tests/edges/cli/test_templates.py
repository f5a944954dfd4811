"""Word templates at the command line: checked, explained, shown, installed; whatever is wrong is told at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document

from kemiflow.cli import run
from kemiflow.core.documents import KINDS
from tests.edges.word.building import file, par

Captured = pytest.CaptureFixture[str]
SHIPPED = Path(__file__).parents[3] / "templates" / "word"
WRONG = file(par("Valmistelu", "H2") + par("{{ otsiko }}") + par("{% if otsikko %}"))


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "summary.docx"
    path.write_bytes(WRONG)
    return path


def test_all_templates_that_came_with_kemiflow_are_clean(tmp_path: Path, capsys: Captured) -> None:
    assert run(["--home", str(tmp_path), "templates", "check", "--all"]) == 0
    assert capsys.readouterr().out.splitlines() == [f"{kind}.docx: kunnossa." for kind in sorted(KINDS.values())]


def test_everything_wrong_is_told_at_once_and_by_place(wrong: Path, capsys: Captured) -> None:
    assert run(["templates", "check", str(wrong)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "summary.docx: virheitä 4, huomautuksia 0."
    assert told[1] == (
        "  virhe: word/document.xml, kappale 2 (otsikon ”Valmistelu” alla), merkintä ”{{ otsiko }}”: tietoa ”otsiko” "
        "ei ole tässä asiakirjassa; tarkoititko ”otsikko”?"
    )
    assert "”{% endif %}” puuttuu" in told[2]
    assert [one.split(":")[1].strip() for one in told[3:]] == ["word/styles.xml", "docProps/core.xml"]


def test_other_programs_read_the_same(wrong: Path, capsys: Captured) -> None:
    assert run(["templates", "check", str(wrong), "--json"]) == 1
    (report,) = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in report["findings"]] == ["unknown_field", "unclosed", "no_language", "no_title"]
    assert report["findings"][0]["near"] == "otsikko"


def test_a_commented_copy_is_written(wrong: Path, tmp_path: Path) -> None:
    out = tmp_path / "kommentit.docx"
    assert run(["templates", "check", str(wrong), "--annotate", str(out)]) == 1
    assert len(list(Document(str(out)).comments)) == 4


def test_a_file_that_cannot_be_opened_is_bad_input(tmp_path: Path, capsys: Captured) -> None:
    damaged = tmp_path / "summary.docx"
    damaged.write_bytes((SHIPPED / "summary.docx").read_bytes()[:3000])
    for command in ("check", "install"):
        assert run(["--home", str(tmp_path / "home"), "templates", command, str(damaged)]) == 2
        assert "ei ole eheä .docx" in capsys.readouterr().out
    assert not (tmp_path / "home").exists()


def test_one_template_or_all(wrong: Path, capsys: Captured) -> None:
    assert run(["templates", "check"]) == 2
    assert run(["templates", "check", str(wrong), "--all"]) == 2
    assert capsys.readouterr().err.splitlines() == ["Anna mallin tiedosto tai --all, jompikumpi."] * 2


@pytest.mark.parametrize("kind", sorted(KINDS.values()))
def test_every_kind_shows_its_fields_and_a_sample(kind: str, tmp_path: Path, capsys: Captured) -> None:
    assert run(["templates", "fields", kind, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {"otsikko", "diaarinumero", "pvm"} <= {row["field"] for row in rows}
    out = tmp_path / "malli.docx"
    assert run(["--home", str(tmp_path), "templates", "sample", kind, "--out", str(out)]) == 0
    assert any("Kaupunkistrategian" in one.text for one in Document(str(out)).paragraphs)


def test_a_template_with_errors_is_not_taken_into_use(wrong: Path, tmp_path: Path, capsys: Captured) -> None:
    home = tmp_path / "koti"
    assert run(["--home", str(home), "templates", "install", str(wrong)]) == 1
    assert "virheitä 4" in capsys.readouterr().out
    assert not home.exists()


def test_a_clean_template_is_taken_into_use(tmp_path: Path, capsys: Captured) -> None:
    words = ["--home", str(tmp_path), "templates", "install", str(SHIPPED / "summary.docx")]
    assert run(words) == 0
    assert (tmp_path / "templates" / "word" / "summary.docx").read_bytes() == (SHIPPED / "summary.docx").read_bytes()
    assert "Malli on käytössä lajille summary" in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["../x", "a/b", "sumary"])
def test_a_kind_that_is_none_is_refused(kind: str, capsys: Captured) -> None:
    assert run(["templates", "fields", kind]) == 2
    assert "ei tunneta" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(capsys: Captured) -> None:
    assert run(["templates", "check", "puuttuu.docx"]) == 2
    assert capsys.readouterr().err == "puuttuu.docx: tiedostoa ei löydy.\n"


def test_a_sample_of_a_broken_template_is_refused_in_the_readers_language(
    wrong: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "templates" / "word"
    own.mkdir(parents=True)
    wrong.rename(own / wrong.name)
    for tongue, begins in (("fi", "Mallissa summary.docx on"), ("en", "Template summary.docx has")):
        monkeypatch.setenv("KEMIFLOW_LANGUAGE", tongue)
        assert (
            run(["--home", str(tmp_path), "templates", "sample", "summary", "--out", str(tmp_path / "out.docx")]) == 2
        )
        assert capsys.readouterr().err.startswith(begins)
