"""YAML as values that know their line; duplicate keys, bombs and other encodings are refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

import yaml

from kemiflow.exchange.decoding import MAX_BYTES, decoded, refused
from kemiflow.exchange.readable import odd

MAX_DEPTH: Final = 40
MAX_NODES: Final = 200_000
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """A word, number, day or text as it was written; `null` when it was left empty without quotes."""

    line: int
    text: str
    null: bool = False
    size: int = 1


@dataclass(frozen=True, kw_only=True)
class Items:
    """A list."""

    line: int
    items: tuple[Node, ...]
    size: int


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One key of a table, with the line of the key."""

    line: int
    key: str
    node: Node


@dataclass(frozen=True, kw_only=True)
class Table:
    """Keys and values."""

    line: int
    entries: tuple[Entry, ...]
    size: int

    def entry(self, key: str) -> Entry | None:
        """Give the entry of that key, or None."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def line_of(self, key: str) -> int:
        """Give the line of a key, or of the table when the key is missing."""
        entry = self.entry(key)
        return entry.line if entry else self.line


Node: TypeAlias = Leaf | Items | Table


def read_yaml(content: bytes | str, file: str) -> Node:
    """Give a YAML file's values, each with its line.

    Errors: FileRefused when the file is empty, no YAML, names a key twice, or would grow beyond measure.
    """
    text = decoded(content, file)
    try:
        root = _Tree(file).build(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise refused(file, line, "no_yaml", detail=error.problem or "") from error
    except yaml.YAMLError as error:
        raise refused(file, _bad_character(text, error), "bad_character") from error
    if root is None:
        raise refused(file, 0, "empty_file")
    return root


class _Open:
    """A list or table whose end has not come yet."""

    def __init__(self, line: int, anchor: str | None, *, table: bool) -> None:
        self.line, self.anchor, self.table = line, anchor, table
        self.nodes: list[Node] = []

    @property
    def awaits_key(self) -> bool:
        return self.table and len(self.nodes) % 2 == 0


class _Tree:
    """Builds values from events; never deeper than MAX_DEPTH, since the C loader's own builder overruns its stack."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.stack: list[_Open] = []
        self.anchors: dict[str, Node] = {}
        self.root: Node | None = None

    def build(self, events: Iterator[yaml.Event]) -> Node | None:
        for event in events:
            self._take(event, event.start_mark.line + 1 if event.start_mark else 0)
        return self.root

    def _take(self, event: yaml.Event, line: int) -> None:
        match event:
            case yaml.ScalarEvent():
                null = event.style in {None, ""} and event.value in _NULLS
                self._readable(event.value, line)
                self._place(Leaf(line=line, text=event.value, null=null), event.anchor)
            case yaml.AliasEvent():
                self._place(self._known(event.anchor, line), None)
            case yaml.CollectionStartEvent():
                self._open(_Open(line, event.anchor, table=isinstance(event, yaml.MappingStartEvent)))
            case yaml.CollectionEndEvent():
                self._close()
            case yaml.DocumentStartEvent() if self.root is not None:
                raise refused(self.file, line, "two_documents")
            case _:
                pass

    def _readable(self, value: str, line: int) -> None:
        """Refuse what an escape brings in, though the file itself may not hold it."""
        found = odd(value)
        if found:
            raise refused(self.file, line, "unreadable", **found.facts)

    def _known(self, anchor: str | None, line: int) -> Node:
        if anchor is None or anchor not in self.anchors:
            raise refused(self.file, line, "unknown_anchor", value=anchor or "")
        return self.anchors[anchor]

    def _open(self, opened: _Open) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise refused(self.file, opened.line, "too_deep", limit=str(MAX_DEPTH))
        if self.stack and self.stack[-1].awaits_key:
            raise refused(self.file, opened.line, "no_plain_key")
        self.stack.append(opened)

    def _close(self) -> None:
        closed = self.stack.pop()
        size = 1 + sum(node.size for node in closed.nodes)
        if size > MAX_NODES:
            raise refused(self.file, closed.line, "too_big", limit=str(MAX_BYTES // 1_000_000))
        nodes = tuple(closed.nodes)
        if closed.table:
            self._place(Table(line=closed.line, entries=self._entries(nodes), size=size), closed.anchor)
        else:
            self._place(Items(line=closed.line, items=nodes, size=size), closed.anchor)

    def _place(self, node: Node, anchor: str | None) -> None:
        if self.stack and self.stack[-1].awaits_key and not isinstance(node, Leaf):
            raise refused(self.file, node.line, "no_plain_key")
        if anchor:
            self.anchors[anchor] = node
        if self.stack:
            self.stack[-1].nodes.append(node)
        else:
            self.root = node

    def _entries(self, nodes: tuple[Node, ...]) -> tuple[Entry, ...]:
        found: dict[str, Entry] = {}
        for key, node in zip(nodes[::2], nodes[1::2], strict=True):
            name = key.text if isinstance(key, Leaf) else ""
            if name in found:
                raise refused(self.file, key.line, "key_twice", value=name, first=str(found[name].line))
            found[name] = Entry(line=key.line, key=name, node=node)
        return tuple(found.values())


def _bad_character(text: str, error: yaml.YAMLError) -> int:
    position = getattr(error, "position", 0) or 0
    return text.count("\n", 0, position) + 1
