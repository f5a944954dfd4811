"""Letters laid into a folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kemiflow.app.kept import Answer, Parcel, ParcelMoved
from kemiflow.app.letters.outgoing import Handed, Written
from kemiflow.post.folder import FolderPost
from tests.core.letters_cast import MAIJA, PEOPLE, Mailbox, day, duty

NAME = "2023-09-29-maija-details_first.eml"


def parcel(post: FolderPost) -> Parcel:
    (letter,) = Mailbox().walk([duty()], day("29.9."))
    own, eml = post.compose(letter, Written(subject="Tiedot", body="Hei\n"), PEOPLE[MAIJA])
    kept = Parcel(person=MAIJA, letter=letter.key, day=letter.day, subject="Tiedot", eml=eml, message_id=own)
    return replace(kept, kind=letter.kind)


def hand(post: FolderPost, one: Parcel) -> Handed:
    return post.hand_over(one, lambda: None)


def test_a_letter_is_a_file_named_by_day_person_and_kind(tmp_path: Path) -> None:
    post = FolderPost(tmp_path / "letters")
    one = parcel(post)
    assert hand(post, one).answer is Answer.TAKEN
    assert {file.name: file.read_bytes() for file in (tmp_path / "letters").iterdir()} == {NAME: one.eml}


def test_a_letter_laid_again_is_the_same_file(tmp_path: Path) -> None:
    post = FolderPost(tmp_path)
    assert hand(post, parcel(post)).answer is Answer.TAKEN
    assert hand(post, parcel(post)).answer is Answer.TAKEN
    assert [file.name for file in tmp_path.iterdir()] == [NAME]


def test_letters_of_two_persons_are_two_files(tmp_path: Path) -> None:
    post = FolderPost(tmp_path)
    assert hand(post, parcel(post)).answer is Answer.TAKEN
    assert hand(post, replace(parcel(post), person="anni/../maija")).answer is Answer.TAKEN
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "2023-09-29-anni%2F..%2Fmaija-details_first.eml",
        NAME,
    ]


def test_a_folder_that_cannot_be_written_keeps_the_letter_in_hand_and_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    post = FolderPost(tmp_path)
    assert hand(post, parcel(post)).answer is Answer.LATER
    assert [file.name for file in tmp_path.iterdir()] == [NAME]


def test_a_folder_that_is_a_file_takes_no_letters(tmp_path: Path) -> None:
    (tmp_path / "letters").write_text("")
    post = FolderPost(tmp_path / "letters")
    assert hand(post, parcel(post)).answer is Answer.LATER


def test_the_folder_can_tell_whether_a_letter_was_laid(tmp_path: Path) -> None:
    post = FolderPost(tmp_path)
    assert not post.saw(parcel(post))
    hand(post, parcel(post))
    assert post.saw(parcel(post))


def test_a_letter_whose_moment_has_passed_is_not_laid(tmp_path: Path) -> None:
    def passed() -> None:
        raise ParcelMoved

    post = FolderPost(tmp_path / "letters")
    with pytest.raises(ParcelMoved):
        post.hand_over(parcel(post), passed)
    assert not (tmp_path / "letters").exists()
