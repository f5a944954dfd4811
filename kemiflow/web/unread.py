"""What in a form is no text, or more than any field may hold, worded: by field, with what became of it."""

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
    """Give, by field, the sentence on what in it is no text or too long; labels come from sections of pages.toml."""

    def label(name: str) -> str:
        known = (f"{one}.{name}" for one in sections if visit.wording.knows(f"web.{one}.{name}"))
        return next((visit.t(key) for key in known), "")

    return worded(visit.form, visit.t, label)


def worded(form: Form, says: Says, label: Callable[[str], str]) -> Errors:
    """Give the same in other words: `says` gives those of a key of pages.toml, `label` a field's name or nothing."""

    def named(name: str) -> str:
        return label(name) or says("wrong.field")

    odd = ((name, says("wrong.unreadable", field=named(name), **found.facts)) for name, found in form.odd.items())
    long = ((name, says("wrong.too_long", field=named(name))) for name in form.values if name in form.long)
    return tuple(("" if name in STEERING else name, said) for name, said in (*odd, *long))
