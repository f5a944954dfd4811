"""The shapes of a matter's parts: projects and documents."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel


class Value(BaseModel):
    """A value of a measure on a day, as it was written."""

    measure: str
    day: date
    value: str


class Project(BaseModel):
    """A project: whose it is, what it lacks, its owner's view and the computed one apart."""

    id: str
    title: str
    goal: str
    sector: str
    owner: str | None
    deputy: str | None
    measure: str | None
    baseline: str | None
    target: str | None
    budget_line: str | None
    lacks: list[str]
    view: str | None
    computed: str
    due: date | None
    values: list[Value]


class Projects(BaseModel):
    """A page of projects, by name."""

    items: list[Project]
    next: str | None


class Filed(BaseModel):
    """A document: its kind, the day it was made, its file, and how that lies now."""

    key: str
    on: date
    kind: str
    step: str
    round: int
    about: str | None
    file: str
    sha256: str
    newest: bool
    lies: str


class Papers(BaseModel):
    """A page of documents, oldest first."""

    items: list[Filed]
    next: str | None
