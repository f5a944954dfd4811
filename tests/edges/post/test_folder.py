"""Letters laid into a folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kemiflow.app.kept import Parcel
from kemiflow.app.remind import NotDelivered
from kemiflow.app.world import Written
from kemiflow.post.folder import FolderPost
from tests.core.letters_cast import MAIJA, PEOPLE, Mailbox, day, duty

NAME = "2023-09-29-maija-details_first.eml"


def parcel(post: FolderPost) -> Parcel:
    (letter,) = Mailbox().walk([duty()], day("29.9."))
    own, eml = post.compose(letter, Written(subject="Tiedot", body="Hei\n"), PEOPLE[MAIJA])
    return Parcel(person=MAIJA, letter=letter.key, day=letter.day, subject="Tiedot", eml=eml, message_id=own)


def test_a_letter_is_a_file_named_by_day_person_and_kind(tmp_path: Path) -> None:
    post = FolderPost(tmp_path / "letters")
    one = parcel(post)
    post.deliver(one)
    assert {file.name: file.read_bytes() for file in (tmp_path / "letters").iterdir()} == {NAME: one.eml}


def test_a_letter_laid_again_is_the_same_file(tmp_path: Path) -> None:
    post = FolderPost(tmp_path)
    post.deliver(parcel(post))
    post.deliver(parcel(post))
    assert [file.name for file in tmp_path.iterdir()] == [NAME]


def test_letters_of_two_persons_are_two_files(tmp_path: Path) -> None:
    post = FolderPost(tmp_path)
    post.deliver(parcel(post))
    post.deliver(replace(parcel(post), person="anni/../maija"))
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "2023-09-29-anni%2F..%2Fmaija-details_first.eml",
        NAME,
    ]


def test_a_folder_that_cannot_be_written_keeps_the_letter_in_hand_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    post = FolderPost(tmp_path)
    with pytest.raises(NotDelivered):
        post.deliver(parcel(post))
    assert [file.name for file in tmp_path.iterdir()] == [NAME]


def test_a_folder_that_is_a_file_takes_no_letters(tmp_path: Path) -> None:
    (tmp_path / "letters").write_text("")
    post = FolderPost(tmp_path / "letters")
    with pytest.raises(NotDelivered):
        post.deliver(parcel(post))
