"""Whom a decision names apart from its prose: names told from posts, and put away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from kemiflow.core.city import City
from kemiflow.core.records.decision import DecisionRecorded


@dataclass(frozen=True)
class Held:
    """Names of decisions as a city reads them, whose people and settings tell its posts."""

    city: City

    @cached_property
    def _posts(self) -> frozenset[str]:
        settings = self.city.settings
        bodies = (post for one in settings.bodies for post in (one.presenter, one.acting_presenter))
        directors = (one.director for one in settings.sectors)
        titles = (one.title for one in self.city.people.values())
        return frozenset(post.casefold() for post in (*bodies, *directors, *titles) if post)

    def parted(self, named: str) -> tuple[str, str]:
        """Part what was recorded into a post, one that the city knows or words in small letters, and a name."""
        words = named.split()
        known = (n for n in range(len(words), 0, -1) if " ".join(words[:n]).casefold() in self._posts)
        small = next((n for n, word in enumerate(words) if not word.islower()), len(words))
        at = next(known, small)
        return " ".join(words[:at]), " ".join(words[at:])

    def names(self, fact: DecisionRecorded) -> tuple[str, ...]:
        """Give the names of those who moved, seconded, dissented, were disqualified, prepared or presented."""
        found = (*(self._name(one) for one in _recorded(fact)), self.presenter(fact.presenter)[1])
        return tuple(dict.fromkeys(filter(None, found)))

    def without(self, fact: DecisionRecorded, words: str) -> DecisionRecorded:
        """Give the decision with `words` in place of each of those names; posts stay."""

        def put(named: str) -> str:
            person = self.city.person(named)
            post, name = (person.title, "" if person.title else named) if person else self.parted(named)
            return f"{post} {words}".strip() if name else post

        return replace(
            fact,
            motions=tuple(
                replace(one, by=put(one.by), seconded=put(one.seconded) if one.seconded else None)
                for one in fact.motions
            ),
            dissent=tuple(map(put, fact.dissent)),
            disqualified=tuple(map(put, fact.disqualified)),
            preparers=tuple(map(put, fact.preparers)),
            presenter=self.presenter(fact.presenter)[0] or words,
        )

    def _name(self, named: str) -> str:
        """Give the name of one who is known by id, or the name in what was recorded; a post has none."""
        person = self.city.person(named)
        if person:
            return person.name if " " in person.name else ""
        return self.parted(named)[1]

    def presenter(self, named: str) -> tuple[str, str]:
        """Part who presented: a body, somebody known, or a post with or without a name behind it."""
        if self.city.settings.body(named):
            return named, ""
        if self.city.person(named):
            return named, self._name(named)
        post, name = self.parted(named)
        alone = not post and all(word.islower() for word in name.split()[1:])
        return (name, "") if alone else (post, name)


def _recorded(fact: DecisionRecorded) -> Iterator[str]:
    for motion in fact.motions:
        yield motion.by
        yield motion.seconded or ""
    yield from (*fact.dissent, *fact.disqualified, *fact.preparers)
