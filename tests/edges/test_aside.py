"""A file is whole or as it was before; nothing is left beside it."""

import os
from pathlib import Path

import pytest

from kemiflow.aside import OWNER_ONLY, aside, write_whole


def test_a_file_that_was_written_is_there_whole(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"vanha")
    write_whole(tmp_path / "a", b"uusi")
    assert (tmp_path / "a").read_bytes() == b"uusi"


def test_a_block_that_fails_leaves_what_was_there_and_nothing_beside_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"vanha")
    with pytest.raises(KeyError):
        _half(tmp_path / "a")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("a", b"vanha")]


def test_an_error_names_the_file_and_not_the_one_beside_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as told:
        write_whole(tmp_path / "kansio" / "a", b"")
    assert told.value.filename == str(tmp_path / "kansio" / "a")


def test_a_pipe_is_left_as_it_is(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")
    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "a", b"")
    assert (tmp_path / "a").is_fifo()


@pytest.mark.parametrize("mode", [OWNER_ONLY, 0o644])
def test_a_file_is_read_by_whom_it_is_meant_for(tmp_path: Path, mode: int) -> None:
    write_whole(tmp_path / "a", b"", mode)
    assert (tmp_path / "a").stat().st_mode & 0o777 == mode


def _half(path: Path) -> None:
    with aside(path) as file:
        file.write(b"puoli")
        raise KeyError
