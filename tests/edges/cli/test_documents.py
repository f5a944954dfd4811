"""Documents at the command line: listed, made again, compared, adopted; what is no document is one sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

from kemiflow.app import walk
from kemiflow.cli import run
from kemiflow.wiring import open_home
from tests.edges.cli.homes import Asker, copied
from tests.edges.word.building import file, par, zipped
from tests.edges.word.pdf.programs import installed

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
TYPED = "luettelomerkki ”-” on kirjoitettu käsin; käytä luettelotyyliä"
LOCKED = OLD + "EncryptedPackage".encode("utf-16-le")


@pytest.fixture(scope="module")
def walked(first_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Let the matter's first round begin and its papers be made."""
    path = copied(first_home, tmp_path_factory.mktemp("walked") / "home")
    words = ["record", "begin", "strategia", "--step", "views", "--due", "2023-10-20", "--asked", "vitality"]
    assert run(["--home", str(path), *words]) == 0
    home = open_home(path)
    try:
        assert walk.walk(home.world, "strategia", home.clock.today()).made
    finally:
        home.close()
    return path


@pytest.fixture
def desk(walked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Asker:
    return Asker(home=copied(walked, tmp_path / "home"), captured=capsys)


def papers(ask: Asker) -> list[Path]:
    return sorted((ask.home / "documents").glob("*.docx"))


def edit(path: Path) -> None:
    edited = Document(str(path))
    edited.add_paragraph("Ihmisen lisäys.")
    edited.save(str(path))


def test_documents_are_listed_and_made_again(desk: Asker) -> None:
    listed = desk("documents", "list", "strategia")
    assert [line.split()[-1] for line in listed.out.splitlines()[1:]] == ["ennallaan"] * len(papers(desk))
    verified = desk("documents", "verify")
    assert verified.status == 0
    assert verified.out.startswith(f"Asiakirjoja {len(papers(desk))}: samoja {len(papers(desk))}, eri tai laatimatta 0")


def test_an_edited_document_is_shown_compared_and_adopted(desk: Asker, tmp_path: Path) -> None:
    path = papers(desk)[0]
    assert desk("documents", "diff", path.name).status == 0
    edit(path)
    assert "muokattu; ota historiaan" in desk("documents", "list", "strategia").out
    out = tmp_path / "ero.docx"
    said = desk("documents", "diff", path.name, "--word", str(out))
    assert (said.status, said.out.splitlines()[-2:]) == (
        1,
        ["  + Ihmisen lisäys.", f"Erot kirjoitettiin jäljitettyinä muutoksina: {out}"],
    )
    assert "Ihmisen lisäys." in [one.text for one in Document(str(path)).paragraphs]
    adopted = desk("documents", "adopt", str(path))
    assert adopted.status == 0, adopted
    assert "lisätty" in adopted.out
    assert "muokattu ja otettu historiaan (26.9.2023, sanni)" in desk("documents", "list", "strategia").out
    verified = desk("documents", "verify")
    assert (verified.status, "otettu historiaan 1" in verified.out) == (0, True)
    assert (
        "Muokattu asiakirja otettiin historiaan: lausuntoasia. Muutokset: lisätty" in desk("history", "strategia").out
    )
    assert desk("verify").status == 0


def test_other_programs_read_the_same(desk: Asker) -> None:
    edit(papers(desk)[0])
    listed = desk("documents", "list", "strategia", "--json").json()
    assert isinstance(listed, list)
    assert [one["lies"] for one in listed].count("edited") == 1
    changed = desk("documents", "diff", papers(desk)[0].name, "--json").json()
    assert isinstance(changed, dict)
    assert [(one["change"], one["after"]) for one in changed["changes"]] == [("added", "Ihmisen lisäys.")]


def test_what_differs_ends_with_status_one(desk: Asker) -> None:
    for path in (desk.home / "templates" / "used").iterdir():
        path.unlink()
    own = desk.home / "templates" / "word"
    own.mkdir(parents=True)
    (own / "statement_request.docx").write_bytes(file(par("{{ otsikko }}")))
    assert desk("documents", "verify").status == 0  # they are the shipped ones
    said = desk("documents", "verify", "strategia")
    assert "malli on sen jälkeen vaihtunut" in said.out


@pytest.mark.parametrize(
    "bad",
    [
        ("tyhjä.docx", b"", "tiedosto on tyhjä"),
        ("vanha.doc", OLD, "vanhaa Word-muotoa"),
        ("salattu.docx", LOCKED, "suojattu salasanalla"),
        ("kuva.docx", b"\x89PNG\r\n", "ei ole .docx vaan kuva"),
        ("rikki.docx", file(par("Teksti"))[:-40], "ei ole eheä .docx"),
        ("pommi.docx", zipped({"[Content_Types].xml": b"<!DOCTYPE x><x/>"}), "DOCTYPE"),
        ("muu.docx", zipped({"[Content_Types].xml": b"<Types/>"}), "Word-asiakirja"),
    ],
)
@pytest.mark.parametrize("command", ["diff", "adopt", "check", "pdf"])
def test_a_file_that_is_no_document_is_one_clear_sentence(
    desk: Asker, command: str, bad: tuple[str, bytes, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(stand_in_path(desk)))
    name, data, why = bad
    path = desk.home.parent / name
    path.write_bytes(data)
    before = desk("verify").out
    said = desk("documents", command, str(path), *([str(papers(desk)[0])] if command == "diff" else []))
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith(f"{name}: ")
    assert why in said.err
    assert len(said.err.splitlines()) == 1
    assert desk("verify").out == before


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("list", "strategja"), "strategja"),
        (("diff", "puuttuu.docx"), "tiedostoa ei löydy"),
        (("adopt", "puuttuu.docx"), "tiedostoa ei löydy"),
        (("adopt", "."), "ei voi lukea"),
        (("diff",), "FIRST"),
    ],
)
def test_what_is_not_there_is_named(desk: Asker, words: tuple[str, ...], why: str) -> None:
    said = desk("documents", *words)
    assert said.status == 2, said
    assert why in said.err
    assert len(said.err.splitlines()) == 1


