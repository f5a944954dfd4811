"""Documents of the archive bound together: as they lie there, with what people changed in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kemiflow.app.documents.bundle import Binding
from kemiflow.app.documents.filed import Filed, Lies, filed
from kemiflow.app.world import NotAgain, World
from kemiflow.core.records.case import DocumentMade
from kemiflow.core.values import Refusal
from kemiflow.word.bundle.bind import Bundled, Piece, bind

BY_PEOPLE = frozenset({Lies.EDITED, Lies.ADOPTED})


@dataclass(frozen=True, kw_only=True)
class Bound:
    """A bundle that was written: the documents in it that a person had edited, and those whose files were gone."""

    bundled: Bundled
    edited: tuple[str, ...]
    remade: tuple[str, ...]


def bind_archived(world: World, binding: Binding, path: Path) -> Bound | Refusal:
    """Write a bundle of documents that the journal knows; one whose file is gone is made again from its facts.

    Errors: BundleRefused names a file that is no document; OSError. Then nothing is left behind.
    """
    lying = _lying(world, binding)
    chosen = [lying[one.made] for one in binding.chosen]
    gone = [one for one in chosen if one.lies is Lies.MISSING]
    lost = [one.made.file for one in gone if isinstance(world.papers.again(one.made), NotAgain)]
    if lost:
        return Refusal(reason="document_gone", facts={"file": ", ".join(lost)})
    frame = world.papers.render(binding.frame)
    return Bound(
        bundled=bind(frame.data, _pieces(world, chosen), path),
        edited=tuple(_file(one) for one in chosen if one.lies in BY_PEOPLE),
        remade=tuple(one.made.file for one in gone),
    )


def _lying(world: World, binding: Binding) -> Mapping[DocumentMade, Filed]:
    cases = dict.fromkeys(one.standing.case for one in binding.chosen)
    return {one.made: one for case in cases for one in filed(world, case)}


def _pieces(world: World, chosen: list[Filed]) -> Iterator[Piece]:
    for one in chosen:
        data = world.archive.read(_file(one))
        again = world.papers.again(one.made) if data is None else None
        made = b"" if again is None or isinstance(again, NotAgain) else again.data
        yield Piece(name=_file(one), data=made if data is None else data)


def _file(one: Filed) -> str:
    return one.adopted[-1].fact.file if one.adopted else one.made.file
