"""People's names and contact details from a sheet."""

from __future__ import annotations

import re
from typing import Final

from kemiflow.app.letters.address import sendable
from kemiflow.core.city import Person
from kemiflow.core.records.city import RoleGiven
from kemiflow.core.values import Role
from kemiflow.exchange.city_file import LANGUAGES
from kemiflow.exchange.problems import Findings, nearest
from kemiflow.exchange.scalars import choices
from kemiflow.exchange.shapes import shown, unknown
from kemiflow.exchange.sheet import Columns, Row, read_sheet

COLUMNS: Final = Columns(
    needed=("id", "name"),
    optional=("title", "email", "phone", "language", "roles"),
    names={
        "tunnus": "id",
        "nimi": "name",
        "virkanimike": "title",
        "nimike": "title",
        "sähköposti": "email",
        "puhelin": "phone",
        "kieli": "language",
        "tehtävät": "roles",
    },
)
# One address and nothing else: no display name, no second recipient, no line that would enter a letter's head
_EMAIL: Final = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_{|}~åäö-]{1,64}@[a-z0-9åäö-]{1,63}(\.[a-z0-9åäö-]{1,63}){1,6}", re.ASCII | re.IGNORECASE
)
_ID: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}", re.ASCII)


def read_people(content: bytes | str, name: str) -> tuple[Person, ...]:
    """Read a CSV with the columns id, name, title, email, phone, language; the last four may be missing or empty.

    Errors: FileRefused with every problem, by line.
    """
    findings = Findings(name)
    seen: dict[str, int] = {}
    people: list[Person] = []
    for row in read_sheet(content, COLUMNS, findings):
        first = seen.setdefault(row.cell("id"), row.line)
        if first != row.line:
            findings.add(row.line, "id", "person_twice", value=shown(row.cell("id")), first=str(first))
        _check(row, findings)
        people.append(_person(row))
    findings.refuse()
    return tuple(people)


def read_roles(content: bytes | str, name: str) -> tuple[RoleGiven, ...]:
    """Read the column roles of the same sheet: "secretary; director:vitality" is two roles, one with its scope.

    Errors: FileRefused with every problem, by line.
    """
    findings = Findings(name)
    known = choices(Role)
    given: list[RoleGiven] = []
    for row in read_sheet(content, COLUMNS, findings):
        for word in filter(None, (part.strip() for part in row.cell("roles").split(";"))):
            role, _, scope = (part.strip() for part in word.partition(":"))
            if role in known:
                given.append(RoleGiven(person=row.cell("id"), role=Role(role), scope=scope or None))
            else:
                findings.add(row.line, "roles", "unknown_value", **unknown(role, known))
    findings.refuse()
    return tuple(given)


def is_address(word: str) -> bool:
    """Tell whether a word is one plain e-mail address, and one that a letter can be sent to."""
    local, _, _ = word.partition("@")
    return bool(_EMAIL.fullmatch(word)) and ".." not in word and local == local.strip(".") and sendable(word)


def _check(row: Row, findings: Findings) -> None:
    if not _ID.fullmatch(row.cell("id")):
        findings.add(row.line, "id", "bad_person_id", value=shown(row.cell("id")))
    if not row.cell("name"):
        findings.add(row.line, "name", "empty_value")
    if (email := row.cell("email")) and not is_address(email):
        findings.add(row.line, "email", "no_email", value=shown(email))
    if (language := row.cell("language") or "fi") not in LANGUAGES:
        near, known = nearest(language, LANGUAGES), ", ".join(LANGUAGES)
        findings.add(row.line, "language", "unknown_value", value=shown(language), near=near, known=known)


def _person(row: Row) -> Person:
    return Person(
        id=row.cell("id"),
        name=shown(row.cell("name"), 200),
        title=shown(row.cell("title"), 200),
        email=row.cell("email"),
        phone=shown(row.cell("phone")),
        language=row.cell("language") or "fi",
    )
