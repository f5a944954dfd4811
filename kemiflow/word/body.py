"""The text of a document's body, a paragraph a block: for minutes that are brought as a file."""

from kemiflow.word.diff.passages import passages
from kemiflow.word.opened import opened

MOST_LETTERS = 500_000


def body_text(data: bytes) -> str:
    """Give what the body says, without headers, footers and notes. Errors: PackageRefused."""
    document = opened(data)
    body = next(iter(document.stories))
    return "\n\n".join(one.text.strip() for one in passages(document) if one.place.part == body)[:MOST_LETTERS]
