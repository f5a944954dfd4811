"""What a letter on paper says: the request for a statement and the invitation to an evening session."""

from dataclasses import dataclass

from kemiflow.core.documents.items import Day, Lines


@dataclass(frozen=True, kw_only=True)
class StatementRequest:
    """The letter that asks one body or council for its statement; `recipient` and `title` stay in their basic form."""

    title: str
    register_number: str
    date: Day
    recipient: str
    intro: Lines = ()
    answer_by: Day
    meeting: Day | None = None
    agenda_closes: Day | None = None
    questions: Lines
    attachments: Lines = ()
    sender: Lines = ()
    copy_to: str = ""
    banner: str = ""


@dataclass(frozen=True, kw_only=True)
class SessionInvitation:
    """The short invitation to an evening session; `when` carries the weekday and the hour, `date` is the letter's."""

    title: str
    register_number: str
    date: Day
    recipient: str
    when: str
    text: Lines
    place: str = ""
    material: str = ""
    excuse: str = ""
    sender: Lines = ()
    banner: str = ""
