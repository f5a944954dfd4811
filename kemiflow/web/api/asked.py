"""The shapes of what is asked to be done, and of what came of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final, TypeAlias

from pydantic import AfterValidator, BaseModel, Field, JsonValue

from kemiflow.exchange.scalars import FIRST_YEAR, LAST_YEAR
from kemiflow.exchange.unions import FACTS

KINDS: Final[list[JsonValue]] = [*sorted(FACTS)]


def _near(day: date | None) -> date | None:
    if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"a day is of the years {FIRST_YEAR}–{LAST_YEAR}")
    return day


Day: TypeAlias = Annotated[date | None, AfterValidator(_near)]


class Telling(BaseModel):
    """A fact to be told: its kind and fields are those of the files that `kemiflow record … --from` reads."""

    model_config = {"extra": "forbid"}

    kind: str = Field(json_schema_extra={"enum": KINDS}, description="which fact")
    on: Day = Field(None, description="when it happened; today when it is left out")
    reason: str | None = Field(None, max_length=4000, description="why the law or the plan was departed from")
    fact: dict[str, Any] = Field(default_factory=dict)


class Recorded(BaseModel):
    """What was written, and the deviations that were noted with it."""

    keys: list[str]
    deviations: list[str]


class Asked(BaseModel):
    """How far the approval is to go."""

    model_config = {"extra": "forbid"}

    reason: str | None = Field(None, max_length=4000, description="why it goes on in spite of what is lacking")
    what_if: bool = Field(default=True, description="only show")


class Lack(BaseModel):
    """What approval lacks, and the role that can mend it."""

    code: str
    about: str
    mend: str


class Approval(BaseModel):
    """What approval lacks, and the meetings that were chosen; `written` tells whether the journal has it."""

    step: str | None
    lacks: list[Lack]
    meetings: list[dict[str, Any]]
    missing: list[str]
    written: bool
