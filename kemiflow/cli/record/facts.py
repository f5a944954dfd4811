"""Facts from options and files: a file's fields go before options, options before what is known anyway."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from kemiflow.cli.frame.options import content, shown_name
from kemiflow.cli.frame.slips import Slip
from kemiflow.cli.record.kinds import KINDS
from kemiflow.cli.record.options import has_option, option
from kemiflow.exchange.acts import read_facts
from kemiflow.exchange.forms import Reader
from kemiflow.exchange.located import Items, Leaf, Node
from kemiflow.exchange.problems import FileRefused, Findings
from kemiflow.exchange.shapes import shape
from kemiflow.exchange.unions import FACTS

if TYPE_CHECKING:
    from kemiflow.core.records import Fact

NOTHING: Final = "{}"


def facts_of(name: str, source: str | None, given: Mapping[str, object], known: dict[str, object]) -> tuple[Fact, ...]:
    """Give the facts that a `record` command tells, several when its file holds a list.

    Errors: FileRefused; Slip names an option that is missing.
    """
    kind = KINDS[name]
    whole = {**known, **_typed(name, given, known)}
    if source is not None:
        return read_facts(kind, content(source), shown_name(source), whole)
    try:
        return read_facts(kind, NOTHING, name, whole)
    except FileRefused as refused:
        raise _missing(name, refused) or refused from refused


def _typed(name: str, given: Mapping[str, object], known: Mapping[str, object]) -> dict[str, object]:
    """Read options as the fields that they are. Errors: FileRefused names the option."""
    on, findings = known.get("on"), Findings(f"record {name}")
    reader = Reader(findings=findings, year=on.year if isinstance(on, date) else None)
    fields = shape(FACTS[KINDS[name]])
    found = {
        field: True if value is True else reader.value(fields[field], _node(value), option(field))
        for field, value in given.items()
        if field in fields and value not in (None, False, [])
    }
    findings.refuse()
    return found


def _node(value: object) -> Node:
    if not isinstance(value, str) and isinstance(value, Sequence):
        leaves = tuple(Leaf(line=0, text=str(one)) for one in value)
        return Items(line=0, items=leaves, size=1 + len(leaves))
    return Leaf(line=0, text=str(value))


def _missing(name: str, refused: FileRefused) -> Slip | None:
    fields = [problem.facts.get("field", problem.field) for problem in refused.problems]
    if not all(problem.key in {"missing", "empty_list"} for problem in refused.problems):
        return None
    long = [field for field in fields if not has_option(name, field)]
    if long:
        return Slip("needs_file", name=name, fields=", ".join(long))
    return Slip("missing_parameter", option=", ".join(option(field) for field in fields))
