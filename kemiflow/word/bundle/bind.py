"""Many documents as one file: written beside its place while they come, and moved there when it is whole."""

import errno
import os
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from kemiflow.word.bundle.binder import Binder, binder
from kemiflow.word.bundle.carried import Carried
from kemiflow.word.bundle.opened import Opened, Reader
from kemiflow.word.bundle.sheet import head
from kemiflow.word.bundle.spool import spool
from kemiflow.word.bundle.whole import written
from kemiflow.word.package import PackageRefused
from kemiflow.word.reasons import Reason, because


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A document to be bound: the name under which people know it, and the file."""

    name: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Bundled:
    """A bundle: how many documents, the digests of its content and of the file, and what people should know."""

    count: int
    content_digest: str
    file_digest: str
    warnings: tuple[Reason, ...] = ()


class BundleRefused(Exception):
    """A document cannot be bound; `name` is the one, `reason` says why."""

    def __init__(self, name: str, reason: Reason) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


def bind(frame: bytes, pieces: Iterable[Piece], path: Path) -> Bundled:
    """Write a frame and documents after it as one file, in their order, each with its lists, pictures and notes.

    Errors: BundleRefused names the document that is none; OSError. Then nothing is left behind, and what stood
    under the path is as it was.
    """
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path.parent))
    try:
        return _bound(frame, pieces, path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _bound(frame: bytes, pieces: Iterable[Piece], path: Path) -> Bundled:
    with ExitStack() as stack:
        opened = _opened(Reader(), path.name, frame)
        text = spool(opened.main, path.parent)
        stack.callback(text.scratch.close)
        carried = Carried(scratch=stack.enter_context(TemporaryFile(dir=path.parent)))
        text.write(head("document") + b"<w:body>")
        made = binder(opened, text.write, carried)
        count, warnings = _added(made, pieces)
        made.end()
        text.write(b"</w:body></w:document>")
        content, file = written(path, opened, made, text)
    return Bundled(count=count, content_digest=content, file_digest=file, warnings=warnings)


def _added(made: Binder, pieces: Iterable[Piece]) -> tuple[int, tuple[Reason, ...]]:
    reader = Reader()
    differing: dict[tuple[str, ...], list[str]] = {}
    count = 0
    for count, piece in enumerate(pieces, 1):
        try:
            names = made.add(_opened(reader, piece.name, piece.data), count)
        except PackageRefused as refused:
            raise BundleRefused(piece.name, refused.reason) from refused
        if names:
            differing.setdefault(names, []).append(piece.name)
    return count, tuple(_told(names, of) for names, of in differing.items())


def _opened(reader: Reader, name: str, data: bytes) -> Opened:
    try:
        return reader.open(data)
    except PackageRefused as refused:
        raise BundleRefused(name, refused.reason) from refused


def _told(names: tuple[str, ...], of: list[str]) -> Reason:
    code = "bundle_styles" if len(of) == 1 else "bundle_styles_many"
    return because(code, documents=of[0], more=len(of) - 1, styles=", ".join(names))
