"""What the frame of a bundle says: cover, and the list of what is in it."""

from dataclasses import dataclass
from typing import Final

from kemiflow.core.documents.items import Day, Lines

# Stands in a text for the page on which a document begins, until the bundle is bound; private to us
PAGE: Final = "\ue000{number}\ue001"


@dataclass(frozen=True, kw_only=True)
class BundleRow:
    """One document of the bundle: `number` as people call it, `text` says whose and from when, `page` is a `PAGE`."""

    number: str
    title: str
    text: str = ""
    register_number: str = ""
    page: str = ""


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """The frame of a bundle: of a matter's documents, or of what kemiflow has for a meeting (`body`, `when`)."""

    title: str
    date: Day
    register_number: str = ""
    body: str = ""
    when: str = ""
    place: str = ""
    notes: Lines = ()
    rows: tuple[BundleRow, ...]
    banner: str = ""
