"""People's acts from YAML: one record's form, and files of acts on their days."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, cast

from kemiflow.core.records import Corrected, Fact
from kemiflow.core.records.city import CityFact
from kemiflow.core.records.decision import DecisionRecorded
from kemiflow.core.records.person import PersonFact
from kemiflow.core.records.step import RoundBegun
from kemiflow.core.values import PresenterMode, Publicity
from kemiflow.exchange.forms import Reader
from kemiflow.exchange.located import Items, Leaf, Node, Table, read_yaml
from kemiflow.exchange.problems import Findings
from kemiflow.exchange.shapes import BAD, Rules, shape, unknown
from kemiflow.exchange.unions import FACTS

HEADER: Final = ("on", "by", "case", "told", "because", "tell")
_WITHOUT_CASE: Final = frozenset((*typing.get_args(CityFact), *typing.get_args(PersonFact)))
_RULES: Final = Rules(
    lenient=True,
    renamed={(Corrected, "on"): "happened"},
    filled=frozenset({(DecisionRecorded, "clauses"), (RoundBegun, "asked")}),
    usual={
        (DecisionRecorded, "publicity"): Publicity.PUBLIC,
        (DecisionRecorded, "presenter_mode"): PresenterMode.PRESENTER,
        **{(kind, "round"): 1 for kind in FACTS.values() if "round" in shape(kind)},
    },
)


@dataclass(frozen=True, kw_only=True)
class Act:
    """What a person did on a day; `case` is None for facts of the city and of persons, `line` where it stands.

    `told` is the day of telling when it is another one, `because` why the law or the plan was departed from.
    """

    on: date
    by: str
    case: str | None
    fact: Fact
    line: int
    told: date | None = None
    because: str | None = None


@dataclass(frozen=True, kw_only=True)
class Header:
    """When, by whom and in which matter an act was done, when it was told, and why it departs from the plan."""

    on: date
    by: str
    case: str | None = None
    told: date | None = None
    because: str | None = None


def read_fact(kind: str, content: bytes | str, name: str, defaults: Mapping[str, object] | None = None) -> Fact:
    """Read one record's form; its keys are the fields of the fact (`decision_recorded`), defaults fill what it lacks.

    A date under `on` in the defaults completes times such as "lokakuun aikana". Errors: FileRefused, and KeyError for
    a kind that is none of `unions.FACTS`.
    """
    (fact,) = _read(kind, (read_yaml(content, name),), name, dict(defaults or {}))
    return fact


def read_facts(
    kind: str, content: bytes | str, name: str, defaults: Mapping[str, object] | None = None
) -> tuple[Fact, ...]:
    """Read one record's form, or a list of such forms: see `read_fact`."""
    root = read_yaml(content, name)
    return _read(kind, root.items if isinstance(root, Items) else (root,), name, dict(defaults or {}))


def _read(kind: str, forms: tuple[Node, ...], name: str, given: dict[str, object]) -> tuple[Fact, ...]:
    day = given.get("on")
    findings = Findings(name)
    reader = Reader(findings=findings, rules=_RULES, year=day.year if isinstance(day, date) else None)
    facts: list[object] = [reader.form(FACTS[kind], form, defaults=given) for form in forms]
    findings.refuse()
    return cast("tuple[Fact, ...]", tuple(facts))


def read_acts(content: bytes | str, name: str, more: Mapping[str, type] | None = None) -> tuple[Act, ...]:
    """Read a list of acts, or a table with `acts` and the `case` that they belong to, in the order of the file.

    `more` are forms beside the facts, by the word after `tell`. Errors: FileRefused with every problem of every act.
    """
    findings = Findings(name)
    root = read_yaml(content, name)
    case, acts = _acts(root, findings)
    reader = _Acts(findings, case, {**FACTS, **(more or {})})
    read = [reader.act(node, f"[{number}]") for number, node in enumerate(acts, 1)]
    findings.refuse()
    return tuple(act for act in read if act is not None)


def _acts(root: Node, findings: Findings) -> tuple[str | None, tuple[Node, ...]]:
    if isinstance(root, Items):
        return None, root.items
    acts = root.entry("acts") if isinstance(root, Table) else None
    if acts is None or not isinstance(acts.node, Items):
        findings.add(root.line, "acts", "no_list")
        return None, ()
    return _word(root, "case"), acts.node.items


def _word(node: Node, key: str) -> str | None:
    entry = node.entry(key) if isinstance(node, Table) else None
    return entry.node.text if entry and isinstance(entry.node, Leaf) and not entry.node.null else None


class _Acts:
    """Reads the acts of one file."""

    def __init__(self, findings: Findings, case: str | None, kinds: Mapping[str, type]) -> None:
        self.findings, self.case, self.kinds = findings, case, kinds

    def act(self, node: Node, at: str) -> Act | None:
        kind = self._kind(node, at)
        if kind is None or not isinstance(node, Table):
            return None
        reader = Reader(findings=self.findings, rules=_RULES)
        header = reader.value(Header, _part(node, at_head=True), at)
        if not isinstance(header, Header):
            return None
        fact = replace(reader, year=header.on.year).value(kind, _part(node, at_head=False), at)
        about = type(fact.fact) if isinstance(fact, Corrected) else kind
        case = self._case(about, header, node, at)
        return None if fact is BAD else Act(**{**vars(header), "case": case}, fact=cast("Fact", fact), line=node.line)

    def _kind(self, node: Node, at: str) -> type | None:
        told = _word(node, "tell")
        if told is None:
            self.findings.add(node.line, at, "missing", field="tell", known="")
        elif told not in self.kinds:
            line = node.line_of("tell") if isinstance(node, Table) else node.line
            self.findings.add(line, f"{at}.tell", "unknown_value", **{**unknown(told, self.kinds), "known": ""})
        return self.kinds.get(told or "")

    def _case(self, kind: type, header: Header, node: Table, at: str) -> str | None:
        if kind in _WITHOUT_CASE:
            if header.case is not None:
                self.findings.add(node.line_of("case"), f"{at}.case", "case_not_for_kind", value=header.case)
            return None
        if header.case is None and self.case is None:
            self.findings.add(node.line, at, "missing", field="case", known="")
        return header.case or self.case


def _part(node: Table, *, at_head: bool) -> Table:
    """Take the act's own keys, or those of its fact."""
    names = HEADER[:-1] if at_head else HEADER
    return replace(node, entries=tuple(each for each in node.entries if (each.key in names) is at_head))
