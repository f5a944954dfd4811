"""A handling that was decided, as the minutes tell it: nothing that was not recorded is ever said."""

from __future__ import annotations

from collections.abc import Iterator

from kemiflow.core.documents import Block
from kemiflow.core.items.remedies import remedy
from kemiflow.core.items.telling import Lines, Telling, withheld
from kemiflow.core.records.decision import Clause, DecisionRecorded, Motion, Vote
from kemiflow.core.records.step import ItemWritten
from kemiflow.core.standing import DecisionStanding
from kemiflow.core.values import Effect, HowChanged, PresenterMode, Publicity, Relation
from kemiflow.core.wording import capital

SAID_BY_EFFECT = frozenset({Effect.TABLED, Effect.RETURNED, Effect.WITHDRAWN, Effect.REJECTED})


def handled(telling: Telling, decision: DecisionStanding) -> Block:
    """Give the block of a decision; a decision that is not public keeps its body, day, section and remedy."""
    fact = decision.fact
    if fact.publicity is not Publicity.PUBLIC:
        return _secret(telling, decision)
    written = written_for(telling, fact)
    lead, clauses = proposed(telling, fact)
    return Block(
        body=telling.body(fact.body),
        date=decision.on,
        section=fact.section,
        preparation=telling.lines(written.preparation) if written else (),
        participation=telling.lines(written.participation) if written else (),
        preparer=telling.wording.listing([telling.who(named) for named in fact.preparers]),
        presenter=presented(telling, fact),
        proposal_lead=lead,
        proposal=clauses,
        discussion=discussion(telling, fact),
        decision_lead=lead if _carries_on(fact) else "",
        decision=decided(telling, fact),
        dissent=tuple(telling.who(named) for named in fact.dissent),
        disqualified=tuple(telling.who(named) for named in fact.disqualified),
        inform=fact.inform,
        remedy=remedy(telling, fact.remedy, decision.on),
    )


def written_for(telling: Telling, fact: DecisionRecorded) -> ItemWritten | None:
    """Give the item as it was written for the round that was decided, or None when a later round replaced it."""
    step = telling.standing.steps.get(fact.step)
    written = step.item.written if step else None
    return written if written and written.round <= fact.round else None


def proposed(telling: Telling, fact: DecisionRecorded) -> tuple[str, Lines]:
    """Give the lead and the clauses that lay before the body; what was recorded goes before what had been written."""
    recorded = telling.lines(clause.proposed for clause in fact.clauses)
    lead, full = _laid(telling, fact)
    return (lead, full) if full[: len(recorded)] == recorded else ("", recorded)


def _laid(telling: Telling, fact: DecisionRecorded) -> tuple[str, Lines]:
    written, step = written_for(telling, fact), telling.standing.process.step(fact.step)
    if written:
        return written.proposal_lead, telling.lines(written.proposal)
    return (step.proposal_lead, step.proposal) if step else ("", ())


def presented(telling: Telling, fact: DecisionRecorded) -> str:
    """Give who presented: the body that did, or the title; nobody when the chair gave the account."""
    if fact.presenter_mode is PresenterMode.CHAIR:
        return ""
    if telling.city.settings.body(fact.presenter):
        return telling.body(fact.presenter)
    return capital(telling.post(fact.presenter))


def decided(telling: Telling, fact: DecisionRecorded) -> Lines:
    """Give what was decided: by clause, else as the minutes or, last, our own gist has it."""
    if _all_as_proposed(fact):
        return (telling.say("approved_as_proposed"),)
    lines = tuple(dict.fromkeys(line for clause in fact.clauses if (line := decided_clause(telling, clause))))
    return lines or _paragraphs(telling.plain(fact.minutes)) or telling.lines([fact.gist])


