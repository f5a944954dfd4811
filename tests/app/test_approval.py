"""The secretary's button: pressed twice at once it goes on once, and its letters go only after a second word."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from kemiflow.app import gather
from kemiflow.app.approval import Pressed, press, stopped
from kemiflow.app.submit import Asking
from kemiflow.core.records.case import ApprovalStarted
from kemiflow.core.values import Refusal
from tests.app.home import founded, opened
from tests.core.course import OPENED

ASKING = Asking(by="sanni", today=OPENED)
AT_ONCE = 4


@pytest.fixture
def city(tmp_path: Path) -> Path:
    with founded(tmp_path):
        return tmp_path


def pressed(city: Path, reason: str, *, send: bool = False) -> Pressed:
    with opened(city) as home:
        told = press(home.world, "s", reason, ASKING, send=send)
    assert not isinstance(told, Refusal), told
    return told


def approvals(city: Path) -> list[str]:
    with opened(city) as home:
        return [
            record.key for record in gather.matter(home.world, "s").records if isinstance(record.fact, ApprovalStarted)
        ]


def test_pressed_at_once_by_many_it_goes_on_once_and_all_are_told_the_same(city: Path) -> None:
    together = Barrier(AT_ONCE)

    def one(_: int) -> str | None:
        together.wait()
        return pressed(city, "Talousarvio ei odota.").key

    with ThreadPoolExecutor(AT_ONCE) as pool:
        keys = set(pool.map(one, range(AT_ONCE)))
    assert approvals(city) == sorted(str(key) for key in keys)
    assert len(keys) == 1


def test_with_another_reason_it_goes_on_again(city: Path) -> None:
    keys = [pressed(city, reason).key for reason in ("Talousarvio ei odota.", "Valtuusto pyysi.")]
    assert approvals(city) == keys


def test_without_a_reason_nothing_goes_on_while_something_lacks(city: Path) -> None:
    told = pressed(city, " ")
    assert stopped(told)
    assert approvals(city) == []


def test_letters_go_only_when_they_are_let_go(city: Path) -> None:
    assert not pressed(city, "Talousarvio ei odota.").sent
    with opened(city) as home:
        assert gather.matter(home.world, "s").standing.held
    assert pressed(city, "", send=True).sent
    with opened(city) as home:
        assert not gather.matter(home.world, "s").standing.held
