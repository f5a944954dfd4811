"""Forms: a located value of a file as the frozen dataclass that its type hints describe."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, Final, TypeVar, cast

from kemiflow.core.days import Window, fuzzy_window
from kemiflow.core.values import Publicity, Text, Words
from kemiflow.exchange.located import Entry, Items, Leaf, Node, Table
from kemiflow.exchange.problems import Findings
from kemiflow.exchange.scalars import as_boolean, as_day, as_integer, choices
from kemiflow.exchange.shapes import BAD, Missing, Rules, empty, optional, possible, shape, unknown, unread, whole
from kemiflow.exchange.unions import discriminator, kinds

Form = TypeVar("Form")

_NONE: Final = type(None)
_SCALARS: Final[dict[object, tuple[Any, str]]] = {
    date: (as_day, "no_day"),
    int: (as_integer, "no_number"),
    bool: (as_boolean, "no_yes_no"),
}


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Reads values of one file; `year` completes a time such as "lokakuun aikana"."""

    findings: Findings
    rules: Rules = field(default_factory=Rules)
    year: int | None = None

    def form(self, kind: type[Form], node: Node, at: str = "", defaults: Mapping[str, object] | None = None) -> Form:
        """Give the form; every problem found goes to `findings`, and the form counts only when there is none."""
        return cast("Form", self._dataclass(kind, node, at, defaults or {}))

    def value(self, hint: object, node: Node, at: str) -> object:
        """Give the value that the hint describes, or BAD after noting why not."""
        origin = typing.get_origin(hint)
        if origin in {typing.Union, types.UnionType}:
            return self._union(hint, node, at)
        if origin in {tuple, frozenset}:
            return self._list(hint, node, at)
        if origin is dict:
            return self._dict(hint, node, at)
        if dataclasses.is_dataclass(hint) and isinstance(hint, type):
            return self._dataclass(hint, node, at, {})
        return self._scalar(hint, node, at)

    def bad(self, node: Node | Entry, at: str, key: str, **facts: str) -> Missing:
        """Note a problem at a node."""
        self.findings.add(node.line, at, key, **facts)
        return BAD

    def _scalar(self, hint: object, node: Node, at: str) -> object:
        if not isinstance(node, Leaf):
            return self.bad(node, at, "no_single_value")
        if node.null:
            return self.bad(node, at, "empty_value")
        if hint is str:
            return node.text
        if isinstance(hint, type) and issubclass(hint, Enum):
            return self._choice(hint, node, at)
        read, key = _SCALARS[hint]
        found = read(node.text)
        return self.bad(node, at, **unread(key, node.text)) if found is None else found

    def _choice(self, kind: type[Enum], node: Leaf, at: str) -> object:
        known = choices(kind)
        if node.text in known:
            return known[node.text]
        return self.bad(node, at, "unknown_value", **unknown(node.text, known))

    def _list(self, hint: object, node: Node, at: str) -> object:
        build, of = cast("Any", typing.get_origin(hint)), typing.get_args(hint)[0]
        if isinstance(node, Leaf) and node.null:
            return build()
        if not isinstance(node, Items):
            return self.bad(node, at, "no_list")
        return whole(build, [self.value(of, item, f"{at}[{n}]") for n, item in enumerate(node.items, 1)])

    def _dict(self, hint: object, node: Node, at: str) -> object:
        key_hint, hint_of = typing.get_args(hint)
        if isinstance(node, Leaf) and node.null:
            return {}
        if not isinstance(node, Table):
            return self.bad(node, at, "no_table")
        pairs = [
            (
                self.value(key_hint, Leaf(line=each.line, text=each.key), at),
                self.value(hint_of, each.node, f"{at}.{each.key}"),
            )
            for each in node.entries
        ]
        return BAD if any(BAD in pair for pair in pairs) else dict(pairs)

    def _union(self, hint: object, node: Node, at: str) -> object:
        arms = typing.get_args(hint)
        if _NONE in arms:
            if isinstance(node, Leaf) and node.null:
                return None
            arms = tuple(arm for arm in arms if arm is not _NONE)
        return self.value(arms[0], node, at) if len(arms) == 1 else self._kind(arms, node, at)

    def _kind(self, arms: tuple[type, ...], node: Node, at: str) -> object:
        if not isinstance(node, Table):
            return self.bad(node, at, "no_table")
        known, key = kinds(arms), discriminator(arms)
        told = node.entry(key)
        if told is None or not isinstance(told.node, Leaf):
            return self.bad(node, at, "missing", field=key, known=", ".join(known))
        if told.node.text not in known:
            return self.bad(told, f"{at}.{key}", "unknown_value", **unknown(told.node.text, known))
        rest = dataclasses.replace(node, entries=tuple(each for each in node.entries if each.key != key))
        return self._dataclass(known[told.node.text], rest, at, {})

    def _dataclass(self, kind: type, node: Node, at: str, defaults: Mapping[str, object]) -> object:
        if isinstance(node, Leaf):
            return self._short(kind, node, at)
        if not isinstance(node, Table):
            return self.bad(node, at, "no_table")
        before = len(self.findings)
        given = self._fields(kind, node, at, defaults)
        sound = len(self.findings) == before and not any(each is BAD for each in given.values())
        return self._checked(kind, node, at, given) if sound else BAD

    def _fields(self, kind: type, node: Table, at: str, defaults: Mapping[str, object]) -> dict[str, object]:
        names = self.rules.names(kind)
        given: dict[str, object] = {}
        meant: set[str] = set()
        for entry in node.entries:
            here = f"{at}.{entry.key}".lstrip(".")
            if entry.key in names:
                given[names[entry.key]] = self._field(kind, names[entry.key], entry, here)
            else:
                facts = unknown(entry.key, names)
                meant.add(facts["near"])
                self.bad(entry, here, "unknown_field", **facts)
        for name in shape(kind):
            told = self.rules.told(kind, name)
            if name not in given and not self._absent(kind, name, given, defaults) and told not in meant:
                self.bad(node, at, "missing", field=told, known=possible(shape(kind)[name]))
        return given

    def _field(self, kind: type, name: str, entry: Entry, at: str) -> object:
        found = self.value(shape(kind)[name], entry.node, at)
        if found == () and (kind, name) in self.rules.filled:
            return self.bad(entry, at, "empty_list")
        return found

    def _absent(self, kind: type, name: str, given: dict[str, object], defaults: Mapping[str, object]) -> bool:
        """Put what stands for a field that was left out; False when it must not be."""
        if name in defaults:
            given[name] = defaults[name]
        elif (kind, name) in self.rules.usual:
            given[name] = self.rules.usual[kind, name]
        elif not optional(kind, name):
            if not self.rules.lenient or (kind, name) in self.rules.filled:
                return False
            return empty(shape(kind)[name], name, given)
        return True

    def _short(self, kind: type, node: Leaf, at: str) -> object:
        """Read a dataclass written as one word: its only required field, a name in one language, a fuzzy time."""
        if node.null:
            return self.bad(node, at, "empty_value")
        if kind is Words:
            return Words(fi=node.text, sv=node.text, en=node.text)
        if kind is Window:
            return self._fuzzy(node, at)
        required = [name for name in shape(kind) if not optional(kind, name)]
        if len(required) != 1:
            return self.bad(node, at, "no_table")
        hint = str if kind is Text else shape(kind)[required[0]]
        found = self.value(hint, node, at)
        return BAD if found is BAD else kind(**{required[0]: found})

    def _fuzzy(self, node: Leaf, at: str) -> object:
        # Without a year of its own the words must name one: no window lies in the year 1
        window = fuzzy_window(node.text, self.year or 1)
        if window is None or window.first.year == 1:
            return self.bad(node, at, **unread("no_window", node.text))
        return window

    def _checked(self, kind: type, node: Table, at: str, given: dict[str, object]) -> object:
        if kind is Text and given["text"] is None:
            return self.bad(node, at, "empty_value")
        if kind is Text and given.get("publicity") is Publicity.CONFIDENTIAL and not given.get("ground"):
            return self.bad(node, at, "no_ground")
        try:
            return kind(**given)
        except ValueError:  # a window that would end before it begins
            return self.bad(node, at, "window_reversed")
