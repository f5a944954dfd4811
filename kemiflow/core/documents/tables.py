"""What the documents that are one table say: the summary of statements, the list of projects, the proof of letters."""

from dataclasses import dataclass

from kemiflow.core.documents.items import Day, Lines


@dataclass(frozen=True, kw_only=True)
class SummaryRow:
    """One numbered remark and what was done with it; a body that gave nothing has `remark` only."""

    tag: str = "–"
    giver: str
    remark: str
    resolution: str = "–"
    reason: str = "–"
    place: str = "–"


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The summary of statements."""

    title: str
    register_number: str
    date: Day
    intro: Lines = ()
    rows: tuple[SummaryRow, ...]
    banner: str = ""


@dataclass(frozen=True, kw_only=True)
class ProjectRow:
    """One project as the list shows it; milestones are ready sentences, a gap is told as a gap."""

    project: str
    sector: str
    owner: str
    deputy: str = ""
    measure: str = ""
    baseline: str = ""
    target: str = ""
    budget_line: str = ""
    milestones: Lines = ()


@dataclass(frozen=True, kw_only=True)
class Projects:
    """The list of projects that carry out the strategy."""

    title: str
    register_number: str
    date: Day
    intro: Lines = ()
    rows: tuple[ProjectRow, ...]
    banner: str = ""


@dataclass(frozen=True, kw_only=True)
class ProofRow:
    """One duty: to whom it was written of, each letter, answer and ruling as a dated line."""

    task: str
    who: str
    letters: Lines = ()
    answers: Lines = ()
    rulings: Lines = ()


@dataclass(frozen=True, kw_only=True)
class LettersProof:
    """The proof of letters in a matter."""

    title: str
    register_number: str
    date: Day
    intro: Lines = ()
    rows: tuple[ProofRow, ...]
    banner: str = ""
