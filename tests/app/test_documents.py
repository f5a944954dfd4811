"""Documents are made again from the journal alone; what a person edited is seen, kept, and taken into the history."""

from __future__ import annotations

import json
import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from kemiflow.app import gather, walk
from kemiflow.app.documents import editions, remade
from kemiflow.app.documents.filed import Filed, Lies, beside, digest, filed
from kemiflow.app.documents.remade import Remade, Verified
from kemiflow.app.kept import Erased, Trouble
from kemiflow.app.submit import Asking, Told
from kemiflow.app.world import NoDocument
from kemiflow.core.history.story import history
from kemiflow.core.history.words import sentence
from kemiflow.core.items.telling import Naming
from kemiflow.core.records.case import DocumentAdopted, DocumentMade
from kemiflow.core.records.step import MoreTimeGiven, Remark, RoundBegun, StatementGiven
from kemiflow.core.values import Refusal, Text
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


def test_a_file_that_is_no_document_is_not_taken_for_an_edited_one(home: Home) -> None:
    one = document(home)
    path_of(home, one).write_bytes(path_of(home, one).read_bytes()[:-40])
    assert document(home).lies is Lies.DAMAGED


def edit(home: Home, one: Filed, text: str = "Ihmisen lisäys.") -> bytes:
    """Add a paragraph as a person does in Word."""
    edited = Document(str(path_of(home, one)))
    edited.add_paragraph(text)
    edited.save(str(path_of(home, one)))
    return path_of(home, one).read_bytes()


def adopted(home: Home, one: Filed, *, by: str = "sanni", name: str = "", dry: bool = False) -> Told | Refusal:
    data = path_of(home, one).read_bytes()
    edition = editions.Edition(name=name or one.made.file, data=data, of=one)
    return editions.adopt(home.world, edition, Asking(by=by, today=home.clock.today(), dry=dry), "fi")


def facts(told: Told | Refusal) -> DocumentAdopted:
    assert isinstance(told, Told)
    fact = told.records[0].fact
    assert isinstance(fact, DocumentAdopted)
    return fact


def test_an_edited_file_is_taken_into_the_history_with_what_was_changed(home: Home) -> None:
    one = document(home)
    data = edit(home, one)
    fact = facts(adopted(home, one))
    assert (fact.of, fact.file, fact.sha256) == (one.key, one.made.file, digest(data))
    assert str(fact.changes).startswith("lisätty (")
    assert "”Ihmisen lisäys.”" in str(fact.changes)
    assert path_of(home, one).read_bytes() == data
    again = document(home)
    assert again.lies is Lies.ADOPTED
    assert [(each.by, each.fact.sha256) for each in again.adopted] == [("sanni", digest(data))]
    assert {each.remade for each in made_again(home)} == {Remade.SAME}


def test_the_history_tells_who_took_it_in_and_what_was_changed(home: Home) -> None:
    edit(home, document(home))
    facts(adopted(home, document(home)))
    matter = gather.matter(home.world, "s")
    naming = Naming(city=gather.city(home.world), wording=home.world.texts.wording("fi"))
    line = next(one for one in history(matter.records, matter.definitions) if one.kind == "document_adopted")
    assert (line.by, line.step) == ("sanni", "views")
    assert sentence(line, naming).startswith(
        "Muokattu asiakirja otettiin historiaan: lausuntopyyntö. Muutokset: lisätty ("
    )


def test_an_adopted_file_that_is_edited_again_is_edited_until_it_is_adopted_again(home: Home) -> None:
    edit(home, document(home))
    facts(adopted(home, document(home)))
    edit(home, document(home), "Toinen lisäys.")
    assert document(home).lies is Lies.EDITED
    facts(adopted(home, document(home)))
    assert document(home).lies is Lies.ADOPTED
    assert len(document(home).adopted) == 2


def test_what_was_not_edited_or_is_adopted_already_is_refused(home: Home) -> None:
    def reason(told: Told | Refusal) -> str:
        assert isinstance(told, Refusal)
        return told.reason

    assert reason(adopted(home, document(home))) == "not_edited"
    edit(home, document(home))
    head = home.world.journal.head("case/s")
    assert reason(adopted(home, document(home), by="sulo")) == "not_allowed"
    assert home.world.journal.head("case/s") == head
    facts(adopted(home, document(home), dry=True))
    assert home.world.journal.head("case/s") == head
    facts(adopted(home, document(home)))
    assert reason(adopted(home, document(home))) == "adopted_already"


@pytest.mark.parametrize("adopt", [True, False])
def test_a_new_version_is_laid_beside_an_edited_one(home: Home, *, adopt: bool) -> None:
    one = next(
        each for each in filed(home.world, "s") if each.made.kind == "body_item" and each.made.about == "vitality"
    )
    data = edit(home, one)
    if adopt:
        facts(adopted(home, one))
    tell(home, MoreTimeGiven(step="views", round=1, body="vitality", due=date(2023, 6, 9)), date(2023, 4, 17))
    walked = walk.walk(home.world, "s", date(2023, 4, 17))
    second = one.made.file.replace(".docx", "-v2.docx")
    assert second in walked.made
    assert path_of(home, one).read_bytes() == data
    lies = {each.made.file: each.lies for each in filed(home.world, "s")}
    assert lies[one.made.file] is (Lies.ADOPTED if adopt else Lies.EDITED)
    assert lies[second] is Lies.AS_MADE
    assert beside(home.world, "s") == {second: one.made.file}


