"""Each document of the year is sound, accessible, and comes out the same from the journal alone."""

from collections import Counter

from kemiflow.app.documents.filed import Lies, cases
from kemiflow.app.documents.remade import Remade, verify
from kemiflow.cli import run
from kemiflow.demo import CASE
from kemiflow.wiring import Home
from kemiflow.word.access import check
from tests.edges.word.access.validators import audited, inspected
from tests.year.lived import Year


def test_every_document_is_accessible_by_all_rules(year: Year) -> None:
    found = {
        path.name: [str(one) for one in check(path.read_bytes(), name=path.name).faults] for path in year.documents
    }
    assert len(found) == 26
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_every_document_is_sound_for_both_validators(year: Year) -> None:
    assert {path.name: found for path in year.documents if (found := [*audited(path), *inspected(path)])} == {}


def test_every_document_comes_out_the_same_from_the_journal_alone(home: Home) -> None:
    found = [one for case in cases(home.world) for one in verify(home.world, case)]
    assert Counter(one.remade for one in found) == {Remade.SAME: len(found)}
    assert len(found) > 60
    assert {one.filed.lies for one in found} == {Lies.AS_MADE, Lies.REPLACED}
    assert all(one.clean for one in found)


def test_the_documents_of_the_year_bound_into_one_are_accessible_and_sound(home: Home) -> None:
    path = home.path / "nippu.docx"
    assert run(["--home", str(home.path), "bundle", CASE, "--out", str(path)]) == 0
    assert [str(one) for one in check(path.read_bytes(), name=path.name).faults] == []
    assert [*audited(path), *inspected(path)] == []
