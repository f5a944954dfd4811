"""The structure of a tagged PDF: its elements in reading order, and headers of rows for a header column."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pikepdf

MOST_DEEP: Final = 200


@dataclass(frozen=True, kw_only=True)
class Tag:
    """One element of the structure: its kind as the standard names it, itself, and how deep it stands."""

    kind: str
    element: pikepdf.Object
    depth: int


def tags(pdf: pikepdf.Pdf) -> tuple[Tag, ...]:
    """Give the elements of the structure, in reading order."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return ()
    named = root.get("/RoleMap", pikepdf.Dictionary())
    return tuple(_below(root, {str(name): str(named[name]) for name in named.keys()}, 0))  # noqa: SIM118 - no mapping


def inside(above: Tag, found: Sequence[Tag], kind: str) -> tuple[Tag, ...]:
    """Give the elements of a kind below another one, those of tables inside it apart."""
    start = next(number for number, one in enumerate(found) if one is above) + 1
    taken: list[Tag] = []
    inner: int | None = None
    for one in found[start:]:
        if one.depth <= above.depth:
            break
        inner = None if inner is not None and one.depth <= inner else inner
        if one.kind == "Table" and inner is None:
            inner = one.depth
        if one.kind == kind and inner is None:
            taken.append(one)
    return tuple(taken)


def head_rows(pdf: pikepdf.Pdf, with_column: Sequence[bool]) -> None:
    """Make the first cell of each row a header where the document's table has a header column.

    `with_column` tells it of each table of the document, in its order. LibreOffice 7.4 knows header rows only.
    """
    found = tags(pdf)
    tables = [one for one in found if one.kind == "Table"]
    if len(tables) != len(with_column):
        return
    for table in (one for one, told in zip(tables, with_column, strict=True) if told):
        for row in inside(table, found, "TR"):
            _head(row.element)


def _head(row: pikepdf.Object) -> None:
    first = next((one for one in _children(row) if isinstance(one, pikepdf.Dictionary) and "/S" in one), None)
    if first is None or str(first["/S"]) != "/TD":
        return
    first["/S"] = pikepdf.Name("/TH")
    own = first.get("/A")
    known = [] if own is None else list(own) if isinstance(own, pikepdf.Array) else [own]
    of_row = pikepdf.Dictionary({"/O": pikepdf.Name("/Table"), "/Scope": pikepdf.Name("/Row")})
    first["/A"] = pikepdf.Array([*known, of_row])


def _below(element: pikepdf.Object, roles: Mapping[str, str], depth: int) -> Iterator[Tag]:
    for child in _children(element):
        if depth < MOST_DEEP and isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield Tag(kind=_standard(str(child["/S"]), roles).removeprefix("/"), element=child, depth=depth)
            yield from _below(child, roles, depth + 1)


def _standard(kind: str, roles: Mapping[str, str]) -> str:
    seen: set[str] = set()
    while kind in roles and kind not in seen:
        seen.add(kind)
        kind = roles[kind]
    return kind


def _children(element: pikepdf.Object) -> list[pikepdf.Object]:
    below = element.get("/K")
    if below is None:
        return []
    return list(below) if isinstance(below, pikepdf.Array) else [below]
