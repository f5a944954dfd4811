"""A person's letter of a day is decided once, handed over once, and whatever else happens is told of."""

from __future__ import annotations

import multiprocessing
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from kemiflow.app import morning, walk
from kemiflow.app.kept import Posting
from kemiflow.app.letters import delivery, remind
from kemiflow.app.letters.delivery import Errand
from kemiflow.core.records.city import AbsenceTold
from kemiflow.core.records.person import Fate, LetterDecided, LetterSettled
from kemiflow.core.records.step import RoundBegun
from kemiflow.settings import templates_dir
from kemiflow.texts import Texts
from tests.app.home import at, clock, founded, opened, tell, tell_city
from tests.core.course import statement

APRIL = date(2023, 4, 14)
VIEWS = RoundBegun(step="views", round=1, asked=("vitality",), questions=(), due=date(2023, 5, 31))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with founded(tmp_path) as one:
        tell(one, VIEWS, APRIL)
        walk.walk(one.world, "s", APRIL)
    return tmp_path


def letters(path: Path) -> list[str]:
    return sorted(file.name for file in (path / "letters").glob("*.eml"))


def _remind(path: str, day: date) -> None:
    own = clock()
    own.set(day, 8)
    with opened(Path(path), own) as one:
        for person in remind.due(one.world, day):
            remind.remind(one.world, person, day)
        delivery.send(one.world, Errand(owner=f"sender-{multiprocessing.current_process().pid}", today=day))


def test_the_board_secretary_gets_the_request_on_the_day_it_was_sent(home: Path) -> None:
    _remind(str(home), APRIL)
    assert letters(home) == ["2023-04-14-elli-statement_request.eml"]
    with opened(home) as one:
        records = one.world.journal.read("person/elli")
    assert [type(record.fact) for record in records] == [LetterDecided, LetterSettled]
    assert isinstance(records[1].fact, LetterSettled)
    assert records[1].fact.fate is Fate.SENT


def test_a_deputy_is_told_on_the_first_morning_of_an_absence_though_nothing_else_happens(home: Path) -> None:
    gone = date(2023, 4, 25)
    _remind(str(home), APRIL)
    with opened(home) as one:
        tell_city(one, APRIL, AbsenceTold(person="elli", first=gone, last=gone + timedelta(days=3), deputy="anni"))
        walk.walk(one.world, "s", APRIL)
        assert not list(walk.due(one.world, gone - timedelta(days=1)))
        assert list(walk.due(one.world, gone)) == ["s"]
        walk.walk(one.world, "s", gone)
    _remind(str(home), gone)
    assert letters(home)[-1] == f"{gone.isoformat()}-anni-statement_request.eml"


def test_a_second_round_of_the_morning_sends_nothing(home: Path) -> None:
    _remind(str(home), APRIL)
    _remind(str(home), APRIL)
    assert len(letters(home)) == 1


def test_a_template_with_an_unknown_field_is_named_and_its_letter_comes_once_it_is_mended(
    home: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(templates_dir() / "letters", broken / "letters")
    shutil.copy(templates_dir() / "words.toml", broken)
    body = broken / "letters" / "statement_request" / "body.txt"
    body.write_text("Hei {{ etunimi }}!", encoding="utf-8")
    with opened(home) as one:
        came = morning.remind_shard(replace(one.world, texts=Texts(broken)), APRIL)
        assert [(failed.name, failed.why) for failed in came.failed] == [
            ("elli", "UndefinedError: 'etunimi' is undefined")
        ]
        assert [letter.letter.person for letter in came.done] == ["sanni"]
        mended = morning.remind_shard(one.world, APRIL)
    assert ([letter.letter.person for letter in mended.done], mended.failed) == (["elli"], ())


def test_of_many_who_remind_at_once_one_wins(home: Path) -> None:
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_remind, args=(str(home), APRIL)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0, 0, 0]
    with opened(home) as one:
        decided = [record for record in one.world.journal.read("person/elli") if isinstance(record.fact, LetterDecided)]
        assert [parcel.state for parcel in one.world.outbox.letters()] == [Posting.SENT]
    assert len(decided) == len(letters(home)) == 1


def test_a_folder_that_cannot_be_written_keeps_the_letter_in_hand(home: Path) -> None:
    (home / "letters").write_text("a file where the folder should be", encoding="utf-8")
    _remind(str(home), APRIL)
    with opened(home) as one:
        (waiting,) = one.world.outbox.letters(Posting.PENDING)
        assert waiting.reason
        (home / "letters").unlink()
        at(one, APRIL + timedelta(days=1))
        delivery.send(one.world, Errand(owner="sender", today=APRIL))
    assert len(letters(home)) == 1


def test_who_has_nothing_to_hear_is_not_looked_at_every_morning(home: Path) -> None:
    _remind(str(home), APRIL)
    with opened(home) as one:
        assert not list(remind.due(one.world, APRIL + timedelta(days=4)))


def test_the_ladder_goes_on_when_its_day_comes(home: Path) -> None:
    day = APRIL
    while day <= date(2023, 5, 31):
        with opened(home) as one:
            at(one, day, 7)
            for case in walk.due(one.world, day):
                walk.walk(one.world, case, day)
        _remind(str(home), day)
        day += timedelta(days=1)
    days = [name[:10] for name in letters(home)]
    assert days[0] == "2023-04-14"
    assert len(days) == len(set(days)) >= 3


def test_an_answer_ends_the_letters(home: Path) -> None:
    _remind(str(home), APRIL)
    with opened(home) as one:
        tell(one, statement("views", "vitality", date(2023, 4, 18)), date(2023, 4, 19))
        walk.walk(one.world, "s", date(2023, 4, 19))
        assert not list(remind.due(one.world, date(2023, 6, 5)))
