"""Documents are made again from the journal alone; what a person edited is seen, kept, and taken into the history."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kemiflow.app import remade, walk
from kemiflow.app.filed import Filed, Lies, digest, filed
from kemiflow.app.remade import Remade, Verified
from kemiflow.core.records.case import DocumentMade
from kemiflow.core.records.step import RoundBegun
from kemiflow.settings import templates_dir
from kemiflow.wiring import USED, Home
from tests.app.home import found, open_strategy, opened, tell
from tests.edges.word.building import file, par

APRIL = date(2023, 4, 14)
VIEWS = RoundBegun(step="views", round=1, asked=("vitality", "wellbeing"), questions=(), due=date(2023, 5, 31))
OWN = file(par("{{ otsikko }}") + par("{{ pvm | paivays }}"))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("city")
    found(path)
    (path / "templates" / "word").mkdir(parents=True)
    (path / "templates" / "word" / "body_item.docx").write_bytes(OWN)
    with opened(path) as one:
        open_strategy(one)
        tell(one, VIEWS, APRIL)
        assert len(walk.walk(one.world, "s", APRIL).made) == 4
    return path


@pytest.fixture
def home(first: Path, tmp_path: Path) -> Iterator[Home]:
    shutil.copytree(first, tmp_path / "home")
    with opened(tmp_path / "home") as one:
        yield one


def made_again(home: Home) -> list[Verified]:
    return list(remade.verify(home.world, "s"))


def results(home: Home, kind: str) -> set[Remade]:
    return {one.remade for one in made_again(home) if one.filed.made.kind == kind}


def document(home: Home) -> Filed:
    return filed(home.world, "s")[0]


def path_of(home: Home, one: Filed) -> Path:
    return home.path / "documents" / one.made.file


def test_every_document_comes_out_the_same_from_the_journal_alone(home: Home) -> None:
    shutil.rmtree(home.path / "documents")
    found = made_again(home)
    assert len(found) == 4
    assert {one.remade for one in found} == {Remade.SAME}
    assert not any(one.wrong or one.template_changed for one in found)
    assert {one.filed.lies for one in found} == {Lies.MISSING}


def test_a_template_that_changed_since_is_told_and_the_old_one_still_serves(home: Home) -> None:
    own = home.path / "templates" / "word" / "body_item.docx"
    own.write_bytes(file(par("Uusi: {{ otsikko }}")))
    found = [one for one in made_again(home) if one.filed.made.kind == "body_item"]
    assert [(one.remade, one.template_changed, one.clean) for one in found] == [(Remade.SAME, True, False)] * 2
    assert not any(one.template_changed for one in made_again(home) if one.filed.made.kind != "body_item")


def test_a_template_that_is_kept_nowhere_is_told(home: Home) -> None:
    shutil.rmtree(home.path / USED)
    assert results(home, "body_item") == {Remade.TEMPLATE_LOST}
    assert results(home, "statement_request") == {Remade.SAME}  # it is the shipped one as it is today
    assert any(one.wrong for one in made_again(home))


def test_a_kept_template_that_was_changed_is_not_used(home: Home) -> None:
    template = next(one.made.template for one in filed(home.world, "s") if one.made.kind == "body_item")
    (home.path / USED / f"{template}.docx").write_bytes(file(par("{{ otsikko }}!")))
    assert results(home, "body_item") == {Remade.TEMPLATE_LOST}


def test_a_shipped_template_is_kept_with_its_own_bytes(home: Home) -> None:
    template = next(one.made.template for one in filed(home.world, "s") if one.made.kind == "statement_request")
    shipped = templates_dir() / "word" / "statement_request.docx"
    assert (home.path / USED / f"{template}.docx").read_bytes() == shipped.read_bytes()


def test_a_record_that_says_otherwise_differs(home: Home) -> None:
    made = document(home).made
    assert made.said.text
    told = replace(made, said=replace(made.said, text=made.said.text.replace("strategia", "Strategia")))
    assert remade.remade(home.world, told) is Remade.DIFFERS
    assert remade.remade(home.world, replace(made, content="0" * 64)) is Remade.DIFFERS
    assert remade.remade(home.world, made) is Remade.SAME


def test_a_file_packed_otherwise_is_told_apart_from_other_content(home: Home) -> None:
    assert remade.remade(home.world, replace(document(home).made, sha256="0" * 64)) is Remade.PACKED


def test_facts_that_are_no_facts_are_told_and_stop_nothing(home: Home) -> None:
    made = document(home).made
    for said in ("[]", "{", '{"pvm": "x"}', json.dumps({"otsikko": {"a": 1}})):
        assert remade.remade(home.world, _saying(made, said)) is Remade.IMPOSSIBLE


def test_a_forgotten_document_is_forgotten_and_not_different(home: Home) -> None:
    with closing(sqlite3.connect(home.path / "kemiflow.db")) as base:
        base.execute("UPDATE texts SET text = NULL, nonce = NULL, forgotten_on = '2023-05-01' WHERE text LIKE '{%'")
        base.commit()
    found = made_again(home)
    assert {one.remade for one in found} == {Remade.FORGOTTEN}
    assert not any(one.wrong for one in found)


def test_an_edited_file_is_seen_and_the_others_are_not(home: Home) -> None:
    one = document(home)
    path_of(home, one).write_bytes(path_of(home, one).read_bytes() + b" ")
    states = [each.lies for each in filed(home.world, "s")]
    assert states == [Lies.EDITED, *[Lies.AS_MADE] * 3]


def _saying(made: DocumentMade, said: str) -> DocumentMade:
    return replace(made, said=replace(made.said, text=said), facts=digest(said.encode()))
