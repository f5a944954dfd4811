"""The closed union of facts that may happen, and the record that carries one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kemiflow.core.records.case import CaseFact
from kemiflow.core.records.city import CityFact
from kemiflow.core.records.decision import DecisionFact
from kemiflow.core.records.person import PersonFact
from kemiflow.core.records.project import ProjectFact
from kemiflow.core.records.step import StepFact
from kemiflow.core.values import Text


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """A mistake was mended: the fact under `of` is to be read as `fact`, and happened on `on`."""

    of: str
    fact: CaseFact | StepFact | DecisionFact | ProjectFact | CityFact
    on: date
    reason: Text


Fact = CaseFact | StepFact | DecisionFact | ProjectFact | CityFact | PersonFact | Corrected


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A record that is not yet written: the journal gives it its place, time and digest."""

    stream: str
    key: str
    fact: Fact
    on: date
    by: str


@dataclass(frozen=True, kw_only=True)
class Record:
    """A fact that happened `on` a day, and that was told `at` a time (UTC) `by` somebody."""

    stream: str
    seq: int
    key: str
    fact: Fact
    on: date
    at: datetime
    by: str
