"""What the database itself writes faster than anybody who reads it: bytes of a text, columns quoted as JSON."""

from __future__ import annotations

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class Utf8(FunctionElement[bytes]):
    """A text's bytes, which are what is hashed: decoding them would only be undone."""

    inherit_cache = True


class Quoted(FunctionElement[str]):
    """Columns as one JSON object in their order; a name whose quoting differs from RFC 8785 only costs time."""

    inherit_cache = True


@compiles(Utf8, "sqlite")
def _utf8_on_sqlite(element: Utf8, compiler: SQLCompiler, **_: object) -> str:
    return f"CAST({compiler.process(element.clauses)} AS BLOB)"


@compiles(Utf8, "postgresql")
def _utf8_on_postgresql(element: Utf8, compiler: SQLCompiler, **_: object) -> str:
    return f"convert_to({compiler.process(element.clauses)}, 'UTF8')"


@compiles(Quoted, "sqlite")
def _quoted_on_sqlite(element: Quoted, compiler: SQLCompiler, **_: object) -> str:
    named = (f"'{column.name}', {compiler.process(column)}" for column in element.clauses)
    return f"json_object({', '.join(named)})"


@compiles(Quoted, "postgresql")
def _quoted_on_postgresql(element: Quoted, compiler: SQLCompiler, **_: object) -> str:
    named = (f"""'"{column.name}":' || to_json({compiler.process(column)}::text)""" for column in element.clauses)
    return "'{' || " + " || ',' || ".join(named) + " || '}'"
