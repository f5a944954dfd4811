"""Documents of the archive bound together: as they lie there, with what people changed in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kemiflow.app.bundle import Binding
from kemiflow.app.world import World
from kemiflow.core.values import Refusal
from kemiflow.word.bundle.bind import Bundled, Piece, bind


@dataclass(frozen=True, kw_only=True)
class Bound:
    """A bundle that was written, and the documents in it that a person had edited."""

    bundled: Bundled
    edited: tuple[str, ...]


def bind_archived(world: World, binding: Binding, path: Path) -> Bound | Refusal:
    """Write a bundle of documents that the journal knows.

    Errors: BundleRefused names a file that is no document; OSError. Then nothing is left behind.
    """
    gone = [one.made.file for one in binding.chosen if world.archive.read(one.made.file) is None]
    if gone:
        return Refusal(reason="document_gone", facts={"file": ", ".join(gone)})
    edited: list[str] = []
    frame = world.papers.render(binding.frame)
    bundled = bind(frame.data, _pieces(world, binding, edited), path)
    return Bound(bundled=bundled, edited=tuple(edited))


def _pieces(world: World, binding: Binding, edited: list[str]) -> Iterator[Piece]:
    for one in binding.chosen:
        data = world.archive.read(one.made.file) or b""
        if sha256(data).hexdigest() != one.made.sha256:
            edited.append(one.made.file)
        yield Piece(name=one.made.file, data=data)
