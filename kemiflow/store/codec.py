"""Facts to canonical JSON and back, compiled once a class; old versions are lifted, unknown ones refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Final, TypeAlias, Union, get_args, get_origin, get_type_hints

from kemiflow.core.records import Fact
from kemiflow.core.values import Text
from kemiflow.store.canonical import Json, canonical
from kemiflow.store.forms import (
    DAY,
    PLAIN,
    TEXT,
    Body,
    Form,
    SaltedText,
    Words,
    enumeration,
    kind_of,
    optional,
    record_of,
    tuple_of,
)

Upcast: TypeAlias = Callable[[Body], Body]

# Tags of a union's member: no field of a fact can have such a name (DocumentMade has a `kind` of its own)
KIND: Final = "$kind"
VERSION: Final = "$version"


parsed: Final = json.JSONDecoder().decode


class KindUnknown(ValueError):
    """A record is of a kind or a version that this program does not know; a newer one wrote it."""


class BodyUnreadable(ValueError):
    """A record's body is not what its kind and version say, or one of its texts is missing."""


class TypeUnsupported(TypeError):
    """A fact has a field of a type that the journal cannot keep."""


@dataclass(frozen=True, kw_only=True)
class Encoded:
    """A fact as the journal keeps it, and the texts that go beside it."""

    kind: str
    version: int
    body: str
    texts: tuple[SaltedText, ...]


class Untold(dict[str, str | None]):
    """Words that nobody asked for: every text is read as None."""

    def __missing__(self, digest: str) -> None:
        """Give no words."""


UNTOLD: Final[Words] = Untold()


class Codec:
    """The forms of all kinds of fact; a kind without an entry in `versions` is at version 1."""

    def __init__(
        self,
        classes: Sequence[type] = get_args(Fact),
        versions: Mapping[str, int] | None = None,
        upcasters: Mapping[tuple[str, int], Upcast] | None = None,
    ) -> None:
        """Compile the classes; `upcasters` lift a body of (kind, version) by one version."""
        self._versions = {kind_of(cls): 1 for cls in classes} | dict(versions or {})
        self._upcasters = dict(upcasters or {})
        plain: dict[object, Form] = dict.fromkeys((str, int, bool, NoneType), PLAIN)
        self._forms = plain | {date: DAY, Text: TEXT}
        self._kinds = {kind_of(cls): self._form(cls) for cls in classes}

    @property
    def kinds(self) -> tuple[str, ...]:
        """Name all kinds."""
        return tuple(self._kinds)

    def encode(self, fact: object) -> Encoded:
        """Write a fact; each of its texts gets a fresh nonce of 16 random bytes."""
        kind = kind_of(type(fact))
        texts: list[SaltedText] = []
        body = canonical(self._kinds[kind].write(fact, texts))
        return Encoded(kind=kind, version=self._versions[kind], body=body, texts=tuple(texts))

    def decode(self, kind: str, version: int, body: str, words: Words = UNTOLD) -> Fact:
        """Read a fact with the words of its texts, by digest.

        Raises KindUnknown for a kind or version of a newer program, BodyUnreadable for a body of another shape.
        """
        if kind not in self._kinds:
            raise KindUnknown(f"kind {kind}, version {version}")
        try:
            fact: Fact = self._kinds[kind].read(self._lifted(kind, version, parsed(body)), words)
        except KindUnknown:
            raise
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise BodyUnreadable(f"kind {kind}, version {version}: {error!r}") from error
        return fact

    def _lifted(self, kind: str, version: int, body: Body) -> Body:
        while version != self._versions[kind]:
            if (kind, version) not in self._upcasters:
                raise KindUnknown(f"kind {kind}, version {version}")
            body = self._upcasters[kind, version](body)
            version += 1
        return body

    def _form(self, hint: object) -> Form:
        if hint not in self._forms:
            self._forms[hint] = self._compiled(hint)
        return self._forms[hint]

    def _compiled(self, hint: object) -> Form:
        if get_origin(hint) in {Union, UnionType}:
            return self._union(get_args(hint))
        if get_origin(hint) is tuple and get_args(hint)[1:] == (...,):
            return tuple_of(self._form(get_args(hint)[0]))
        if isinstance(hint, type) and issubclass(hint, Enum):
            return enumeration(hint)
        if isinstance(hint, type) and is_dataclass(hint):
            hints = get_type_hints(hint)
            return record_of(hint, {field.name: self._form(hints[field.name]) for field in fields(hint)})
        raise TypeUnsupported(f"{hint}")

    def _union(self, hints: tuple[object, ...]) -> Form:
        some = tuple(hint for hint in hints if hint is not NoneType)
        form = self._form(some[0]) if len(some) == 1 else self._tagged(some)
        return form if len(some) == len(hints) or form is PLAIN else optional(form)

    def _tagged(self, hints: tuple[object, ...]) -> Form:
        classes = [hint for hint in hints if isinstance(hint, type) and is_dataclass(hint)]
        if len(classes) != len(hints):
            raise TypeUnsupported(f"a union of {hints}")
        forms = {kind_of(cls): self._form(cls) for cls in classes}

        def read(value: Body, words: Words) -> object:
            kind, version = value.pop(KIND), value.pop(VERSION, None)
            if kind not in forms:
                raise KindUnknown(f"kind {kind}")
            return forms[kind].read(value if version is None else self._lifted(kind, version, value), words)

        def write(value: object, texts: list[SaltedText]) -> Json:
            kind = kind_of(type(value))
            tag = {KIND: kind} | ({VERSION: self._versions[kind]} if kind in self._versions else {})
            return dict(_items(forms[kind].write(value, texts))) | tag

        return Form(read=read, write=write)


def _items(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, Mapping) else {}


CODEC: Final = Codec()
