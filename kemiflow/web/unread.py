"""What in a form is no text, worded: by field, with what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kemiflow.web.form import Form
from kemiflow.web.visit import Visit

Errors = tuple[tuple[str, str], ...]
Says = Callable[..., str]
# Fields that pages carry along, and nobody types in
STEERING: Final = frozenset({"koskee", "once", "seq", "session", "teko", "to", "vaihe", "way", "weekly"})


def unread(visit: Visit, *sections: str) -> Errors:
    """Give, by field, the sentence on its first character that is no text; labels come from sections of pages.toml."""

    def label(name: str) -> str:
        known = (f"{one}.{name}" for one in sections if visit.wording.knows(f"web.{one}.{name}"))
        return next((visit.t(key) for key in known), "")

    return worded(visit.form, visit.t, label)


def worded(form: Form, says: Says, label: Callable[[str], str]) -> Errors:
    """Give the same in other words: `says` gives those of a key of pages.toml, `label` a field's name or nothing."""
    return tuple(
        (
            "" if name in STEERING else name,
            says("wrong.unreadable", field=label(name) or says("wrong.field"), **found.facts),
        )
        for name, found in form.odd.items()
    )
