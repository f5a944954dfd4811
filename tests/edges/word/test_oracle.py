"""On the shipped templates docxtpl writes the same text as ours, empty paragraphs aside, also after LibreOffice."""

from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import docxtpl
import jinja2
import pytest
from docx.document import Document as Opened
from docx.table import Table
from docx.text.paragraph import Paragraph

from kemiflow.core.documents import KINDS
from kemiflow.word import compile_template
from kemiflow.word.filters import FILTERS, day
from kemiflow.word.lint import example
from tests.edges.word.building import opened
from tests.edges.word.office import DOCX, converted

TEMPLATES = Path(__file__).parents[3] / "templates" / "word"
EACH = pytest.mark.parametrize("kind", sorted(KINDS.values()))


def everything(document: Opened) -> list[str]:
    head = [one.text for one in document.sections[0].header.paragraphs]
    return [text for text in (*head, *_body(document)) if text.strip()]


def _body(document: Opened) -> Iterator[str]:
    for one in document.iter_inner_content():
        if isinstance(one, Paragraph):
            yield one.text
        elif isinstance(one, Table):
            yield from (text for row in one.rows for place in row.cells for text in place.text.split("\n"))


def plainly_dated(value: object) -> object:
    """Say a date as we do, anything else as docxtpl does."""
    return day(value) if isinstance(value, date) else value


def theirs(data: bytes, facts: Mapping[str, object]) -> list[str]:
    """Let docxtpl write, with our filters and our way to say a date."""
    made = docxtpl.DocxTemplate(BytesIO(data))
    env = jinja2.Environment(autoescape=True)
    env.filters.update(FILTERS)
    env.finalize = plainly_dated
    made.render(dict(facts), jinja_env=env, autoescape=True)
    written = BytesIO()
    made.save(written)
    return everything(docxtpl.DocxTemplate(BytesIO(written.getvalue())).get_docx())


def single(facts: object) -> object:
    """Give facts in which a list of texts is one text, which both write alike."""
    if isinstance(facts, dict):
        return {name: single(one) for name, one in facts.items()}
    if isinstance(facts, list):
        return [single(one) for one in facts] if facts and isinstance(facts[0], dict) else "".join(map(str, facts))
    return facts


def compared(data: bytes, kind: str) -> tuple[list[str], list[str]]:
    facts = single(example(kind))
    assert isinstance(facts, dict)
    ours = compile_template(data, name=kind).render(facts)
    return everything(opened(ours)), theirs(data, facts)


@EACH
def test_both_write_the_same_text(kind: str) -> None:
    ours, other = compared((TEMPLATES / f"{kind}.docx").read_bytes(), kind)
    assert ours == other
    assert len(ours) > 5


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return converted(sorted(TEMPLATES.glob("*.docx")), DOCX, tmp_path_factory.mktemp("resaved"))


@EACH
def test_a_template_saved_by_libreoffice_gives_the_same_text(kind: str, resaved: Path) -> None:
    again, other = compared((resaved / f"{kind}.docx").read_bytes(), kind)
    ours, _ = compared((TEMPLATES / f"{kind}.docx").read_bytes(), kind)
    assert again == ours
    assert again == other
