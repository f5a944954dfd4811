"""Rewrites the golden digests of all samples: python -m tests.edges.word.update; then read the difference."""

from pathlib import Path

from kemiflow.core.documents import KINDS, Document
from kemiflow.word import Shelf
from tests.edges.word.samples import SAMPLES

GOLDEN = Path(__file__).parent / "golden.txt"
SHELF = Shelf(folders=(Path(__file__).parents[3] / "templates" / "word",))


def digests() -> str:
    """Give a line for each sample: its number and kind, and the digest of what its document holds."""
    return "".join(f"{number} {line(one)}\n" for number, one in enumerate(SAMPLES))


def line(document: Document) -> str:
    return f"{KINDS[type(document)]} {SHELF.document(document).content_digest}"


if __name__ == "__main__":
    GOLDEN.write_text(digests(), encoding="utf-8")
