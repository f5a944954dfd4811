"""People: names and contact details, and nothing else."""

from __future__ import annotations

from dataclasses import asdict

import sqlalchemy as sa

from kemiflow.core.city import Person
from kemiflow.store.engine import writing
from kemiflow.store.once import instead
from kemiflow.store.tables import people
from kemiflow.store.versions import people_changed


class People:
    """The people of one database."""

    def __init__(self, engine: sa.Engine) -> None:
        """Keep the engine."""
        self._engine = engine
        self._writer = writing(engine)

    def put(self, *persons: Person) -> None:
        """Keep persons, each in place of what was kept of that id before."""
        with self._writer.begin() as connection:
            for person in sorted(persons, key=lambda one: one.id):
                instead(connection, people, asdict(person))
            people_changed(connection)

    def get(self, person: str) -> Person | None:
        """Give a person, or None."""
        with self._engine.begin() as connection:
            row = connection.execute(sa.select(people).where(people.c.id == person)).mappings().first()
        return None if row is None else Person(**row)

    def all(self) -> tuple[Person, ...]:
        """Give all persons in order of id."""
        with self._engine.begin() as connection:
            rows = connection.execute(sa.select(people).order_by(people.c.id)).mappings().all()
        return tuple(Person(**row) for row in rows)
