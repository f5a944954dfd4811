"""The public version of a history: what a city may put onto its web pages on a day, and no longer than that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from kemiflow.core.city import Person
from kemiflow.core.history.held import Held
from kemiflow.core.history.line import Line
from kemiflow.core.history.names import Known, Names
from kemiflow.core.history.names import mapped as changed
from kemiflow.core.items.telling import Telling
from kemiflow.core.records.case import LettersReleased
from kemiflow.core.records.decision import AppealFiled, DecisionRecorded
from kemiflow.core.removal import Removal, removal_of
from kemiflow.core.values import PUBLIC_ALONE, Publicity, Text

_SILENT: Final = Text(text="")


@dataclass(frozen=True, kw_only=True)
class PublicTelling(Telling):
    """Names as the public reads them: of somebody whom the city no longer knows not even the id is told."""

    def post(self, named: str | None) -> str:
        """Give a person's title, the name when there is none; of others only what presented a decision."""
        if named and self.city.person(named) is None and named not in self._presenters:
            return self.say("name_left_out")
        return super().post(named)

    def who(self, named: str) -> str:
        """Give a person with title and name, or a name as it was recorded."""
        forgotten = self.city.person(named) is None and named in self._held
        return self.say("name_left_out") if forgotten else super().who(named)

    @cached_property
    def _presenters(self) -> frozenset[str]:
        """Give posts and bodies that presented, which are recorded by their names, and what stands in place of one."""
        told = {one.fact.presenter for one in self.standing.decisions.values()} - self._held
        posts = {Held(self.city).presenter(named)[0] for named in told}
        return frozenset({*told, *posts, self.say("name_removed"), self.say("name_removed_online")})

    @cached_property
    def _held(self) -> frozenset[str]:
        """Give the ids of those who ever held a role: they stay when a person is forgotten."""
        return frozenset(held.person for held in self.city.holdings)


@dataclass(frozen=True, kw_only=True)
class Public:
    """The lines as everybody may read them on a day, and how names are put in what is told from them."""

    telling: PublicTelling
    lines: tuple[Line, ...]
    names: Mapping[str, Names]  # by decision, and under "" those of all that no decision holds

    def removal(self, decision: str) -> Removal | None:
        """Give when a decision's names must go, or None while that is not known."""
        standing = self.telling.standing.decisions.get(decision)
        return removal_of(standing) if standing else None

    def gone(self, decision: str) -> str:
        """Give the words in place of a decision's names, or "" while they may stand."""
        return _gone(self.telling, decision)

    def told(self, decision: str, value: Any) -> Any:  # noqa: ANN401 - any plain value, given back as it came
        """Give a plain value with the names gone that must go; what no decision holds never names anybody."""
        words = self.gone(decision)
        return changed(value, lambda text: self.names[decision].removed(text, words)) if words else value

    @cached_property
    def decided(self) -> tuple[tuple[Line, DecisionRecorded], ...]:
        """Give the lines of decisions that are public."""
        found = ((line, line.fact) for line in self.lines)
        return tuple((line, fact) for line, fact in found if isinstance(fact, DecisionRecorded) and open_to_all(fact))


def public(lines: Sequence[Line], telling: Telling) -> Public:
    """Make a history public as of the telling's day; `lines` are those of that day.

    - A text that is not public gives way to the sentence that says so; of a deviation's reason and of an appeal's
      note not even that is told. Letters, who told or corrected something, and ids of persons are left out.
    - Roles and titles stay. Names stand only in what a decision holds (motions, dissent, who was disqualified or
      prepared, its prose and minutes), and there until the day of `removal_of`; while that is unknown they stand.
      What no decision holds names nobody: the law lets only necessary personal data onto the web.
    - Verbatim minutes are nobody's house style: after that day they stand only while no word of theirs may be a family
      name of somebody known. In other prose a name is found with the given name before it, in any inflection.
      A name of one word in the list of people is a post, and stays.

    Source: Local Government Act 410/2015 140 §. Errors: NoRulesForDay.
    """
    told = PublicTelling(
        city=telling.city, wording=telling.wording, reads=PUBLIC_ALONE, standing=telling.standing, day=telling.day
    )
    decisions = {line.key: line.fact for line in lines if isinstance(line.fact, DecisionRecorded)}
    names = _names(decisions, told)
    shown = (_line(line, told, names) for line in lines if not isinstance(line.fact, LettersReleased))
    return Public(telling=told, lines=tuple(shown), names=names)


def open_to_all(fact: DecisionRecorded) -> bool:
    """Tell whether a decision as a whole is public."""
    return fact.publicity is Publicity.PUBLIC


def _gone(telling: Telling, decision: str) -> str:
    """Give the words in place of a decision's names, or "" while they may stand."""
    if not decision:
        return telling.say("name_left_out")
    standing = telling.standing.decisions.get(decision)
    removal = removal_of(standing) if standing else None
    if removal is None or telling.day < removal.day:
        return ""
    return telling.say("name_removed" if removal.remedy else "name_removed_online")


def _names(decisions: Mapping[str, DecisionRecorded], telling: Telling) -> Mapping[str, Names]:
    people = tuple(telling.city.people.values())
    held = {key: Held(telling.city).names(fact) for key, fact in decisions.items()}
    full = dict.fromkeys(name for names in held.values() for name in names if " " in name)
    strange = (Person(id=f"?{name}", name=name) for name in full)
    known = Known(people=(*people, *strange))
    near = {key: tuple(dict.fromkeys(name.split()[-1] for name in names)) for key, names in held.items()}
    return MappingProxyType({"": Names(known=known)} | {key: Names(known=known, near=one) for key, one in near.items()})


def _line(line: Line, telling: Telling, names: Mapping[str, Names]) -> Line:
    told = replace(
        line,
        by="",
        text=None if isinstance(line.fact, AppealFiled) else line.text,
        letters=(),
        deviations=tuple(
            one if one.reason.publicity is Publicity.PUBLIC else replace(one, reason=_SILENT) for one in line.deviations
        ),
        corrections=tuple(replace(one, by="") for one in line.corrections),
    )
    if not isinstance(line.fact, DecisionRecorded) or not (words := _gone(telling, line.key)):
        return told
    fact = Held(telling.city).without(line.fact, words)
    minutes = _minutes(line.minutes, names[line.key], telling)
    return replace(told, fact=replace(fact, minutes=minutes), minutes=minutes)


def _minutes(minutes: Text | None, names: Names, telling: Telling) -> Text | None:
    if minutes and minutes.publicity is Publicity.PUBLIC and names.may_stand_in(str(minutes)):
        return Text(text=telling.say("minutes_left_out"))
    return minutes
