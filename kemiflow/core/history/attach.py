"""Documents and letters stand at the line that they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kemiflow.core.history.context import belongs
from kemiflow.core.history.line import Context, DocumentLine, LetterLine, Line
from kemiflow.core.records import Record
from kemiflow.core.records.case import DocumentMade
from kemiflow.core.records.person import Fate, LetterDecided, LetterSettled

ANCHORS = ("decision", "round_begun", "opened")


def with_documents(lines: list[Line], made: Iterable[Record], found: Mapping[str, Context]) -> list[Line]:
    """Give the lines with their documents; those that belong to no line get one of their own."""
    for record in made:
        if isinstance(record.fact, DocumentMade):
            document = DocumentLine(key=record.key, on=record.on, made=record.fact)
            place = _place(lines, document)
            if place is None:
                _own(lines, record, document, found[record.key])
            else:
                lines[place] = replace(lines[place], documents=(*lines[place].documents, document))
    return lines


def _place(lines: Sequence[Line], document: DocumentLine) -> int | None:
    about = [place for place, line in enumerate(lines) if line.key == document.made.about]
    if about:
        return about[0]
    near = [
        place
        for place, line in enumerate(lines)
        if line.kind != "documents" and belongs(document.made, line.step, line.round)
    ]
    decided = [place for place in near if lines[place].kind == "decision" and lines[place].on >= document.on]
    earlier = [place for place in near if lines[place].on <= document.on]
    return next(iter([*decided[:1], *earlier[-1:], *near[:1], *_gathered(lines, document)]), None)


def _gathered(lines: Sequence[Line], document: DocumentLine) -> list[int]:
    return [
        place
        for place, line in enumerate(lines)
        if line.kind == "documents" and line.step == document.made.step and line.round == document.made.round
    ]


def _own(lines: list[Line], record: Record, document: DocumentLine, context: Context) -> None:
    line = Line(
        on=record.on,
        known_at=record.at,
        kind="documents",
        fact=record.fact,
        by=record.by,
        key=record.key,
        keys=(),
        context=context,
        round=document.made.round,
        documents=(document,),
    )
    later = [place for place, other in enumerate(lines) if other.on > line.on]
    lines.insert(later[0] if later else len(lines), line)


def with_letters(lines: list[Line], told: Sequence[Record], case: str) -> list[Line]:
    """Give the lines with the letters that cover the matter, each at the decision or round that it followed."""
    fates = {
        (record.stream, record.fact.letter): record.fact.fate
        for record in told
        if isinstance(record.fact, LetterSettled)
    }
    for record in sorted(told, key=lambda one: (one.on, one.stream, one.seq)):
        if isinstance(record.fact, LetterDecided) and lines:
            letter = _letter(record, record.fact, case, fates.get((record.stream, record.key)))
            if letter.duties:
                place = _anchor(lines, letter)
                lines[place] = replace(lines[place], letters=(*lines[place].letters, letter))
    return lines


def _letter(record: Record, fact: LetterDecided, case: str, fate: Fate | None) -> LetterLine:
    return LetterLine(
        key=f"{record.stream}/{record.key}",
        on=fact.day,
        kind=fact.kind,
        duties=tuple(one.duty for one in fact.covers if one.case == case),
        fate=fate,
    )


def _anchor(lines: Sequence[Line], letter: LetterLine) -> int:
    for kind in ANCHORS:
        before = [place for place, line in enumerate(lines) if line.kind == kind and line.on <= letter.on]
        if before:
            return before[-1]
    return 0
