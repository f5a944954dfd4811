"""A process drawn as text and as a Mermaid flowchart, with the place of a matter marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kemiflow.core.definition.layout import Layout, Mark
from kemiflow.core.definition.process import Step, StepKind
from kemiflow.core.wording import Wording

SIGNS: Final = {Mark.DONE: "[x] ", Mark.HERE: "[>] ", Mark.AHEAD: "[ ] "}
SHAPES: Final = {
    StepKind.STATEMENTS: ("[/", "/]"),
    StepKind.DECISION: ("[", "]"),
    StepKind.SESSION: ("([", "])"),
    StepKind.PROJECTS: ("[[", "]]"),
}
# Told by the line as well as by the colour
STYLES: Final = (
    "classDef done fill:#e6f0e6,stroke:#2d6a2d",
    "classDef here fill:#fff4cc,stroke:#7a5c00,stroke-width:4px",
    "classDef ahead fill:#ffffff,stroke:#555555,stroke-dasharray:4 3",
)


def as_text(drawn: Layout, word: Wording) -> str:
    """Draw layer by layer: steps that may go on side by side stand between the same lines."""
    return "\n".join(_text_lines(drawn, word)) + "\n"


def as_mermaid(drawn: Layout, word: Wording) -> str:
    """Write a flowchart that Mermaid draws."""
    return "\n".join(_mermaid_lines(drawn, word)) + "\n"


def name_of(step: Step, word: Wording) -> str:
    """Give the name of a step as people read it."""
    return step.name.in_language(word.language)


def _text_lines(drawn: Layout, word: Wording) -> Iterator[str]:
    yield drawn.process.title.in_language(word.language)
    back = {where: f"{', '.join(word.say(f'effect.{one}') for one in why)}" for where, why in drawn.back.items()}
    for number, layer in enumerate(drawn.layers):
        yield "  |" if number else ""
        for step in layer:
            side = "+ " if len(layer) > 1 else "  "
            waits = f" <- {', '.join(step.after)}" if step.after else ""
            yield f"{side}{SIGNS[drawn.marks[step.id]] if drawn.marks else ''}{name_of(step, word)} ({step.id}){waits}"
            yield from (f"      ^ {why}: {to}" for (start, to), why in back.items() if start == step.id)


def _mermaid_lines(drawn: Layout, word: Wording) -> Iterator[str]:
    yield "flowchart TD"
    for layer in drawn.layers:
        for step in layer:
            first, last = SHAPES[step.kind]
            marked = f":::{drawn.marks[step.id]}" if drawn.marks else ""
            yield f'  {step.id}_{first}"{_quoted(name_of(step, word))}"{last}{marked}'
    yield from (f"  {start}_ --> {end}_" for start, end in drawn.onward)
    for (start, end), why in drawn.back.items():
        told = ", ".join(word.say(f"effect.{one}") for one in why)
        yield f'  {start}_ -. "{_quoted(told)}" .-> {end}_'
    yield from (f"  {style}" for style in STYLES if drawn.marks)


def _quoted(text: str) -> str:
    # Mermaid reads entities of its own inside quotation marks
    return text.replace("&", "#amp;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
