"""What a search knows of a matter's decisions: their public face, and all their words by who may read them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby

from kemiflow.app.lists.wanted import DecisionRow
from kemiflow.core.city import City
from kemiflow.core.commands.readers import strictest
from kemiflow.core.records.decision import DecisionRecorded
from kemiflow.core.standing import DecisionStanding, Standing
from kemiflow.core.values import Publicity, Text


def sought(standing: Standing, city: City) -> Iterator[DecisionRow]:
    """Give the decisions of a matter as a search finds them."""
    for one in standing.decisions.values():
        yield _row(one, standing, city)


def _row(one: DecisionStanding, standing: Standing, city: City) -> DecisionRow:
    fact = one.fact
    gist = _level(fact, fact.gist)
    return DecisionRow(
        case=standing.case,
        key=one.key,
        on=one.on,
        body=fact.body,
        section=fact.section,
        title=str(standing.title) if standing.title.publicity is Publicity.PUBLIC else "",
        register_number=standing.register_number,
        outcome=json.dumps([(c.relation, c.effect, c.until and c.until.isoformat()) for c in fact.clauses]),
        gist=str(fact.gist),
        publicity=gist,
        ground=fact.ground or fact.gist.ground,
        said=tuple(_said(one, standing, city)),
    )


def _said(one: DecisionStanding, standing: Standing, city: City) -> Iterator[tuple[Publicity, str]]:
    fact = one.fact
    told = [(_level(fact, text), str(text)) for text in _texts(fact)]
    body = city.settings.body(fact.body)
    named = f"{body.name.fi if body else fact.body} {one.on:%-d.%-m.%Y} {fact.section or ''} {standing.register_number}"
    told += [(Publicity.PUBLIC, named), (standing.title.publicity, str(standing.title))]
    told += [(fact.publicity, " ".join((*fact.attachments, *fact.background)))]
    for level, texts in groupby(sorted(told), key=lambda each: each[0]):
        yield level, " ".join(text for _, text in texts if text)


def _texts(fact: DecisionRecorded) -> Iterator[Text]:
    clauses = (text for clause in fact.clauses for text in (clause.proposed, clause.decided))
    yield from filter(None, (fact.gist, fact.minutes, *clauses, *(motion.text for motion in fact.motions)))


def _level(fact: DecisionRecorded, text: Text) -> Publicity:
    return strictest(fact.publicity, text.publicity)
