"""What the sentence of each kind of line names: bodies, persons, days."""

from __future__ import annotations

from kemiflow.core.history.line import Line
from kemiflow.core.history.outcome import outcome_word, shown
from kemiflow.core.items.telling import Naming
from kemiflow.core.records import case, decision, project, step
from kemiflow.core.records.project import Choice

Facts = dict[str, str]


def own_facts(line: Line, naming: Naming) -> Facts:
    """Give the facts that only this kind of line has."""
    known = (_of_matter, _of_decision, _of_round, _of_meeting, _of_naming, _of_sector, _of_project)
    return {name: fact for rule in known for name, fact in rule(line, naming).items()}


def paper_name(made: case.DocumentMade, naming: Naming) -> str:
    """Name what a document is; one about a decision is its minutes."""
    about = made.about or ""
    kind = "minutes" if about.startswith("decision:") else made.kind
    return naming.wording.say(f"kinds.{kind}")


def _of_matter(line: Line, naming: Naming) -> Facts:
    match line.fact:
        case case.CaseOpened(register_number=number) | case.MatterLinked(register_number=number):
            return {"number": number}
        case case.PreparerNamed(person=person) | case.OrderAssigned(person=person):
            return {"who": naming.post(person)}
        case case.DocumentMade():
            kinds = dict.fromkeys(paper_name(one.made, naming) for one in line.documents)
            return {"documents": naming.wording.listing(list(kinds))}
        case case.DocumentAdopted():
            return {"document": paper_name(line.context.paper, naming) if line.context.paper else ""}
        case _:
            return {}


def _of_decision(line: Line, naming: Naming) -> Facts:
    if not isinstance(line.fact, decision.DecisionRecorded):
        return {}
    gist = shown(line, naming, naming.plain(line.decision))
    parts = (outcome_word(line.clauses, naming.wording), gist)
    return {
        "reference": naming.reference(line.fact.body, line.on, line.fact.section),
        "decided": " ".join(f"{part.rstrip('.')}." for part in parts if part),
    }


def _of_round(line: Line, naming: Naming) -> Facts:
    match line.fact:
        case step.RoundBegun(asked=asked, due=due):
            name = naming.sector if line.context.sectors else naming.body
            names = [name(who) for who in asked]
            return {"bodies": naming.wording.listing(names), "due": naming.wording.day(due)}
        case step.StatementGiven(body=body, day=day, section=section):
            return {"reference": naming.reference(body, day, section)}
        case step.MoreTimeGiven(due=due):
            return {"due": naming.wording.day(due)}
        case _:
            return {}


def _of_meeting(line: Line, naming: Naming) -> Facts:
    match line.fact:
        case step.DayConfirmed(day=day) | step.SessionHeld(day=day):
            return {"meeting": naming.wording.day(day)}
        case step.ItemListed(item_number=number):
            return {"number": str(number)}
        case step.SessionSet(day=day, time=time):
            before = line.context.before
            return {"when": naming.at(day, time), "before": naming.wording.day(before) if before else ""}
        case _:
            return {}


def _of_naming(line: Line, naming: Naming) -> Facts:
    match line.fact:
        case project.ProjectNamed(owner=owner) | project.OwnerNamed(owner=owner):
            return {"who": naming.post(owner)}
        case _:
            return {}


def _of_sector(line: Line, naming: Naming) -> Facts:
    match line.fact:
        case project.ProjectNamed(sector=name) | project.SectorDone(sector=name) | project.SectorReleased(sector=name):
            return {"sector": naming.sector(name)}
        case _:
            return {}


def _of_project(line: Line, naming: Naming) -> Facts:
    match line.fact:
        case project.DirectorDecided(choice=Choice.NEW_DAY, due=due):
            return {"due": naming.wording.day(due) if due else naming.wording.say("status.unknown")}
        case project.DirectorDecided(owner=owner):
            return {"who": naming.post(owner)}
        case project.ProgressReported(view=view):
            return {"view": naming.wording.say(f"view.{view.value}")}
        case _:
            return {}
