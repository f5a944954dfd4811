"""A round of statements on paper: the request, the body's own item, the summary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kemiflow.core.city import Body, BodyKind, Meeting
from kemiflow.core.documents import BodyItem, StatementRequest, Summary, SummaryRow
from kemiflow.core.items.presenting import presenter
from kemiflow.core.items.remedies import remedy
from kemiflow.core.items.telling import Lines, Telling, inner
from kemiflow.core.limits import Remedy
from kemiflow.core.records.step import Remark, StatementGiven
from kemiflow.core.standing import Asked, StepStanding
from kemiflow.core.values import Resolution
from kemiflow.core.wording import capital

BENT = frozenset({BodyKind.COUNCIL, BodyKind.BOARD, BodyKind.COMMITTEE})


def statement_request(telling: Telling, step: StepStanding, asked: Asked) -> StatementRequest:
    """Give the letter that asks one body for its statement."""
    meeting = fitting_meeting(telling, asked)
    return StatementRequest(
        title=telling.inner_title,
        register_number=telling.standing.register_number,
        date=step.begun or telling.day,
        recipient=telling.body(asked.who),
        intro=(_pending(telling),),
        answer_by=asked.due,
        meeting=meeting.day if meeting else None,
        agenda_closes=meeting.closes if meeting else None,
        questions=questions(telling, step),
        attachments=_attached(telling, step) or (telling.gap("draft"),),
        sender=sender(telling),
        copy_to=telling.say("registry"),
        banner=telling.city.settings.banner,
    )


def body_item(telling: Telling, step: StepStanding, asked: Asked, body: Body) -> BodyItem:
    """Give a body's own item: the questions and a frame, never a stand; once it has decided, what it decided."""
    given, meeting = asked.statement, fitting_meeting(telling, asked)
    day = given.day if given else meeting.day if meeting else asked.due
    return BodyItem(
        title=telling.say("statement_title", title=telling.inner_title),
        register_number=telling.standing.register_number,
        body=telling.name(body.name),
        date=day,
        section=given.section if given else None,
        attachments=_attached(telling, step) or (() if given else (telling.gap("draft"),)),
        background=(telling.say("paper_request", day=telling.wording.day(step.begun or telling.day)),),
        preparation=(_pending(telling), _was_asked(telling, asked, body)),
        questions=questions(telling, step),
        preparation_end=(telling.say("summary_follows"),),
        preparer=telling.who(telling.standing.preparer or ""),
        presenter=presenter(telling, body, day),
        **(_decided(telling, body, given) if given else _proposed(telling, step, body)),
        inform=(telling.say("statement_inform"),),
        remedy=remedy(telling, Remedy.NONE, day),
        banner=telling.city.settings.banner,
    )


def summary(telling: Telling, step: StepStanding) -> Summary:
    """Give the summary: every numbered remark, what was done with it, why and where; and who gave nothing."""
    given = sum(1 for asked in step.asked if asked.statement)
    return Summary(
        title=summary_title(telling, step),
        register_number=telling.standing.register_number,
        date=step.complete or telling.day,
        intro=(telling.say("statements_counted", asked=str(len(step.asked)), given=str(given)),),
        rows=tuple(row for asked in step.asked for row in _rows(telling, asked)),
        banner=telling.city.settings.banner,
    )


def summary_title(telling: Telling, step: StepStanding) -> str:
    """Give the summary's title, by which other items list it as background."""
    return telling.say("paper_summary", step=inner(telling.name(step.step.name), telling.city.settings.name))


def questions(telling: Telling, step: StepStanding) -> Lines:
    """Give the questions that were asked, else those of the process."""
    return telling.lines(step.questions) or step.step.questions


def sender(telling: Telling) -> Lines:
    """Give who signs: the preparer of the matter, and the city's contact."""
    signed = (telling.who(telling.standing.preparer or ""), telling.city.settings.contact)
    return tuple(capital(line) for line in signed if line)


def fitting_meeting(telling: Telling, asked: Asked) -> Meeting | None:
    """Give the body's last meeting by the due day whose agenda is still open on the day of the document, or None."""
    return next(
        (
            met
            for met in reversed(telling.city.meetings_of(asked.who))
            if met.day <= asked.due and telling.day <= met.closes
        ),
        None,
    )


def _attached(telling: Telling, step: StepStanding) -> Lines:
    return telling.attached(step.item.written.attachments) if step.item.written else ()


def _pending(telling: Telling) -> str:
    return telling.say("pending", title=telling.inner_title, number=telling.standing.register_number)


def _was_asked(telling: Telling, asked: Asked, body: Body) -> str:
    bent = body.kind.value if body.kind in BENT else "other"
    return telling.say(f"was_asked_{bent}", day=telling.wording.day(asked.due))


def _proposed(telling: Telling, step: StepStanding, body: Body) -> dict[str, Any]:
    """Give the frame of a stand: one empty clause for each question."""
    count = len(questions(telling, step))
    return {
        "proposal_lead": step.step.proposal_lead or telling.say("statement_lead", body=telling.name(body.name)),
        "proposal": tuple(telling.gap("stand", number=str(number)) for number in range(1, count + 1)),
    }


def _decided(telling: Telling, body: Body, given: StatementGiven) -> dict[str, Any]:
    """Give what was decided; what had been proposed nobody told, so nothing is said of it."""
    said = telling.lines(remark.text for remark in given.remarks) or (telling.say("nothing_to_remark"),)
    return {"decision_lead": telling.say("statement_given", body=telling.name(body.name)), "decision": said}


def _rows(telling: Telling, asked: Asked) -> Iterator[SummaryRow]:
    if asked.statement is None:
        text = "no_statement" if asked.waived else "no_statement_yet"
        yield SummaryRow(giver=telling.body(asked.who), remark=telling.say(text))
        return
    giver = telling.reference(asked.who, asked.statement.day, asked.statement.section)
    for remark in asked.statement.remarks:
        yield _row(telling, giver, remark)
    if not asked.statement.remarks:
        yield SummaryRow(giver=giver, remark=telling.say("nothing_to_remark"))


def _row(telling: Telling, giver: str, remark: Remark) -> SummaryRow:
    resolved = telling.standing.resolved.get(remark.id)
    row = {"tag": remark.id, "giver": giver, "remark": telling.plain(remark.text)}
    if resolved is None:
        return SummaryRow(**row, resolution=telling.gap("resolution", tag=remark.id))
    owed = telling.gap("reason", tag=remark.id) if resolved.resolution is Resolution.NOT_TAKEN else "–"
    return SummaryRow(
        **row,
        resolution=telling.capital(f"resolution.{resolved.resolution.value}"),
        reason=telling.plain(resolved.reason) or owed,
        place=resolved.place or "–",
    )
