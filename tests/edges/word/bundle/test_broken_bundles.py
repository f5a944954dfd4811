"""Whatever is brought to be bound, the answer is one clear sentence, and nothing is half-written."""

import errno
import subprocess
import sys
import textwrap
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kemiflow.word.bundle import BundleRefused, Piece, bind
from kemiflow.word.foreign import OLD_OFFICE
from tests.edges.word.building import OFFICE, file, par, parts, zipped
from tests.edges.word.bundle.binding import bound, linked

GOOD = file(par("hyvä"))
PASSWORD = OLD_OFFICE + bytes(100) + "EncryptedPackage".encode("utf-16-le")


def refused(folder: Path, data: bytes) -> str:
    with pytest.raises(BundleRefused) as refusal:
        bound(folder, GOOD, data, GOOD)
    assert refusal.value.name == "b.docx"
    assert list(folder.iterdir()) == []
    return str(refusal.value.reason)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "tiedosto on tyhjä, joten se ei ole eheä .docx"),
        (b"%PDF-1.7", "tiedosto ei ole .docx vaan PDF; tallenna se Wordissa muodossa .docx"),
        (GOOD[:-30], "tiedosto ei ole eheä .docx (File is not a zip file)"),
        (PASSWORD, "tiedosto on suojattu salasanalla"),
        (OLD_OFFICE + bytes(100), "tiedosto on vanhaa Word-muotoa (.doc)"),
        (zipped({"a.txt": b"x"}), "tiedosto ei ole Word-asiakirja"),
        (zipped({**parts(""), "word/vbaProject.bin": b"x"}), "makroja ja upotettuja tiedostoja ei sallita"),
        (zipped({**parts(""), "../a.xml": b"<x/>"}), "osan nimi ei kelpaa"),
        (zipped({**parts(""), "word/document.xml": b"<!DOCTYPE a><a/>"}), "DOCTYPE-määrittelyä ei sallita"),
        (zipped({**parts(""), "word/document.xml": b"<a><b></a>"}), "XML"),
        (
            zipped(linked(parts(""), "rId9", f"{OFFICE}/image", "https://x.example/a.png")),
            "linkki tiedoston ulkopuolelle",
        ),
    ],
)
def test_what_cannot_be_bound_is_named_and_nothing_is_left(data: bytes, told: str, tmp_path: Path) -> None:
    assert told in refused(tmp_path, data)


def test_a_bomb_among_the_documents_takes_no_memory(tmp_path: Path) -> None:
    bomb = zipped({**parts(""), "word/media/x.xml": b"<" + b" " * 60_000_000})
    tracemalloc.start()
    told = refused(tmp_path, bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "purkautuu yli 200 kertaa" in told
    assert peak < 30_000_000


def test_what_stood_there_stays_when_a_document_is_none(tmp_path: Path) -> None:
    path = tmp_path / "nippu.docx"
    path.write_bytes(b"ennen")
    with pytest.raises(BundleRefused):
        bind(GOOD, [Piece(name="x", data=b"x")], path)
    assert path.read_bytes() == b"ennen"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="puuttuva"):
        bind(GOOD, [], tmp_path / "puuttuva" / "a.docx")


@pytest.mark.parametrize("most", [10, 1500, 3000])
def test_a_full_disk_leaves_the_old_file_whole_and_nothing_beside_it(most: int, tmp_path: Path) -> None:
    path = tmp_path / "nippu.docx"
    path.write_bytes(b"ennen")
    code = f"""
        import resource, signal
        from pathlib import Path
        from kemiflow.word.bundle import Piece, bind
        from tests.edges.word.bundle.test_broken_bundles import GOOD
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))
        try:
            bind(GOOD, [Piece(name="a", data=GOOD)] * 200, Path({str(path)!r}))
        except OSError as error:
            print(error.errno, error.filename)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"{errno.EFBIG} {path}"
    assert path.read_bytes() == b"ennen"
    assert list(tmp_path.iterdir()) == [path]


def peak_of(work: Callable[[], object]) -> int:
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_memory_does_not_grow_with_the_documents(tmp_path: Path) -> None:
    def pieces(count: int) -> Iterator[Piece]:
        return (Piece(name=str(number), data=file(par(f"asia {number} " + "x" * 20_000))) for number in range(count))

    few = peak_of(lambda: bind(GOOD, pieces(50), tmp_path / "a.docx"))
    many = peak_of(lambda: bind(GOOD, pieces(500), tmp_path / "a.docx"))
    assert many < few + 1_000_000
