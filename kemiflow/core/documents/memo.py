"""What the memo of an evening session says."""

from dataclasses import dataclass

from kemiflow.core.documents.items import Day, Lines


@dataclass(frozen=True, kw_only=True)
class View:
    """A view told in the session, under its topic and without the speaker's name."""

    topic: str = ""
    text: str


@dataclass(frozen=True, kw_only=True)
class OpenQuestion:
    """A question left open, and who finds out by when."""

    question: str
    who: str
    by: Day | None = None


@dataclass(frozen=True, kw_only=True)
class SessionMemo:
    """The memo of an evening session, in which nothing was decided; `nature` says so in words."""

    title: str
    register_number: str
    date: Day
    when: str
    place: str = ""
    ground: str = ""
    chair: str = ""
    present: str = ""
    others: str = ""
    writer: str = ""
    publicity: str = ""
    nature: Lines
    material: Lines = ()
    views: tuple[View, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    progress: Lines = ()
    distribution: str = ""
    banner: str = ""
