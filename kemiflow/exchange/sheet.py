"""CSV as rows that know their line: UTF-8, comma, semicolon or tab, headings in English or Finnish."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kemiflow.exchange.decoding import decoded, refused
from kemiflow.exchange.problems import Findings, nearest
from kemiflow.exchange.shapes import shown

_SEPARATORS: Final = (";", "\t", ",")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: its line, and its cells by column, without those left empty."""

    line: int
    cells: Mapping[str, str]

    def cell(self, column: str) -> str:
        """Give a cell's text, or nothing."""
        return self.cells.get(column, "")


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The columns of a sheet: which must be there, and other names under which they are known."""

    needed: tuple[str, ...]
    optional: tuple[str, ...]
    names: Mapping[str, str]

    @property
    def known(self) -> tuple[str, ...]:
        """Every column."""
        return self.needed + self.optional

    def column(self, heading: str) -> str:
        """Give the column that a heading means, or the heading itself."""
        word = heading.strip().casefold()
        return self.names.get(word, word)


def read_sheet(content: bytes | str, columns: Columns, findings: Findings) -> tuple[Row, ...]:
    """Read the rows below the headings, without empty ones; rows of another width are noted as problems.

    Errors: FileRefused when it is no CSV in UTF-8, or a column is missing, unknown or there twice.
    """
    text = decoded(content, findings.file)
    lines = _lines(text, findings.file)
    if not lines:
        raise refused(findings.file, 0, "empty_file")
    heading = _headings(lines[0][1], lines[0][0], columns, findings)
    findings.refuse()
    return tuple(row for line, cells in lines[1:] if (row := _row(line, cells, heading, findings)))


def _lines(text: str, file: str) -> list[tuple[int, list[str]]]:
    first = text.lstrip().partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found: list[tuple[int, list[str]]] = []
    before = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append((before + 1, cells))
            before = reader.line_num
    except csv.Error as error:
        raise refused(file, before + 1, "no_csv", detail=str(error)) from error
    return found


def _headings(cells: list[str], line: int, columns: Columns, findings: Findings) -> list[str]:
    names = [columns.column(cell) for cell in cells]
    for name in dict.fromkeys(names):
        if name not in columns.known:
            near = nearest(name, columns.known)
            findings.add(line, shown(name), "unknown_column", value=shown(name), near=near, known=_listed(columns))
        elif names.count(name) > 1:
            findings.add(line, name, "column_twice", value=name)
    for name in columns.needed:
        if name not in names:
            findings.add(line, name, "missing_column", value=name, known=_listed(columns))
    return names


def _row(line: int, cells: list[str], heading: list[str], findings: Findings) -> Row | None:
    if len(cells) != len(heading):
        findings.add(line, "", "row_width", value=str(len(cells)), width=str(len(heading)))
        return None
    filled = {name: cell.strip() for name, cell in zip(heading, cells, strict=True) if cell.strip()}
    return Row(line=line, cells=filled)


def _listed(columns: Columns) -> str:
    return ", ".join(columns.known)