def test_a_file_from_elsewhere_takes_the_place_of_what_nobody_edited(home: Home) -> None:
    one = document(home)
    edition = editions.Edition(name="palautettu.docx", data=_with_text(path_of(home, one).read_bytes()), of=one)
    fact = facts(editions.adopt(home.world, edition, Asking(by="sanni", today=home.clock.today()), "fi"))
    assert fact.file == one.made.file
    assert path_of(home, one).read_bytes() == edition.data
    assert document(home).lies is Lies.ADOPTED


def test_a_file_from_elsewhere_overwrites_nothing_that_was_edited(home: Home) -> None:
    one = document(home)
    edition = editions.Edition(name="palautettu.docx", data=_with_text(path_of(home, one).read_bytes()), of=one)
    edited = edit(home, one)
    fact = facts(editions.adopt(home.world, edition, Asking(by="sanni", today=home.clock.today()), "fi"))
    assert fact.file == one.made.file.replace(".docx", "-v2.docx")
    assert path_of(home, one).read_bytes() == edited
    assert document(home).lies is Lies.ADOPTED
    assert editions.named(home.world, fact.file) == document(home)


def test_what_changed_is_not_known_once_the_facts_are_forgotten(home: Home) -> None:
    edit(home, document(home))
    with closing(sqlite3.connect(home.path / "kemiflow.db")) as base:
        base.execute("UPDATE texts SET text = NULL, nonce = NULL, forgotten_on = '2023-05-01' WHERE text LIKE '{%'")
        base.commit()
    assert "ei voi näyttää" in str(facts(adopted(home, document(home))).changes)


def test_many_changes_are_told_in_short(home: Home) -> None:
    for number in range(9):
        edit(home, document(home), f"Lisäys {number} " + "ja paljon muuta " * 30)
    words = str(facts(adopted(home, document(home))).changes)
    assert words.endswith("; lisäksi muutoksia 4")
    assert len(words) < 1000


def test_a_file_that_is_no_document_is_refused_before_anything_is_written(home: Home) -> None:
    edition = editions.Edition(name="x.docx", data=b"PK\3\4", of=document(home))
    head = home.world.journal.head("case/s")
    with pytest.raises(NoDocument):
        editions.adopt(home.world, edition, Asking(by="sanni", today=APRIL), "fi")
    assert home.world.journal.head("case/s") == head


WORDS = "Liisan huomio: ”palvelut” kauas."
REMARK = Remark(id="ELV-1", question=1, text=Text(text=WORDS, subject="liisa"))


def given(home: Home) -> Filed:
    """Let a body give a statement with a person's words, and give its own item, which tells them."""
    told = StatementGiven(step="views", round=1, body="vitality", day=date(2023, 5, 10), section=31, remarks=(REMARK,))
    tell(home, told, date(2023, 5, 11))
    assert walk.walk(home.world, "s", date(2023, 5, 11)).made
    return next(one for one in filed(home.world, "s") if WORDS[:14] in str(one.made.said))


def forget(home: Home, person: str) -> Erased:
    with home.store.journal.transaction(home.world.now()) as unit:
        return unit.forget(person, on=home.clock.today(), by="sanni")


def test_forgetting_a_person_forgets_the_facts_of_documents_that_said_their_words(home: Home) -> None:
    one = given(home)
    edit(home, one)
    facts(adopted(home, one))
    erased = forget(home, "liisa")
    assert erased.files == (one.made.file,)
    found = {each.filed.key: each.remade for each in made_again(home)}
    assert found.pop(one.key) is Remade.FORGOTTEN
    assert set(found.values()) == {Remade.SAME}
    again = next(each for each in filed(home.world, "s") if each.key == one.key)
    assert [each.fact.changes.text for each in again.adopted] == [None]
    assert home.store.verify() == ()
    home.store.close()
    assert "kauas" not in (home.path / "kemiflow.db").read_bytes().decode("utf-8", "replace")


def test_forgetting_somebody_else_leaves_documents_as_they_are(home: Home) -> None:
    given(home)
    assert forget(home, "anni").files == ()
    assert {each.remade for each in made_again(home)} == {Remade.SAME}


def test_facts_erased_by_hand_are_found(home: Home) -> None:
    given(home)
    forget(home, "liisa")
    with closing(sqlite3.connect(home.path / "kemiflow.db")) as base:
        day = home.clock.today().isoformat()
        base.execute("UPDATE texts SET text = NULL, nonce = NULL, forgotten_on = ? WHERE text LIKE '{%'", (day,))
        base.commit()
    assert {one.trouble for one in home.store.verify()} == {Trouble.TEXT_ERASED}


def test_a_disk_that_is_full_while_a_file_is_adopted_leaves_all_as_it_was(home: Home) -> None:
    one = document(home)
    edition = editions.Edition(name=one.made.file, data=_with_text(path_of(home, one).read_bytes()), of=one)
    head, before = home.world.journal.head("case/s"), path_of(home, one).read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(OSError, match=one.made.file):
            editions.adopt(home.world, edition, Asking(by="sanni", today=home.clock.today()), "fi")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (home.world.journal.head("case/s"), path_of(home, one).read_bytes()) == (head, before)
    assert not list((home.path / "documents").glob(".*"))


def _with_text(data: bytes) -> bytes:
    edited = Document(BytesIO(data))
    edited.add_paragraph("Muualta.")
    written = BytesIO()
    edited.save(written)
    return written.getvalue()


def _saying(made: DocumentMade, said: str) -> DocumentMade:
    return replace(made, said=replace(made.said, text=said), facts=digest(said.encode()))