def decided_clause(telling: Telling, clause: Clause) -> str:
    """Give a clause as decided: its own words, what its effect means, or the proposal that was accepted."""
    if clause.effect in SAID_BY_EFFECT and clause.decided in {None, clause.proposed}:
        return effect_sentence(telling, clause)
    if clause.decided:
        return telling.plain(clause.decided)
    return telling.plain(clause.proposed) if clause.relation is Relation.AS_PROPOSED else ""


def effect_sentence(telling: Telling, clause: Clause) -> str:
    """Word an effect that stops the matter."""
    if clause.effect is Effect.TABLED and clause.until:
        return telling.say("tabled_until", day=telling.wording.day(clause.until))
    return telling.say(clause.effect.value)


def discussion(telling: Telling, fact: DecisionRecorded) -> Lines:
    """Give what the minutes tell of the handling in the meeting; what they do not state is not told."""
    return tuple(line for line in _discussed(telling, fact) if line)


def _discussed(telling: Telling, fact: DecisionRecorded) -> Iterator[str]:
    if fact.urgent:
        yield telling.say("urgent")
    if fact.presenter_mode is PresenterMode.CHAIR:
        yield telling.say("chair_presented")
    if fact.how_changed is HowChanged.PRESENTER_AMENDED:
        yield _amended(telling, fact)
    for motion in fact.motions:
        yield motion_sentence(telling, motion)
    for vote in fact.votes:
        yield vote_sentence(telling, vote)


def _amended(telling: Telling, fact: DecisionRecorded) -> str:
    changed = telling.lines(clause.decided for clause in fact.clauses if clause.relation is not Relation.AS_PROPOSED)
    if not changed:
        return telling.say("presenter_amended")
    return telling.say("presenter_amended_so", text=" ".join(changed))


def motion_sentence(telling: Telling, motion: Motion) -> str:
    """Word a motion: by whom, seconded by whom, and its fate."""
    facts = {"by": telling.who(motion.by), "text": telling.plain(motion.text).rstrip(".")}
    # A whole sentence of the minutes cannot go on from "että": lowering its first letter would lower names too
    whole = "_whole" if facts["text"][:1].isupper() else ""
    if motion.seconded:
        made = telling.say(f"motion_seconded{whole}", seconded=telling.who(motion.seconded), **facts)
    else:
        made = telling.say(f"motion{whole}", **facts)
    if not motion.seconded and motion.fate.casefold() == telling.say("lapsed"):
        return f"{made} {telling.say('motion_lapsed')}"
    return f"{made} {telling.say('motion_fate', fate=motion.fate)}" if motion.fate else made


def vote_sentence(telling: Telling, vote: Vote) -> str:
    """Word the count of a vote."""
    counted = telling.say("vote", ayes=str(vote.ayes), noes=str(vote.noes))
    if not vote.blank and not vote.absent:
        return counted
    return f"{counted} {telling.say('vote_rest', blank=str(vote.blank), absent=str(vote.absent))}"


def _all_as_proposed(fact: DecisionRecorded) -> bool:
    return bool(fact.clauses) and all(
        _as_it_was(clause) and clause.effect not in SAID_BY_EFFECT for clause in fact.clauses
    )


def _as_it_was(clause: Clause) -> bool:
    return clause.relation is Relation.AS_PROPOSED and clause.decided in {None, clause.proposed}


def _carries_on(fact: DecisionRecorded) -> bool:
    kept = any(_as_it_was(clause) for clause in fact.clauses)
    return kept and not _all_as_proposed(fact)


def _paragraphs(text: str) -> Lines:
    return tuple(part.strip() for part in text.split("\n") if part.strip())


def _secret(telling: Telling, decision: DecisionStanding) -> Block:
    fact = decision.fact
    return Block(
        body=telling.body(fact.body),
        date=decision.on,
        section=fact.section,
        presenter=presented(telling, fact),
        decision=(withheld(fact.publicity, fact.ground, telling.wording),),
        remedy=remedy(telling, fact.remedy, decision.on),
    )
