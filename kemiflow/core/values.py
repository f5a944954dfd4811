"""Small values that facts, the city and processes share: texts, names in three languages, the two axes of outcome."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, TypeVar

T = TypeVar("T")


def altered(value: T, **changes: Any) -> T:  # noqa: ANN401 - fields of any type
    """Give a frozen value with some fields changed.

    Does what `dataclasses.replace` does, for values without __post_init__, at a tenth of its time:
    a matter has thousands of reports, and each makes a new standing of its project.
    """
    made = object.__new__(type(value))
    made.__dict__.update(value.__dict__, **changes)
    return made


class Publicity(StrEnum):
    """Who may read a text (Act on the Openness of Government Activities 621/1999)."""

    PUBLIC = "public"
    STAFF = "staff"
    CONFIDENTIAL = "confidential"


PUBLIC_ALONE: Final = frozenset({Publicity.PUBLIC})


@dataclass(frozen=True, kw_only=True)
class Text:
    """Prose beside the chain: the journal keeps only a salted digest, so that the words can be erased.

    `text` is None once it has been forgotten. `subject` names the person whose personal data it is, if any.
    """

    text: str | None
    publicity: Publicity = Publicity.PUBLIC
    ground: str | None = None
    subject: str | None = None

    def __str__(self) -> str:
        """Give the words, or nothing when they were forgotten."""
        return self.text or ""


@dataclass(frozen=True, kw_only=True)
class Words:
    """A name in Finnish, Swedish and English."""

    fi: str
    sv: str
    en: str

    def in_language(self, language: str) -> str:
        """Give the name in `language` (fi, sv, en); Finnish when the language is another."""
        return {"sv": self.sv, "en": self.en}.get(language, self.fi)


class Relation(StrEnum):
    """How a clause of the decision stands to the clause that was proposed."""

    AS_PROPOSED = "as_proposed"
    PARTLY = "partly"
    REPLACED = "replaced"
    REJECTED = "rejected"
    NOT_HANDLED = "not_handled"


class Effect(StrEnum):
    """What a clause of the decision does to the matter."""

    APPROVED = "approved"
    PROPOSED_ONWARD = "proposed_onward"
    STATEMENT_GIVEN = "statement_given"
    NOTED = "noted"
    GUIDANCE = "guidance"
    ORDERED = "ordered"
    TABLED = "tabled"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    EXECUTED = "executed"


class HowChanged(StrEnum):
    """How the decision came to differ from the proposal; never guessed."""

    UNCHANGED = "unchanged"
    PRESENTER_AMENDED = "presenter_amended"
    MEMBERS_MOTION = "members_motion"
    VOTE = "vote"
    NOT_STATED = "not_stated"


class PresenterMode(StrEnum):
    """Who presented the matter."""

    PRESENTER = "presenter"
    DEPUTY = "deputy"
    BODY = "body"
    CHAIR = "chair"


class Resolution(StrEnum):
    """What became of a numbered remark."""

    TAKEN = "taken"
    PARTLY = "partly"
    NOT_TAKEN = "not_taken"
    NOTED = "noted"


class OwnView(StrEnum):
    """The owner's own view of a project."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    LATE = "late"
    DONE = "done"


class Role(StrEnum):
    """What a person may be in the city's matters."""

    SECRETARY = "secretary"
    BOARD_SECRETARY = "board_secretary"
    PREPARER = "preparer"
    PRESENTER = "presenter"
    OWNER = "owner"
    DEPUTY = "deputy"
    DIRECTOR = "director"
    FINANCE = "finance"
    MANAGER = "manager"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    MACHINE = "machine"


MACHINE: Final = str(Role.MACHINE)  # stands where a person would: what was done by itself


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A person's request that cannot be done: a reason worded by `words.toml`, and the facts it needs."""

    reason: str
    facts: dict[str, str]
