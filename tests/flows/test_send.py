"""What the relay put off in the morning leaves the same day, once, and whoever goes on waiting is named."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from flows.remind import remind
from flows.send import send_again
from flows.walk import walk
from kemiflow.clock import OwnClock
from kemiflow.settings import POST_FILE
from kemiflow.wiring import open_home
from tests.edges.post.relay import Relay
from tests.flows.homes import PREPARER, TODAY
from tests.flows.runs import Ended, run, table

LATER = "451 4.3.0 try later"


@pytest.fixture
def morning(home: Path, relay: Relay) -> Path:
    """Make a city whose relay put off the morning's only letter."""
    settings = f'host = "127.0.0.1"\nport = {relay.port}\nsafety = "none"\nfrom_address = "kemiflow@kemi.example"\n'
    (home / POST_FILE).write_text(settings, encoding="utf-8")
    run(walk)
    relay.says("DATA", LATER)
    ended = run(remind, pauses=[])
    assert ended.type == "FAILED"
    assert LATER in ended.sentence
    return home


def clock(home: Path, hour: int) -> None:
    """Let it be a later hour of the day."""
    with closing(open_home(home)) as at:
        assert isinstance(at.clock, OwnClock)
        at.clock.set(TODAY, hour)


def test_a_letter_that_was_put_off_leaves_later_the_same_day_and_once(morning: Path, relay: Relay) -> None:
    clock(morning, 8)
    assert run(send_again) == Ended(type="COMPLETED", sentence="Kirjeitä lähetetty: 1, odottaa yhä: 0.")
    assert run(send_again).sentence == "Kirjeitä lähetetty: 0, odottaa yhä: 0."
    assert relay.recipients == [[f"{PREPARER}@kemi.example"]]


@pytest.mark.usefixtures("morning")
def test_a_letter_is_left_in_peace_until_its_pause_is_over(relay: Relay) -> None:
    assert run(send_again).sentence == "Kirjeitä lähetetty: 0, odottaa yhä: 1."
    assert relay.recipients == []


def test_a_relay_that_goes_on_putting_off_is_no_failure_and_the_letter_is_named(morning: Path, relay: Relay) -> None:
    clock(morning, 8)
    relay.says("DATA", LATER)
    assert run(send_again) == Ended(type="COMPLETED", sentence="Kirjeitä lähetetty: 0, odottaa yhä: 1.")
    [row] = table("send-needs")
    assert (row["Mistä"], LATER in row["Mitä"]) == (f"{PREPARER}/{TODAY}", True)


def test_a_dry_one_only_counts(morning: Path, relay: Relay) -> None:
    clock(morning, 8)
    assert run(send_again, dry_run=True).sentence == "Vain katsottu. Kirjeitä odottaa: 1."
    assert relay.recipients == []
