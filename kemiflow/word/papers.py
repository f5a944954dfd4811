"""Documents as the use cases see them: made, made again from their records, compared with what a person edited."""

from dataclasses import dataclass

from kemiflow.app.world import Edit, NoDocument, NotAgain, Paper
from kemiflow.core.documents import KINDS, Document, facts_of
from kemiflow.core.records.case import DocumentMade
from kemiflow.word.diff import Difference, differences, focus
from kemiflow.word.facts import FactsRefused
from kemiflow.word.faults import TemplateBroken
from kemiflow.word.opened import Opened, opened
from kemiflow.word.package import PackageRefused
from kemiflow.word.recalled import FactsUnreadable, recalled
from kemiflow.word.shelf import Shelf, TemplateMissing
from kemiflow.word.spoken import spoken
from kemiflow.word.used import TemplateLost, Used, content_digest


@dataclass(frozen=True, kw_only=True)
class Papers:
    """Documents by the templates of a shelf; those that were used are kept."""

    shelf: Shelf
    used: Used

    def render(self, document: Document) -> Paper:
        """Render a document; its template is kept first, so that whatever is recorded can be made again."""
        template, file = self.shelf.taken(KINDS[type(document)])
        rendered = template.render(facts_of(document))
        self.used.keep(template, file)
        return Paper(data=rendered.data, content=rendered.content_digest, template=template.digest)

    def again(self, made: DocumentMade) -> Paper | NotAgain:
        """Render a recorded document from its facts and its template."""
        if made.said.text is None:
            return NotAgain.FORGOTTEN
        try:
            template = self.used.template(made.template)
            rendered = template.render(recalled(made.kind, made.said.text))
        except TemplateLost:
            return NotAgain.TEMPLATE_LOST
        except (FactsUnreadable, FactsRefused, TemplateBroken):
            return NotAgain.IMPOSSIBLE
        return Paper(data=rendered.data, content=rendered.content_digest, template=made.template)

    def template(self, kind: str) -> str | None:
        """Give the digest of the template that a kind is made by today, or None when there is none that works."""
        try:
            return self.shelf.template(kind).digest
        except (TemplateMissing, TemplateBroken):
            return None

    def words(self, data: bytes) -> str | None:
        """Give all words of a document, or None when the file is none."""
        return spoken(data)

    def content(self, data: bytes) -> str:
        """Give the digest of what a file holds. Errors: NoDocument."""
        _opened(data)
        return content_digest(data)

    def edits(self, before: bytes, after: bytes) -> tuple[Edit, ...]:
        """Tell what a person changed from one file to another. Errors: NoDocument."""
        return tuple(_edit(one) for one in differences(_opened(before), _opened(after)))


def _edit(one: Difference) -> Edit:
    at = one.after or one.before
    gone, come = focus(one)
    return Edit(change=one.change.value, heading=at.place.heading if at else "", before=gone, after=come)


def _opened(data: bytes) -> Opened:
    try:
        return opened(data)
    except PackageRefused as refused:
        raise NoDocument(str(refused)) from refused
