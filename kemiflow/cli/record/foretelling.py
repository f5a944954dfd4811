"""What a decision means, before it is saved, as lines of the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from kemiflow.app.following import foretell
from kemiflow.app.submit import Told
from kemiflow.cli.frame.desk import Desk


def foretold(desk: Desk, foreseen: Told) -> Iterator[str]:
    """Give the lines that the secretary reads before saving; nothing when there is no decision among the records."""
    found = foretell(foreseen, desk.city, desk.wording, desk.say)
    if found is None:
        return
    yield found.headline
    for clause in found.clauses:
        yield clause.sentence
        if not clause.same:
            yield f"  {desk.say('was_proposed', text=clause.proposed)}"
            yield f"  {desk.say('was_decided', text=clause.decided)}"
    yield from found.deviations
    yield ""
    yield desk.say("follows")
    for line in found.follows:
        yield f"– {line}"
    yield ""
