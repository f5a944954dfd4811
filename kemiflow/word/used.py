"""Templates that documents were made by, kept under what they hold, so that each document can be made again."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kemiflow.aside import write_whole
from kemiflow.word.compile import compile_template
from kemiflow.word.faults import TemplateBroken
from kemiflow.word.foreign import FileRefused, read_file
from kemiflow.word.guest import Child, Guest, guest
from kemiflow.word.package import PackageRefused, unpack
from kemiflow.word.template import Template, digest_of

DIGEST = re.compile(r"[0-9a-f]{64}")


class TemplateLost(LookupError):
    """The template with this digest is not kept here, or what is kept under it is another one by now."""


@dataclass(frozen=True, kw_only=True)
class Used:
    """Used templates as files of one folder, each named by its digest; `shipped` is the folder of those we trust.

    A kept template is opened by a process of its own, unless it is one of the shipped ones as they are today.
    """

    folder: Path
    shipped: Path
    child: Child = field(default_factory=Child, repr=False, compare=False)
    _opened: dict[str, Template | Guest] = field(default_factory=dict, repr=False, compare=False)
    _kept: set[str] = field(default_factory=set, repr=False, compare=False)
    _ours: dict[str, bytes] = field(default_factory=dict, repr=False, compare=False)

    def keep(self, template: Template | Guest, data: bytes) -> None:
        """Keep the file of a template that is about to be used, unless it is kept already. Errors: OSError."""
        if template.digest in self._kept:
            return
        path = self.folder / f"{template.digest}.docx"
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)
        self._kept.add(template.digest)

    def template(self, digest: str) -> Template | Guest:
        """Give a template by its digest. Errors: TemplateLost."""
        if digest not in self._opened:
            self._opened[digest] = self._found(digest)
        return self._opened[digest]

    def _found(self, digest: str) -> Template | Guest:
        data = next((one for one in self._candidates(digest) if content_digest(one) == digest), None)
        if data is None:
            raise TemplateLost(digest)
        name = f"{digest[:12]}.docx"
        try:
            if digest in self._of_ours():
                return compile_template(data, name=name)
            return guest(data, name=name, child=self.child)
        except TemplateBroken as broken:
            raise TemplateLost(digest) from broken

    def _candidates(self, digest: str) -> Iterator[bytes]:
        if DIGEST.fullmatch(digest):
            with suppress(FileRefused):
                yield read_file(self.folder / f"{digest}.docx")
        yield from filter(None, [self._of_ours().get(digest)])

    def _of_ours(self) -> dict[str, bytes]:
        if not self._ours:
            found = [read_file(path) for path in sorted(self.shipped.glob("*.docx"))]
            self._ours.update({content_digest(data): data for data in found})
        return self._ours


def content_digest(data: bytes) -> str:
    """Give the digest of what a .docx holds, however it is packed; nothing for a file that is none."""
    try:
        parts = unpack(data)
    except PackageRefused:
        return ""
    return digest_of({part.name: hashlib.sha256(part.data).digest() for part in parts})