def test_a_document_under_another_name_is_told_the_nearest(desk: Asker) -> None:
    path = papers(desk)[0]
    other = path.with_name(path.name.replace(".docx", " (1).docx"))
    path.rename(other)
    edit(other)
    said = desk("documents", "adopt", str(other))
    assert said.status == 2
    assert path.name in said.err
    assert desk("documents", "adopt", str(other), "--of", path.name).status == 0
    assert "otettu historiaan" in desk("documents", "list", "strategia").out


def test_a_tracked_copy_that_cannot_be_written_is_named_and_leaves_nothing(desk: Asker) -> None:
    edit(papers(desk)[0])
    said = desk("documents", "diff", papers(desk)[0].name, "--word", str(desk.home / "ei" / "ole.docx"))
    assert said.status == 2
    assert "ole.docx" in said.err


def test_a_full_disk_is_said_and_leaves_nothing(desk: Asker) -> None:
    first, second = (str(path) for path in papers(desk)[:2])
    out = desk.home / "ero" / "ero.docx"
    out.parent.mkdir()
    for words, place in ((f"diff {first} {second} --word {out}", out), (f"pdf {first} --out {out.parent}", "/scratch")):
        (desk.home / "scratch").mkdir(exist_ok=True)
        command = f"ulimit -f 4; exec {sys.executable} -m kemiflow documents {words}"
        surroundings = {**os.environ, "TMPDIR": str(desk.home / "scratch"), "PATH": str(stand_in_path(desk))}
        shell = ["/bin/sh", "-c", command]
        said = subprocess.run(shell, env=surroundings, capture_output=True, text=True, check=False)
        assert said.returncode == 2
        assert said.stderr.endswith(f"{place}: levy on täynnä. Aiempi on tallessa; tätä ei tallennettu.\n")
        assert len(said.stderr.splitlines()) == 1
        assert [*out.parent.iterdir(), *(desk.home / "scratch").iterdir()] == []


def test_what_kemiflow_makes_is_accessible(desk: Asker) -> None:
    said = desk("documents", "check", "--all")
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines() == [f"{path.name}: saavutettava." for path in papers(desk)]
    assert desk("documents", "check", papers(desk)[0].name).out == f"{papers(desk)[0].name}: saavutettava.\n"


