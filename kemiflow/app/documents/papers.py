"""A document is rendered and archived before the journal tells of it: a file too many harms nothing."""

from __future__ import annotations

import hashlib
import json
from datetime import date

from kemiflow.app.documents.names import file_name
from kemiflow.app.world import World
from kemiflow.core.action import MakeDocument
from kemiflow.core.city import City
from kemiflow.core.documents import Document, facts_of
from kemiflow.core.items import document
from kemiflow.core.records import Draft
from kemiflow.core.records.case import DocumentMade
from kemiflow.core.standing import Standing
from kemiflow.core.streams import case_stream
from kemiflow.core.values import MACHINE, Refusal, Text


def draft_of(world: World, standing: Standing, city: City, made: MakeDocument, today: date) -> Draft | Refusal | None:
    """Make a document and give its record; None when the newest version says the same already."""
    news = _news(world, standing, city, made)
    if not isinstance(news, tuple):
        return news
    said_by, said = news
    earlier = versions(standing, made)
    paper = world.papers.render(said_by)
    name = file_name(made, standing, city, world.texts.wording(city.settings.language))
    kept = world.archive.put(name, paper.data, earlier=[(old.file, old.sha256) for old in earlier])
    fact = DocumentMade(
        kind=made.kind,
        step=made.step,
        round=made.round,
        day=made.day,
        facts=_digest(said),
        said=Text(text=said),
        template=paper.template,
        content=paper.content,
        sha256=hashlib.sha256(paper.data).hexdigest(),
        file=kept,
        about=made.about,
        frozen=made.frozen,
    )
    key = f"document:{made.kind}:{made.step}:{made.round}:{made.about or '-'}:{len(earlier) + 1}"
    return Draft(stream=case_stream(standing.case), key=key, fact=fact, on=today, by=MACHINE)


def name_of(world: World, standing: Standing, city: City, made: MakeDocument) -> str | Refusal | None:
    """Give the name of the document that would be made, without making it; None when it would say nothing new."""
    news = _news(world, standing, city, made)
    if not isinstance(news, tuple):
        return news
    return file_name(made, standing, city, world.texts.wording(city.settings.language))


def versions(standing: Standing, made: MakeDocument) -> tuple[DocumentMade, ...]:
    """Give the documents made before for the same purpose, oldest first."""
    wanted = (made.kind, made.step, made.round, made.about)
    return tuple(old for old in standing.documents if (old.kind, old.step, old.round, old.about) == wanted)


def saying(said_by: Document) -> str:
    """Give a document's facts as canonical text: the same facts are the same document."""
    return json.dumps(facts_of(said_by), default=str, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _news(world: World, standing: Standing, city: City, made: MakeDocument) -> tuple[Document, str] | Refusal | None:
    said_by = document(made, standing, city, world.texts.wording(city.settings.language))
    if isinstance(said_by, Refusal):
        return said_by
    said = saying(said_by)
    earlier = versions(standing, made)
    return None if earlier and earlier[-1].facts == _digest(said) else (said_by, said)


def _digest(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()
