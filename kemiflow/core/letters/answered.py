"""What somebody answered, in words, and which duty it was about."""

from __future__ import annotations

from kemiflow.core.duty import DutyKind
from kemiflow.core.records import Record
from kemiflow.core.records.case import DutyAnswered, PleaSettled, TaskDone
from kemiflow.core.records.project import (
    DirectorDecided,
    MisdirectedTold,
    MoreTimeAsked,
    OwnerNamed,
    ProgressReported,
    ProjectDescribed,
    ProjectNamed,
    SectorDone,
    SectorReleased,
)
from kemiflow.core.records.step import (
    ItemApproved,
    ItemWritten,
    RemarkResolved,
    SessionSet,
    StatementGiven,
    StatementWaived,
)
from kemiflow.core.wording import Wording

PLAIN: dict[type, str] = {ProjectDescribed: "described", MisdirectedTold: "misdirected", OwnerNamed: "owner"}
OfProject = ProjectDescribed | ProgressReported | MoreTimeAsked | MisdirectedTold | DirectorDecided | OwnerNamed


def answer_of(record: Record, word: Wording) -> tuple[str, str] | None:
    """Give the duty of an answer, without its round for projects, and its words; None when it is no answer."""
    match record.fact:
        case DutyAnswered() | PleaSettled() as fact:
            return fact.duty, _of_duty(fact, word)
        case StatementGiven() | StatementWaived() as fact:
            said = "statement" if isinstance(fact, StatementGiven) else "waived"
            return f"{DutyKind.STATEMENT}:{fact.body}:{fact.round}", word.say(f"proof.{said}")
        case ItemWritten() | ItemApproved() as fact:
            kind, said = (
                (DutyKind.ITEM, "written") if isinstance(fact, ItemWritten) else (DutyKind.PRESENTER, "approved")
            )
            return f"{kind}:{fact.step}:{fact.round}", word.say(f"proof.{said}")
        case SessionSet() as fact:
            return f"{DutyKind.SESSION}:{fact.step}", word.say("proof.set", day=word.day(fact.day))
        case _:
            return _of_work(record, word)


def _of_work(record: Record, word: Wording) -> tuple[str, str] | None:
    match record.fact:
        case ProjectNamed(sector=sector):
            return f"{DutyKind.NAME_PROJECTS}:{sector}", word.say("proof.named")
        case SectorDone(sector=sector) | SectorReleased(sector=sector):
            return f"{DutyKind.NAME_PROJECTS}:{sector}", word.say("proof.sector_done")
        case RemarkResolved():
            return str(DutyKind.REMARKS), word.say("proof.resolved")  # of whichever round: remarks are one duty
        case TaskDone() as fact:
            return f"{DutyKind.TASK}:{fact.decision}#{fact.order}", word.say("proof.done")
        case (
            ProjectDescribed()
            | ProgressReported()
            | MoreTimeAsked()
            | MisdirectedTold()
            | DirectorDecided()
            | OwnerNamed() as fact
        ):
            return f"{DutyKind.DETAILS}:{fact.project}", _of_project(fact, word)
        case _:
            return None


def _of_duty(fact: DutyAnswered | PleaSettled, word: Wording) -> str:
    until = word.day(fact.until) if fact.until else ""
    if isinstance(fact, PleaSettled):
        return word.say("proof.granted", until=until) if until else word.say("proof.denied")
    return word.say(f"proof.{fact.reply}", until=until)


def _of_project(fact: OfProject, word: Wording) -> str:
    match fact:
        case ProjectDescribed() | MisdirectedTold() | OwnerNamed():
            return word.say(f"proof.{PLAIN[type(fact)]}")
        case ProgressReported(view=view):
            return word.say("proof.reported", view=word.say(f"view.{view}"))
        case MoreTimeAsked(until=until):
            return word.say("proof.more_time", until=word.day(until))
        case DirectorDecided(choice=choice, due=due):
            return word.say(f"proof.{choice}", until=word.day(due) if due else "")
