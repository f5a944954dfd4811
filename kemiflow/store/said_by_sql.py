"""What the database itself writes faster than anybody who reads it: bytes to hash, columns quoted as JSON."""

from __future__ import annotations

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class Bytes(FunctionElement[bytes]):
    """Bytes and a text behind them as one row of bytes, which is what is hashed; nothing where either is missing."""

    inherit_cache = True


class Quoted(FunctionElement[str]):
    """Columns as one JSON object in their order; a name whose quoting differs from RFC 8785 only costs time."""

    inherit_cache = True


@compiles(Bytes, "sqlite")
def _bytes_on_sqlite(element: Bytes, compiler: SQLCompiler, **_: object) -> str:
    first, text = map(compiler.process, element.clauses)
    # A column of SQLite holds what it is given, and what is of another type is not what was written
    return f"CASE WHEN typeof({first}) = 'blob' AND typeof({text}) = 'text' THEN CAST({first} || {text} AS BLOB) END"


@compiles(Bytes, "postgresql")
def _bytes_on_postgresql(element: Bytes, compiler: SQLCompiler, **_: object) -> str:
    first, text = map(compiler.process, element.clauses)
    return f"{first} || convert_to({text}, 'UTF8')"


@compiles(Quoted, "sqlite")
def _quoted_on_sqlite(element: Quoted, compiler: SQLCompiler, **_: object) -> str:
    named = (f"'{column.name}', {compiler.process(column)}" for column in element.clauses)
    return f"json_object({', '.join(named)})"


@compiles(Quoted, "postgresql")
def _quoted_on_postgresql(element: Quoted, compiler: SQLCompiler, **_: object) -> str:
    named = (
        f"""'"{column.name}":' || coalesce(to_json({compiler.process(column)}::text)::text, 'null')"""
        for column in element.clauses
    )
    return "'{' || " + " || ',' || ".join(named) + " || '}'"
