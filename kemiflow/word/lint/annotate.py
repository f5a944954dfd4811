"""A copy of a template with a Word comment at each finding."""

from collections.abc import Iterable
from io import BytesIO

from docx import Document
from docx.document import Document as Opened
from docx.text.paragraph import Paragraph

from kemiflow.word.faults import Fault
from kemiflow.word.markup import P, w

MAIN_PART = "word/document.xml"
AUTHOR, INITIALS = "kemiflow", "kf"


def annotated(data: bytes, faults: Iterable[Fault], language: str = "fi") -> bytes:
    """Write the copy; what stands in no paragraph of the body is told at its first one.

    Errors: ValueError or KeyError when the file is none that Word could open.
    """
    document = Document(BytesIO(data))
    paragraphs = list(document.element.iter(P))
    for fault in faults:
        in_body = fault.place.part == MAIN_PART and fault.place.paragraph is not None
        number = (fault.place.paragraph or 1) - 1 if in_body else 0
        words = fault.reason.said(language) if in_body else fault.said(language)
        _comment(document, Paragraph(paragraphs[number], document), words)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _comment(document: Opened, paragraph: Paragraph, words: str) -> None:
    runs = paragraph.runs or [paragraph.add_run("")]
    made = document.add_comment(runs, text=words, author=AUTHOR, initials=INITIALS)
    # The same findings give the same copy on any day
    made._comment_elm.attrib.pop(w("date"), "")  # noqa: SLF001 - python-docx has no way to leave the time out
