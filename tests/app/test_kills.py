"""Senders are killed by real signals: nothing is lost, nothing comes twice, and what is unsure is listed."""

from __future__ import annotations

import pytest

from tests.bench.kill import WAYS, Way, toll

KILLS = 50


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way.senders}-{way.faults.share}")
def test_whenever_a_sender_is_killed_each_letter_leaves_once(way: Way) -> None:
    came = toll(KILLS // len(WAYS) + 1, way)
    assert (came.lost, came.double, came.unlisted, came.left) == (0, 0, 0, 0)
    assert came.kills > KILLS // len(WAYS)
    assert came.unsure <= came.kills  # a sender has one letter at the dot at most; the bench counts the share
