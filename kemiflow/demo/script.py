"""The year as data: what people do on which day, and the few deeds that are more than one fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from kemiflow.core.records.decision import DecisionRecorded
from kemiflow.exchange.acts import Act, read_acts

HERE = Path(__file__).resolve().parent
YEAR = "year.yaml"


@dataclass(frozen=True, kw_only=True)
class ImportPeople:
    """People are read from a file beside the year."""

    file: str


@dataclass(frozen=True, kw_only=True)
class ImportMeetings:
    """Meetings are read from a file beside the year."""

    file: str


@dataclass(frozen=True, kw_only=True)
class AdoptSettings:
    """The city adopts the settings that come with kemiflow, with a banner and a contact of its own."""

    banner: str
    contact: str


@dataclass(frozen=True, kw_only=True)
class OpenMatter:
    """A matter is opened with a process that comes with kemiflow."""

    process: str
    title: str
    register_number: str
    preparer: str


@dataclass(frozen=True, kw_only=True)
class Approve:
    """The secretary goes on towards approval, with a reason when something lacks."""

    reason: str | None = None


DEEDS: Mapping[str, type] = {
    "import_people": ImportPeople,
    "import_meetings": ImportMeetings,
    "adopt_settings": AdoptSettings,
    "open_matter": OpenMatter,
    "approve": Approve,
}


def year(folder: Path = HERE) -> dict[date, tuple[Act, ...]]:
    """Read the acts of the year by the day on which they are told; evening meetings come last in their day."""
    acts = read_acts((folder / YEAR).read_bytes(), YEAR, DEEDS)
    ordered = sorted(acts, key=lambda act: (told(act), in_evening(act)))
    return {day: tuple(group) for day, group in groupby(ordered, key=told)}


def told(act: Act) -> date:
    """Give the day on which an act is told."""
    return act.told or act.on


def in_evening(act: Act) -> bool:
    """Tell whether an act is told after office hours: what a meeting decided that day."""
    return isinstance(act.fact, DecisionRecorded)
