"""The items of the city board and the council, on the list or decided, and the item that executes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kemiflow.core.city import Body, BodyKind
from kemiflow.core.definition.process import Step
from kemiflow.core.documents import Block, BoardItem, CouncilItem, ExecutedRow, ExecutionItem
from kemiflow.core.items.drafted import background, drafted
from kemiflow.core.items.handled import handled, written_for
from kemiflow.core.items.telling import Lines, Telling
from kemiflow.core.records.decision import DecisionRecorded
from kemiflow.core.standing import DecisionStanding, StepStanding
from kemiflow.core.values import Publicity

CHAINED = frozenset({BodyKind.BOARD, BodyKind.COUNCIL})


@dataclass(frozen=True, kw_only=True)
class OnAgenda:
    """A step of decision, its body, and the decision when the item is told as decided."""

    step: StepStanding
    body: Body
    decision: DecisionStanding | None


def board_item(telling: Telling, asked: OnAgenda) -> BoardItem:
    """Give the city board's item."""
    attachments, behind = papers(telling, asked)
    return BoardItem(
        **vars(block(telling, asked)),
        title=telling.title,
        register_number=telling.standing.register_number,
        attachments=attachments,
        background=behind,
        banner=telling.city.settings.banner,
    )


def council_item(telling: Telling, asked: OnAgenda) -> CouncilItem:
    """Give the council's item: the handlings before it as they were decided, oldest first, its own block last."""
    own = block(telling, asked)
    attachments, behind = papers(telling, asked)
    return CouncilItem(
        title=telling.title,
        register_number=telling.standing.register_number,
        date=own.date,
        attachments=attachments,
        background=behind,
        blocks=(*(_as_earlier(handled(telling, one)) for one in chain(telling, asked)), own),
        banner=telling.city.settings.banner,
    )


def execution_item(telling: Telling, asked: OnAgenda) -> ExecutionItem:
    """Give the city board's item on executing the council's decisions, one row for each (39 and 96 §)."""
    executed = _executed(telling, asked)
    attachments, behind = papers(telling, asked)
    return ExecutionItem(
        **vars(_executing(telling, asked)),
        title=_execution_title(telling, executed),
        register_number=telling.standing.register_number,
        attachments=attachments,
        background=behind,
        rows=tuple(_executed_row(telling, decision) for decision in executed),
        banner=telling.city.settings.banner,
    )


def _executing(telling: Telling, asked: OnAgenda) -> Block:
    own = block(telling, asked)
    if own.remedy == telling.say("remedy_none"):
        own = replace(own, remedy=telling.say("remedy_execution"))
    return own if asked.decision or asked.step.item.written else replace(own, preparation=(), participation=())


def block(telling: Telling, asked: OnAgenda) -> Block:
    """Give the item's own block: decided, or still ahead."""
    if asked.decision is None:
        return drafted(telling, asked.step, asked.body)
    return handled(telling, asked.decision)


def chain(telling: Telling, asked: OnAgenda) -> tuple[DecisionStanding, ...]:
    """Give the decisions of the city board and the council before this item, oldest first."""
    every = sorted(telling.standing.decisions.values(), key=lambda decision: decision.on)
    if asked.decision:
        every = every[: every.index(asked.decision)]
    return tuple(one for one in every if _chained(telling, one.fact.body))


def papers(telling: Telling, asked: OnAgenda) -> tuple[Lines, Lines]:
    """Give attachments and background: as decided, as written, or what the steps before brought."""
    if asked.decision:
        return _recorded(telling, asked.decision.fact)
    written = asked.step.item.written
    if written:
        return telling.attached(written.attachments), written.background
    council = asked.body.kind is BodyKind.COUNCIL
    return _handed_on(telling, asked) if council else ((), background(telling, asked.step))


def _recorded(telling: Telling, fact: DecisionRecorded) -> tuple[Lines, Lines]:
    if fact.publicity is not Publicity.PUBLIC:
        return (), ()
    written = written_for(telling, fact)
    return (
        telling.attached(fact.attachments or (written.attachments if written else ())),
        fact.background or (written.background if written else ()),
    )


def _handed_on(telling: Telling, asked: OnAgenda) -> tuple[Lines, Lines]:
    earlier = [_recorded(telling, one.fact) for one in chain(telling, asked)]
    handed = [*(name for _, names in earlier for name in names), *background(telling, asked.step)]
    return (earlier[-1][0] if earlier else ()), tuple(dict.fromkeys(handed))


def _chained(telling: Telling, body_id: str) -> bool:
    body = telling.city.settings.body(body_id)
    return body is not None and body.kind in CHAINED


def _as_earlier(told: Block) -> Block:
    return replace(told, inform=(), remedy="")


def _executed(telling: Telling, asked: OnAgenda) -> tuple[DecisionStanding, ...]:
    steps = [telling.standing.process.step(name) for name in asked.step.step.after]
    found = [telling.standing.decided(step.id) for step in steps if step and _of_council(telling, step)]
    return tuple(decision for decision in found if decision)


def _of_council(telling: Telling, step: Step) -> bool:
    body = telling.city.settings.body(step.body or "")
    return body is not None and body.kind is BodyKind.COUNCIL


def _execution_title(telling: Telling, executed: tuple[DecisionStanding, ...]) -> str:
    if not executed:
        return telling.say("execution_title_undated")
    return telling.say("execution_title", day=telling.wording.day(executed[-1].on))


def _executed_row(telling: Telling, decision: DecisionStanding) -> ExecutedRow:
    return ExecutedRow(
        section=decision.fact.section or 0,
        title=telling.title,
        register_number=telling.standing.register_number,
        text=telling.say("executed"),
        inform=telling.wording.listing(decision.fact.inform),
    )
