"""Many documents in one start; one that hangs or breaks the program stops only itself, and nothing is left running."""

import sys
from pathlib import Path

import pytest

from kemiflow.word.pdf import OfficeMissing, office
from tests.edges.word.pdf.programs import alive, stand_in, starts

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks processes up in /proc")


def made(data: bytes | None) -> bytes | None:
    return data and data.removesuffix(b"%%EOF\n")


def test_all_documents_are_converted_in_one_start_and_in_their_order(tmp_path: Path) -> None:
    given = [b"a", b"b", b"c"]
    assert [made(one) for one in stand_in(tmp_path).converted(given)] == given
    assert starts(tmp_path) == 1


def test_after_so_many_a_fresh_one_is_started(tmp_path: Path) -> None:
    given = [str(number).encode() for number in range(7)]
    assert [made(one) for one in stand_in(tmp_path, most=3).converted(given)] == given
    assert starts(tmp_path) == 3


def test_one_that_it_cannot_convert_is_none_and_costs_no_other_start(tmp_path: Path) -> None:
    assert [made(one) for one in stand_in(tmp_path).converted([b"a", b"refuse", b"c"])] == [b"a", None, b"c"]
    assert starts(tmp_path) == 1


def test_one_that_breaks_the_program_stops_only_itself(tmp_path: Path) -> None:
    given = [b"a", b"crash", b"refuse", b"d", b"crash"]
    assert [made(one) for one in stand_in(tmp_path).converted(given)] == [b"a", None, None, b"d", None]


def test_one_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    found = [made(one) for one in stand_in(tmp_path, patience=1.5).converted([b"a", b"hang", b"c"])]
    assert found == [b"a", None, b"c"]
    assert starts(tmp_path) == 2
    assert not alive(int((tmp_path / "pid").read_text()))


def test_nothing_to_convert_starts_nothing(tmp_path: Path) -> None:
    assert list(stand_in(tmp_path).converted([])) == []
    assert not (tmp_path / "notes").exists()


def test_without_libreoffice_there_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OfficeMissing):
        office()