def test_what_keeps_readers_out_is_told_by_place(desk: Asker) -> None:
    path = desk.home.parent / "oma.docx"
    path.write_bytes(file(par("Asia", "H2") + par("- luettelo")))
    said = desk("documents", "check", str(path))
    assert said.status == 1
    assert said.out.splitlines() == [
        "oma.docx: virheitä 3, huomautuksia 1.",
        "  virhe: asiakirjalta puuttuu otsikko (Tiedosto, Tiedot, Otsikko) (WCAG 2.4.2)",
        "  virhe: asiakirjalta puuttuu kieli (Tarkista, Kieli, Määritä tarkistuskieli) (WCAG 3.1.1)",
        "  virhe: kappale 1: ylimmän tason otsikoita on 0, pitää olla yksi (WCAG 1.3.1)",
        f"  huomautus: kappale 2 (otsikon ”Asia” alla): {TYPED} (WCAG 1.3.1)",
    ]
    (report,) = _list(desk("documents", "check", str(path), "--json").json())
    assert [one["code"] for one in report["findings"]][-1] == "fake_list"


def test_a_file_that_is_none_stops_none_of_the_others(desk: Asker) -> None:
    bad = desk.home.parent / "rikki.docx"
    bad.write_bytes(b"PK")
    said = desk("documents", "check", str(bad), papers(desk)[0].name, "puuttuu.docx")
    assert said.status == 2
    assert [line.split(":")[0] for line in said.err.splitlines()] == ["rikki.docx", "puuttuu.docx"]
    assert said.out == f"{papers(desk)[0].name}: saavutettava.\n"


def test_files_or_all(desk: Asker) -> None:
    for words in ((), ("x.docx", "--all")):
        said = desk("documents", "check", *words)
        assert (said.status, said.err) == (2, "Anna asiakirjojen tiedostot tai --all, jompikumpi.\n")


def test_documents_become_pdfs_beside_them_once_and_the_same(desk: Asker) -> None:
    installed()
    first = desk("documents", "pdf", "strategia")
    assert (first.status, first.err) == (0, "")
    made = [path.with_suffix(".pdf") for path in papers(desk)]
    assert sorted(first.out.splitlines()) == [str(path) for path in made]
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in made]
    bad = desk.home.parent / "rikki.docx"
    bad.write_bytes(b"PK")
    again = desk("documents", "pdf", *[path.name for path in papers(desk)], str(bad))
    assert again.status == 2
    assert again.err.startswith("rikki.docx: ")
    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in made] == before


def test_a_pdf_that_somebody_else_made_is_not_overwritten(desk: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(stand_in_path(desk)))
    place = papers(desk)[0].with_suffix(".pdf")
    place.write_bytes(b"%PDF-1.7 oma")
    said = desk("documents", "pdf", papers(desk)[0].name)
    assert said.status == 2
    assert said.err.startswith(f"{place}: tätä tiedostoa ei ole tehty täällä")
    assert place.read_bytes() == b"%PDF-1.7 oma"


def test_without_libreoffice_there_is_one_clear_sentence(desk: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(desk.home))
    for words in (("strategia",), (papers(desk)[0].name,)):
        said = desk("documents", "pdf", *words)
        assert (said.status, said.out) == (2, "")
        assert said.err == (
            "PDF:n tekee LibreOffice, jota tässä koneessa ei ole. Asenna se: apt install libreoffice-writer-nogui\n"
        )


def test_what_is_no_document_or_matter_becomes_no_pdf(desk: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(stand_in_path(desk)))
    for words, why in ((("strategja",), "strategja"), (("puuttuu.docx",), "puuttuu.docx: tiedostoa ei löydy")):
        said = desk("documents", "pdf", *words)
        assert said.status == 2
        assert why in said.err
        assert len(said.err.splitlines()) == 1


def stand_in_path(ask: Asker) -> Path:
    """Give a folder of programs in which something calls itself soffice."""
    folder = ask.home.parent / "bin"
    folder.mkdir(exist_ok=True)
    if not (folder / "soffice").exists():
        (folder / "soffice").symlink_to("/bin/true")
    return folder


def test_a_walk_tells_which_document_it_laid_beside_an_edited_one(desk: Asker) -> None:
    path = next(path for path in papers(desk) if "lausuntopyynto" in path.name)
    edit(path)
    words = ("record", "more-time", "strategia", "--step", "views", "--body", "vitality", "--due", "2023-10-30")
    assert desk(*words, "--reason", "Pyydettiin.").status == 0
    said = desk("walk", "strategia")
    beside = path.name.replace(".docx", "-v2.docx")
    assert f"  {beside} (viereen: {path.name} on muokattu eikä sitä korvattu)" in said.out.splitlines()


def _list(value: object) -> list[dict[str, list[dict[str, str]]]]:
    assert isinstance(value, list)
    return value
