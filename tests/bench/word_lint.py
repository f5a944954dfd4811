"""The linter's row of the Word figures: mutants found in the right paragraph, and what is found where nothing is."""

from kemiflow.core.documents import KINDS
from kemiflow.word.lint import lint
from tests.edges.word.lint.mutants import TEMPLATES, Mutant, mutants

COUNT, SEED = 200, 2023


def lint_row() -> tuple[int, int, int]:
    """Give how many mutants were made, how many were found in their paragraph, and how many findings were false."""
    made = tuple(mutants(COUNT, SEED))
    shipped = [(kind, (TEMPLATES / f"{kind}.docx").read_bytes()) for kind in KINDS.values()]
    false = sum(len(lint(data, name=kind, kind=kind).faults) for kind, data in shipped)
    return len(made), sum(map(_is_found, made)), false


def _is_found(mutant: Mutant) -> bool:
    faults = lint(mutant.data, name="mutant.docx", kind=mutant.kind).faults
    found = {(fault.reason.code, fault.place.part, fault.place.paragraph) for fault in faults}
    return (mutant.code, mutant.part, mutant.paragraph) in found
