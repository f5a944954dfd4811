"""The keys of links: made once, kept from other eyes, turned, and never written over when they cannot be read."""

from __future__ import annotations

import multiprocessing
from datetime import date
from pathlib import Path

import pytest

from kemiflow.core.answers import Ticket
from kemiflow.core.values import Refusal
from kemiflow.post.keys import KeysBroken, Links

TODAY = date(2023, 10, 20)
TICKET = Ticket(person="maija", case="s", duty="details:luukku:1", due=TODAY, last=TODAY)


def test_a_home_makes_its_key_with_its_first_link(tmp_path: Path) -> None:
    token = Links(tmp_path / "answer.keys").sign(TICKET)
    assert Links(tmp_path / "answer.keys").open(token, TODAY) == TICKET


def test_a_link_of_another_home_does_not_open(tmp_path: Path) -> None:
    token = Links(tmp_path / "one.keys").sign(TICKET)
    assert isinstance(Links(tmp_path / "other.keys").open(token, TODAY), Refusal)


def test_nobody_but_the_owner_reads_the_keys(tmp_path: Path) -> None:
    links = Links(tmp_path / "answer.keys")
    links.sign(TICKET)
    links.rotate()
    assert (tmp_path / "answer.keys").stat().st_mode & 0o777 == 0o600


def test_after_two_turns_a_link_still_opens_and_after_three_no_more(tmp_path: Path) -> None:
    links = Links(tmp_path / "answer.keys")
    token = links.sign(TICKET)
    links.rotate()
    links.rotate()
    assert links.open(token, TODAY) == TICKET
    links.rotate()
    assert isinstance(links.open(token, TODAY), Refusal)


def test_a_turned_key_signs_at_once(tmp_path: Path) -> None:
    links = Links(tmp_path / "answer.keys")
    before = links.sign(TICKET)
    names = links.rotate()
    assert links.sign(TICKET).partition(".")[0] == names[0] != before.partition(".")[0]


def test_a_mark_belongs_to_one_letter_of_one_person_of_one_home(tmp_path: Path) -> None:
    home, other = Links(tmp_path / "one.keys"), Links(tmp_path / "other.keys")
    mark = home.mark("maija", "letter:2023-10-20")
    assert mark == Links(tmp_path / "one.keys").mark("maija", "letter:2023-10-20")
    others = [home.mark("matti", "letter:2023-10-20"), home.mark("maija", "letter:2023-10-21")]
    assert len({mark, *others, other.mark("maija", "letter:2023-10-20")}) == 4


@pytest.mark.parametrize("held", ["", "a1\n", "a1 zz\n", "a1 00ff\n"])
def test_keys_that_cannot_be_read_are_left_as_they_are(tmp_path: Path, held: str) -> None:
    path = tmp_path / "answer.keys"
    path.write_text(held, encoding="utf-8")
    links = Links(path)
    with pytest.raises(KeysBroken):
        links.sign(TICKET)
    with pytest.raises(KeysBroken):
        links.rotate()
    assert path.read_text(encoding="utf-8") == held


def _sign(path: str, into: multiprocessing.queues.Queue[str]) -> None:
    into.put(Links(Path(path)).sign(TICKET))


def test_of_many_who_make_the_first_key_one_wins(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    tokens: multiprocessing.queues.Queue[str] = context.Queue()
    workers = [context.Process(target=_sign, args=(str(tmp_path / "answer.keys"), tokens)) for _ in range(6)]
    for worker in workers:
        worker.start()
    made = {tokens.get(timeout=30) for _ in workers}
    for worker in workers:
        worker.join(30)
    assert len(made) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["answer.keys"]
