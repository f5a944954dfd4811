"""Process definitions from YAML: read by type, proved sound, every flaw with its line."""

from __future__ import annotations

from typing import Final

from kemiflow.core.definition.graph import Flaw
from kemiflow.core.definition.process import Process, Step
from kemiflow.core.definition.soundness import flaws
from kemiflow.exchange.forms import Reader
from kemiflow.exchange.located import Items, Node, Table, read_yaml
from kemiflow.exchange.problems import Findings
from kemiflow.exchange.shapes import Rules

# Only a decision's order gives a step these; the source is the file itself
_RULES: Final = Rules(hidden=frozenset({(Step, "window"), (Step, "origin"), (Step, "order"), (Process, "source")}))


def read_process(content: bytes | str, name: str) -> Process:
    """Read a definition and prove it sound; `source` of the process is the file's name.

    Errors: FileRefused with every problem, by line.
    """
    findings = Findings(name)
    root = read_yaml(content, name)
    process = Reader(findings=findings, rules=_RULES).form(Process, root, defaults={"source": name})
    findings.refuse()
    for flaw in flaws(process):
        line, at = place(root, flaw)
        findings.add(line, at, flaw.reason, **flaw.facts)
    findings.refuse()
    return process


def place(root: Node, flaw: Flaw) -> tuple[int, str]:
    """Find the line and the field that a flaw of a definition is about."""
    steps = root.entry("steps") if isinstance(root, Table) else None
    if steps is None or not isinstance(steps.node, Items) or flaw.index is None:
        return root.line, flaw.field
    node = steps.node.items[flaw.index]
    line = node.line_of(flaw.field) if isinstance(node, Table) else node.line
    return line, f"{flaw.step}.{flaw.field}"
