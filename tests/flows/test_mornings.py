"""Mornings: what is due is done once, whatever fails is named, and looking changes nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from contextvars import copy_context
from datetime import timedelta
from pathlib import Path
from typing import Any

from prefect import Flow

from flows.remind import remind
from flows.walk import walk, walk_case, walk_one_shard
from kemiflow.app.kept import Posting
from kemiflow.wiring import CLOCK, DATABASE, open_home
from tests.flows.homes import CASES, TODAY, heads
from tests.flows.runs import Ended, page, run, table

LATER = TODAY + timedelta(days=10)


def files(home: Path) -> set[str]:
    """Name the files of a home, but those that come and go with the database's connections."""
    return {str(file.relative_to(home)) for file in home.rglob("*") if not file.name.startswith(DATABASE)}


def both(flow: Flow[..., Any], **parameters: object) -> list[Ended]:
    """Run a morning twice at once."""
    with ThreadPoolExecutor(2) as pool:
        here = [copy_context(), copy_context()]
        return list(pool.map(lambda context: context.run(lambda: run(flow, **parameters)), here))


def test_a_walk_moves_every_matter_that_is_due(home: Path) -> None:
    before = heads(home)
    assert run(walk) == Ended(type="COMPLETED", sentence="Asioita käyty läpi: 3.")
    assert all(heads(home)[f"case/{case}"] > before[f"case/{case}"] for case in CASES)
    assert sorted(row["asia"] for row in table("walk")) == list(CASES)


def test_the_next_walk_of_the_day_finds_nothing_to_do(home: Path) -> None:
    run(walk)
    after = heads(home)
    assert run(walk) == Ended(type="COMPLETED", sentence="Asioita käyty läpi: 0.")
    assert heads(home) == after


def test_a_dry_walk_tells_what_would_be_made_and_writes_nothing(home: Path) -> None:
    before, there = heads(home), files(home)
    assert run(walk, dry_run=True) == Ended(type="COMPLETED", sentence="Vain katsottu. Asioita vuorossa: 3.")
    assert (heads(home), files(home)) == (before, there)
    would = {row["Laadittu"] for row in table("walk-dry")}
    run(walk)
    assert would == {row["Laadittu"] for row in table("walk")}
    assert all((home / "documents" / name).is_file() for name in would)


def test_a_matter_that_breaks_is_named_and_the_others_are_walked(home: Path) -> None:
    run(walk, dry_run=True)
    [blocked] = {row["Laadittu"] for row in table("walk-dry") if row["asia"] == "aloite-2"}
    (home / "documents" / blocked).mkdir(parents=True)
    ended = run(walk, pauses=[0])
    assert ended.type == "FAILED"
    assert "aloite-2 (IsADirectoryError" in ended.sentence
    assert "Asioita käyty läpi: 2." in ended.sentence
    assert [row["Mistä"] for row in table("walk-needs")] == ["aloite-2"]
    (home / "documents" / blocked).rmdir()
    assert run(walk) == Ended(type="COMPLETED", sentence="Asioita käyty läpi: 1.")


def test_two_walks_at_once_do_nothing_twice(home: Path) -> None:
    assert all(ended.completed for ended in both(walk, pauses=[0]))
    assert {heads(home)[f"case/{case}"] for case in CASES} == {3}
    assert len(list((home / "documents").iterdir())) == len(CASES)


def test_shards_together_walk_every_matter_once(home: Path) -> None:
    assert run(walk, shards=2) == Ended(type="COMPLETED", sentence="Asioita käyty läpi: 3.")
    assert {heads(home)[f"case/{case}"] for case in CASES} == {3}


def test_shards_that_are_runs_of_their_own_walk_every_matter_once(home: Path) -> None:
    ends = [run(walk_one_shard, day=TODAY, which=which, many=2, pauses=[]) for which in range(2)]
    assert all(one.completed for one in ends)
    assert {heads(home)[f"case/{case}"] for case in CASES} == {3}


def test_one_matter_is_walked_at_once(home: Path) -> None:
    assert run(walk_case, case="aloite-2") == Ended(type="COMPLETED", sentence="Asioita käyty läpi: 1.")
    assert [heads(home)[f"case/{case}"] > 2 for case in CASES] == [False, True, False]
    assert run(walk_case, case="aloite-9").sentence.startswith("Ei onnistunut: aloite-9")


def test_what_was_made_is_linked_from_its_page(home: Path) -> None:
    run(walk)
    assert page("walk-documents").count((home / "documents").as_uri()) == len(CASES)


def test_letters_are_decided_and_leave(home: Path) -> None:
    run(walk)
    assert run(remind, dry_run=True).sentence == "Vain katsottu. Kirjeitä lähdössä: 1."
    assert not (home / "letters").exists()
    assert run(remind) == Ended(type="COMPLETED", sentence="Kirjeitä päätetty: 1, lähetetty: 1.")
    assert len(list((home / "letters").glob("*.eml"))) == 1
    assert run(remind).sentence == "Kirjeitä päätetty: 0, lähetetty: 0."


def test_two_mornings_of_letters_at_once_send_each_letter_once(home: Path) -> None:
    run(walk)
    assert all(ended.completed for ended in both(remind, pauses=[1]))
    assert len(list((home / "letters").glob("*.eml"))) == 1


def test_a_letter_that_cannot_leave_is_named_and_stays_in_hand(home: Path) -> None:
    run(walk)
    (home / "letters").write_text("a file where the folder should be")
    ended = run(remind, pauses=[])
    assert ended.type == "FAILED"
    assert "/2023-04-14 (" in ended.sentence
    with closing(open_home(home)) as at:
        assert len(list(at.world.outbox.letters(Posting.PENDING))) == 1


def test_a_real_walk_refuses_any_day_but_today(home: Path) -> None:
    (home / CLOCK).unlink()
    before = heads(home)
    ended = run(walk, day=LATER)
    assert ended.type == "FAILED"
    assert ended.sentence.endswith("muulle päivälle (24.4.2023) voi vain katsoa.")
    assert heads(home) == before
    assert run(walk, day=LATER, dry_run=True).completed


def test_a_home_with_its_own_clock_walks_on_the_day_it_is_told(home: Path) -> None:
    assert run(walk, day=LATER).completed
    with closing(open_home(home)) as at:
        assert at.clock.today() == LATER
    assert run(walk, day=TODAY).sentence == "Tänään on 24.4.2023: muulle päivälle (14.4.2023) voi vain katsoa."
