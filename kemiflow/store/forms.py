"""How values of one type are read from JSON and written to it: days, enumerations, tuples, texts, dataclasses."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from typing import Any, Final, TypeAlias

from kemiflow.core.values import Publicity, Text
from kemiflow.store.canonical import Json, salted

Words: TypeAlias = Mapping[str, str | None]
Body: TypeAlias = dict[str, Any]

NONCE_BYTES: Final = 16


@dataclass(frozen=True, kw_only=True)
class SaltedText:
    """A text on its way beside the chain."""

    digest: str
    nonce: bytes
    text: Text


Read: TypeAlias = Callable[[Any, Words], Any]
Write: TypeAlias = Callable[[Any, list[SaltedText]], Json]


@dataclass(frozen=True, kw_only=True)
class Form:
    """How values of one type are read and written."""

    read: Read
    write: Write


PLAIN: Final = Form(read=lambda value, _: value, write=lambda value, _: value)
DAY: Final = Form(read=lambda value, _: date.fromisoformat(value), write=lambda value, _: value.isoformat())


def kind_of(cls: type) -> str:
    """Give a class's name in snake_case."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls.__name__).lower()


def optional(form: Form) -> Form:
    """Let a form be None too."""
    return Form(
        read=lambda value, words: None if value is None else form.read(value, words),
        write=lambda value, texts: None if value is None else form.write(value, texts),
    )


def tuple_of(form: Form) -> Form:
    """Repeat a form."""
    read, write = form.read, form.write
    if form is PLAIN:
        return Form(read=lambda value, _: tuple(value), write=lambda value, _: list(value))
    return Form(
        read=lambda value, words: tuple([read(item, words) for item in value]),
        write=lambda value, texts: [write(item, texts) for item in value],
    )


def enumeration(cls: type[Enum]) -> Form:
    """Keep an enumeration by its values."""
    members = {member.value: member for member in cls}
    return Form(read=lambda value, _: members[value], write=lambda value, _: value.value)


def record_of(cls: type, forms: Mapping[str, Form]) -> Form:
    """Keep a dataclass as an object of its fields; a field with a default may be absent, an unknown one may not."""
    readers = tuple((name, form.read) for name, form in forms.items() if form is not PLAIN)
    writers = tuple((name, form.write) for name, form in forms.items())
    make = _maker(cls)

    def read(value: Body, words: Words) -> object:
        for name, reader in readers:
            if name in value:
                value[name] = reader(value[name], words)
        return make(value)

    def write(value: object, texts: list[SaltedText]) -> Json:
        return {name: writer(getattr(value, name), texts) for name, writer in writers}

    return Form(read=read, write=write)


def _maker(cls: type) -> Callable[[Body], object]:
    # The frozen __init__ takes more time than all the rest of reading, so complete values go past it
    if hasattr(cls, "__slots__") or hasattr(cls, "__post_init__"):
        return lambda value: cls(**value)
    names = frozenset(field.name for field in fields(cls))
    new, put = object.__new__, object.__setattr__

    def make(value: Body) -> object:
        if value.keys() != names:
            return cls(**value)
        made: object = new(cls)
        put(made, "__dict__", value)
        return made

    return make


_PUBLICITY: Final = {member.value: member for member in Publicity}
_make_text: Final = _maker(Text)


def _read_text(value: Body, words: Words) -> object:
    digest = value.pop("digest")
    value["text"] = None if digest is None else words[digest]
    value["publicity"] = _PUBLICITY[value["publicity"]]
    return _make_text(value)


def _write_text(value: Text, texts: list[SaltedText]) -> Json:
    digest = None
    if value.text is not None:
        nonce = secrets.token_bytes(NONCE_BYTES)
        digest = salted(nonce, value.text)
        texts.append(SaltedText(digest=digest, nonce=nonce, text=value))
    return {"digest": digest, "publicity": value.publicity.value, "ground": value.ground, "subject": value.subject}


TEXT: Final = Form(read=_read_text, write=_write_text)
