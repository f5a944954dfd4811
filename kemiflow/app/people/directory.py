"""The people of the city, read one by one while few are asked for, and all at once when many are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kemiflow.app.world import People
from kemiflow.core.city import Person

FEW = 100  # a matter with all its owners


class Directory(Mapping[str, Person]):
    """People by id: what is said of one person costs the same in a small city and in a large one."""

    def __init__(self, people: People) -> None:
        """Read nobody yet."""
        self._people = people
        self._known: dict[str, Person | None] = {}
        self._whole: dict[str, Person] | None = None

    def __getitem__(self, person: str) -> Person:
        found = self._one(person) if self._whole is None else self._whole.get(person)
        if found is None:
            raise KeyError(person)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _one(self, person: str) -> Person | None:
        if person not in self._known:
            if len(self._known) >= FEW:
                return self._all().get(person)
            self._known[person] = self._people.get(person)
        return self._known[person]

    def _all(self) -> dict[str, Person]:
        if self._whole is None:
            self._whole = {person.id: person for person in self._people.all()}
        return self._whole
