"""Reads documents, letters and the history as plain text that a secretary can proof-read."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from email import policy
from email.parser import BytesParser
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.text.paragraph import CT_P
from docx.table import Table
from docx.text.paragraph import Paragraph

from kemiflow.settings import templates_dir
from kemiflow.texts import Texts

MARKS = {
    "Heading 1": "# ",
    "Heading 2": "## ",
    "Heading 3": "### ",
    "Otsikko 2 numeroitu": "## {number} ",
    "Lohko-otsikko": "=== ",
    "Numeroitu": "{number}. ",
    "Luettelo": "– ",
}
LINK = re.compile(r"(/vastaa/)[\w.-]+")
FINNISH = Texts(templates_dir()).wording("fi")
SHOWN = ("From", "To", "Cc", "Subject", "Date")


def document_text(path: Path) -> str:
    """Give what is read on the pages: the header, paragraphs as marked by their styles, rows of tables."""
    document = docx.Document(str(path))
    return "\n".join([*_headers(document), *_blocks(document)]) + "\n"


def _headers(document: Document) -> Iterator[str]:
    for section in document.sections:
        yield from (f"[{paragraph.text}]" for paragraph in section.header.paragraphs if paragraph.text)


def _blocks(document: Document) -> Iterator[str]:
    numbers: Counter[str] = Counter()
    for block in document.element.body.inner_content_elements:
        if not isinstance(block, CT_P):
            rows = Table(block, document).rows
            yield from ("| " + " | ".join(cell.text for cell in row.cells) + " |" for row in rows)
        elif block.text:
            yield _paragraph(block, Paragraph(block, document), numbers)


def _paragraph(block: CT_P, paragraph: Paragraph, numbers: Counter[str]) -> str:
    name = paragraph.style.name if paragraph.style and paragraph.style.name else ""
    mark = MARKS.get(name, "")
    gap = "\n" if "#" in mark or "=" in mark else ""
    if "{number}" in mark:
        numbered = " ".join([name, *block.xpath("./w:pPr/w:numPr/w:numId/@w:val")])
        numbers[numbered] += 1
        mark = mark.format(number=numbers[numbered])
    return f"{gap}{mark}{paragraph.text}"


def letter_text(path: Path) -> str:
    """Give a letter as its reader sees it: the heads that are shown, then the body."""
    message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    heads = [f"{name}: {message[name]}" for name in SHOWN if message[name]]
    body = message.get_body(("plain",))
    content = LINK.sub(r"\1…", body.get_content().replace("\r\n", "\n").rstrip()) if body else ""
    attached = [f"[{part.get_content_type()} {part.get_filename()}]" for part in message.iter_attachments()]
    return "\n".join([*heads, "", content, *attached]) + "\n"


def history_text(path: Path) -> str:
    """Give the history's lines, oldest first: when, what, and for a decision how it stands to its proposal."""
    return "\n".join(text for line in json.loads(path.read_bytes()) for text in _line(line)) + "\n"


def _line(line: dict[str, object]) -> Iterator[str]:
    yield f"{line['on']}  {line['text']}"
    clauses = line["clauses"]
    assert isinstance(clauses, list)
    for clause in clauses:
        stands = ", ".join(FINNISH.say(f"{axis}.{clause[axis]}") for axis in ("relation", "effect"))
        yield f"    {clause['proposed']} → {clause['decided']} ({stands})"


def key_names(path: Path) -> str:
    """Give the names of a line's members, which others build on, and all kinds of lines."""
    lines = json.loads(path.read_bytes())
    members = dict.fromkeys(name for line in lines for name in line)
    clauses = dict.fromkeys(name for line in lines for clause in line["clauses"] for name in clause)
    told = {"line": members, "clause": clauses, "kind": sorted({line["kind"] for line in lines})}
    return "".join(f"{what}: {', '.join(names)}\n" for what, names in told.items())
