"""Every mistake is found in its own paragraph, and nothing is found where nothing is wrong."""

import pytest

from kemiflow.core.documents import KINDS
from kemiflow.word.lint import lint
from kemiflow.word.reasons import table
from tests.edges.word.lint.mutants import MISTAKES, TEMPLATES, Mutant, mutants

COUNT, SEED = 200, 2023


@pytest.mark.parametrize("mutant", tuple(mutants(COUNT, SEED)), ids=lambda one: f"{one.code}-{one.kind}")
def test_a_mistake_is_found_in_its_own_paragraph(mutant: Mutant) -> None:
    report = lint(mutant.data, name="malli.docx", kind=mutant.kind)
    found = {(fault.reason.code, fault.place.part, fault.place.paragraph) for fault in report.faults}
    assert (mutant.code, mutant.part, mutant.paragraph) in found
    assert all(fault.said("fi") != fault.said("en") for fault in report.faults)


@pytest.mark.parametrize("kind", sorted(KINDS.values()))
def test_nothing_is_found_in_a_shipped_template(kind: str) -> None:
    data = (TEMPLATES / f"{kind}.docx").read_bytes()
    assert lint(data, name=kind, kind=kind).faults == ()
    assert lint(data, name=kind).faults == ()


def test_the_mutants_cover_the_classes_that_a_template_can_have() -> None:
    made = {code for code, _ in MISTAKES}
    weighed = {code for code in table() if not code.startswith("_")}
    assert made <= weighed
    assert len(made) >= 30
