"""What a matter on a body's agenda says, from the first draft to the minutes."""

from dataclasses import dataclass
from datetime import date

Day = date
Lines = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Block:
    """One body's handling of a matter: `item_number` shows until `section` is known, empty parts vanish.

    Two or more clauses of `proposal` are numbered, one stands as plain text after `proposal_lead`. `decision` is plain
    paragraphs, and numbered clauses when `decision_lead` opens them.
    """

    body: str
    date: Day
    item_number: str | None = None
    section: int | None = None
    preparation: Lines = ()
    questions: Lines = ()
    preparation_end: Lines = ()
    participation: Lines = ()
    preparer: str = ""
    presenter: str = ""
    proposal_lead: str = ""
    proposal: Lines = ()
    discussion: Lines = ()
    decision_lead: str = ""
    decision: Lines = ()
    dissent: Lines = ()
    disqualified: Lines = ()
    inform: Lines = ()
    remedy: str = ""


@dataclass(frozen=True, kw_only=True)
class Item(Block):
    """A matter on one body's agenda or in its minutes; `attachments` are whole lines ("Liite 1 Luonnos")."""

    title: str
    register_number: str
    attachments: Lines = ()
    background: Lines = ()
    banner: str = ""


@dataclass(frozen=True, kw_only=True)
class BodyItem(Item):
    """A committee's own statement item; `questions` are numbered and stand inside the preparation."""


@dataclass(frozen=True, kw_only=True)
class BoardItem(Item):
    """The city board's item, on the list or decided."""


@dataclass(frozen=True, kw_only=True)
class CouncilItem:
    """The council's item: earlier handlings as they were checked, oldest first, the council's own block last."""

    title: str
    register_number: str
    date: Day
    attachments: Lines = ()
    background: Lines = ()
    blocks: tuple[Block, ...]
    banner: str = ""


@dataclass(frozen=True, kw_only=True)
class ExecutedRow:
    """One decision of the council that the city board puts into effect."""

    section: int
    title: str
    register_number: str
    text: str
    inform: str = ""


@dataclass(frozen=True, kw_only=True)
class ExecutionItem(Item):
    """The city board's item on putting the council's decisions into effect."""

    rows: tuple[ExecutedRow, ...]
