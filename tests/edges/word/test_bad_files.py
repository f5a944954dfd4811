"""Whatever is brought as a template, the answer is one clear sentence, and nothing is half-written."""

import errno
import resource
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from kemiflow.aside import write_whole
from kemiflow.word import Shelf, TemplateBroken, TemplateMissing, compile_template
from kemiflow.word.foreign import MOST_BYTES_OF_A_FILE, OLD_OFFICE, FileRefused, read_file
from kemiflow.word.lint import NotInstalled, install, lint
from tests.edges.word.building import file, par, parts, template, zipped

GOOD = file(par("{{ otsikko }}"), title="{{ otsikko }}")
OPEN_DOCUMENT = zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"})


def only(data: bytes, language: str = "fi") -> str:
    (fault,) = lint(data, name="malli.docx").faults
    return fault.reason.said(language)


PICTURE = '<w:p><w:r><w:object r:id="rId77"/></w:r></w:p>'
LINK = (
    '<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
    'Target="{target}"/>'
)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "tiedosto on tyhjä, joten se ei ole eheä .docx"),
        (bytes(1000), "tiedosto on tyhjä, joten se ei ole eheä .docx"),
        (b"%PDF-1.7 ...", "tiedosto ei ole .docx vaan PDF; tallenna se Wordissa muodossa .docx"),
        (b"{\\rtf1 a}", "tiedosto ei ole .docx vaan RTF; tallenna se Wordissa muodossa .docx"),
        (b"<html><body>", "tiedosto ei ole .docx vaan HTML; tallenna se Wordissa muodossa .docx"),
        (OPEN_DOCUMENT, "tiedosto ei ole Word-asiakirja"),
        (b"vain tekstia", "tiedosto ei ole eheä .docx (File is not a zip file)"),
        (GOOD[:-30], "tiedosto ei ole eheä .docx (File is not a zip file)"),
        (zipped({"a.txt": b"x"}), "tiedosto ei ole Word-asiakirja"),
        (
            OLD_OFFICE + bytes(100) + "WordDocument".encode("utf-16-le"),
            "tiedosto on vanhaa Word-muotoa (.doc); avaa se Wordissa ja tallenna muodossa .docx",
        ),
        (
            OLD_OFFICE + bytes(100) + "EncryptedPackage".encode("utf-16-le"),
            (
                "tiedosto on suojattu salasanalla; poista suojaus Wordissa (Tiedosto, Tiedot, Suojaa asiakirja) "
                "ja tallenna uudelleen"
            ),
        ),
    ],
)
def test_what_is_no_docx_is_called_by_its_name(data: bytes, told: str) -> None:
    assert only(data) == told
    assert only(data, "en") != told


def test_a_damaged_byte_is_noticed() -> None:
    at = GOOD.index(b"word/document.xml") + 60
    assert only(GOOD[:at] + bytes([GOOD[at] ^ 0xFF]) + GOOD[at + 1 :]).startswith("tiedosto ei ole eheä .docx")


def test_a_template_with_two_hundred_errors_tells_them_all() -> None:
    body = "".join(par(f"kohta {number} {{{{ tieto{number} x }}}}") for number in range(200))
    faults = lint(file(body, title="x"), name="malli.docx").errors
    assert [fault.place.paragraph for fault in faults if fault.reason.code == "syntax"] == list(range(1, 201))


def test_a_picture_that_is_not_in_the_file_is_told_with_its_place() -> None:
    made = parts(par("Alku") + PICTURE)
    links = made["word/_rels/document.xml.rels"]
    lost = LINK.format(target="media/puuttuu.png").encode()
    with_link = {**made, "word/_rels/document.xml.rels": links.replace(b"</Relationships>", lost + b"</Relationships>")}
    with_picture = {**with_link, "word/media/puuttuu.png": b"x"}
    wanted = "word/document.xml, kappale 2: kuvaa ”word/media/puuttuu.png” ei ole tiedostossa"
    assert wanted in "\n".join(str(one) for one in lint(zipped(with_link), name="a.docx").errors)
    assert "rId77" in " ".join(str(one) for one in lint(zipped(made), name="a.docx").errors)
    assert "ei ole tiedostossa" not in " ".join(str(one) for one in lint(zipped(with_picture), name="a.docx").errors)
    with pytest.raises(TemplateBroken, match=r"puuttuu\.png"):
        compile_template(zipped(with_link), name="a.docx")


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"puuttuu\.docx: tiedostoa ei löydy"):
        read_file(tmp_path / "puuttuu.docx")
    with pytest.raises(FileRefused, match="tiedostoa ei voi lukea"):
        read_file(tmp_path)


def test_a_file_above_the_limit_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "suuri.docx"
    with path.open("wb") as stream:
        stream.truncate(MOST_BYTES_OF_A_FILE + 1)
    with pytest.raises(FileRefused, match=r"liian suuri \(enintään 50 Mt\)"):
        read_file(path)


def test_a_value_of_twelve_megabytes_is_refused_with_its_name() -> None:
    with pytest.raises(Exception, match="tieto ”a” on liian pitkä: 12000000 merkkiä, enintään 1000000"):
        template(par("{{ a }}")).render({"a": "x" * 12_000_000})


@pytest.mark.parametrize("kind", ["../council_item", "a/b", "..", "", "a\0b", "C:x"])
def test_a_kind_is_never_a_path(kind: str, tmp_path: Path) -> None:
    (tmp_path / "mallit").mkdir()
    (tmp_path / "council_item.docx").write_bytes(GOOD)
    with pytest.raises(TemplateMissing):
        Shelf(folders=(tmp_path / "mallit",)).template(kind)
    with pytest.raises(ValueError, match="no kind of document"):
        install(GOOD, lint(GOOD, name="m"), kind=kind, home=tmp_path)


def test_a_template_with_errors_is_not_installed_and_a_clean_one_is(tmp_path: Path) -> None:
    bad = file(par("{{ otsikko x }}"))
    with pytest.raises(NotInstalled):
        install(bad, lint(bad, name="m", kind="summary"), kind="summary", home=tmp_path)
    assert list(tmp_path.iterdir()) == []
    clean = (Path(__file__).parents[3] / "templates" / "word" / "summary.docx").read_bytes()
    place = install(clean, lint(clean, name="m", kind="summary"), kind="summary", home=tmp_path)
    assert place == tmp_path / "templates" / "word" / "summary.docx"
    assert place.read_bytes() == clean


def test_a_full_disk_leaves_the_old_file_whole_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "malli.docx"
    path.write_bytes(b"ennen")
    code = f"""
        import resource, signal
        from pathlib import Path
        from kemiflow.aside import write_whole
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, {resource.RLIM_INFINITY}))
        try:
            write_whole(Path({str(path)!r}), bytes(5000))
        except OSError as error:
            print(error.errno)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(errno.EFBIG)
    assert path.read_bytes() == b"ennen"
    assert [one.name for one in tmp_path.iterdir()] == ["malli.docx"]
    write_whole(path, b"uusi")
    assert path.read_bytes() == b"uusi"


def test_a_macro_a_link_and_a_mistyped_tag_are_told_at_once() -> None:
    content = parts(par("{{ otsikko x }}"), title="x")
    content["word/vbaProject.bin"] = b"x"
    codes = [fault.reason.code for fault in lint(zipped(content), name="malli.docx").faults]
    assert {"macro", "syntax"} <= set(codes)
    with pytest.raises(TemplateBroken):
        template(par("{{ otsikko x }}"))
