"""The shelf of templates: a city's own before the shipped one, each compiled once."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kemiflow.core.documents import KINDS, Document, facts_of
from kemiflow.word.compile import compile_template
from kemiflow.word.foreign import read_file
from kemiflow.word.guest import Child, Guest, guest
from kemiflow.word.template import Rendered, Template

KIND = re.compile(r"[a-z_]{1,40}")


class TemplateMissing(LookupError):
    """No folder of the shelf holds a template of this kind."""


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """Templates by kind, looked for in the folders in their order; a template edited meanwhile is compiled anew.

    The last folder is the one that came with kemiflow: templates of the others are opened by a process of their own.
    """

    folders: tuple[Path, ...]
    child: Child = field(default_factory=Child, repr=False, compare=False)
    _compiled: dict[tuple[str, bytes], Template | Guest] = field(default_factory=dict, repr=False, compare=False)

    def template(self, kind: str) -> Template | Guest:
        """Give the compiled template of a kind; errors as in `taken`."""
        return self.taken(kind)[0]

    def taken(self, kind: str) -> tuple[Template | Guest, bytes]:
        """Give the compiled template of a kind, and its file.

        Errors: TemplateMissing when no folder has it or the kind is no name, TemplateBroken when it is wrong.
        """
        named = KIND.fullmatch(kind) is not None
        path = next((path for folder in self.folders if named and (path := folder / f"{kind}.docx").is_file()), None)
        if path is None:
            raise TemplateMissing(f"no template {kind}.docx in {', '.join(map(str, self.folders))}")
        data = read_file(path)
        key = (kind, hashlib.sha256(data).digest())
        if key not in self._compiled:
            ours = path.parent == self.folders[-1]
            self._compiled[key] = (
                compile_template(data, name=path.name) if ours else guest(data, name=path.name, child=self.child)
            )
        return self._compiled[key], data

    def render(self, kind: str, facts: Mapping[str, object]) -> Rendered:
        """Write one document of a kind from plain facts; errors as in `template` and `Template.render`."""
        return self.template(kind).render(facts)

    def document(self, document: Document) -> Rendered:
        """Write a document by the template of its kind; errors as in `render`."""
        return self.render(KINDS[type(document)], facts_of(document))
