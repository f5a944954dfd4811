"""Pages of a matter that are made once for each reader, and kept while nothing that they show has changed."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from starlette.responses import HTMLResponse

from kemiflow.app.look import Look
from kemiflow.core.records.case import DocumentAdopted, DocumentMade
from kemiflow.web.looking import look
from kemiflow.web.page import html
from kemiflow.web.route import Answer, Handler, Shown
from kemiflow.web.visit import Visit


def kept(handler: Handler) -> Handler:
    """Give a handler of a matter's page that makes its page anew only when records, people, letters or files changed.

    A page is its reader's own: another person, other roles, another day or language are other pages.
    """

    def answer(visit: Visit) -> Answer:
        seen = look(visit)
        if seen.version[-len(visit.city_version) :] != visit.city_version:
            return handler(visit)
        made = visit.site.memo.of(_name(visit), (seen.version, *_files(visit, seen)), lambda: _made(visit, handler))
        return HTMLResponse(made) if isinstance(made, str) else made

    return answer


def _made(visit: Visit, handler: Handler) -> Answer | str:
    answer = handler(visit)
    return html(visit, answer) if isinstance(answer, Shown) else answer


def _name(visit: Visit) -> Hashable:
    url, who = visit.request.url, visit.who
    return ("page", url.path, url.query, visit.language, visit.today, who)


def _files(visit: Visit, seen: Look) -> Iterator[Hashable]:
    """Give how the matter's files lie in the folder, where people edit them without telling anybody."""
    for record in seen.matter.records:
        if isinstance(record.fact, DocumentMade | DocumentAdopted):
            yield visit.site.home.archive.stamp(record.fact.file)
