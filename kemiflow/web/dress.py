"""How pages look and speak: templates, one stylesheet under the digest of its content, words in three languages."""

from __future__ import annotations

import base64
import hashlib
import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kemiflow.app.world import Texts
from kemiflow.core.wording import Wording
from kemiflow.settings import templates_dir
from kemiflow.texts import sections

LANGUAGES: Final = ("fi", "sv", "en")
PAGES: Final = "pages"


class Dress:
    """The folder templates/pages, words.toml and pages.toml; a city's own colours.css goes after the stylesheet."""

    def __init__(self, texts: Texts, own: Path) -> None:
        """Read the words. Errors: OSError, tomllib.TOMLDecodeError."""
        folder = templates_dir()
        told = tomllib.loads((folder / "pages.toml").read_text(encoding="utf-8"))
        words = dict(sections("web", told))
        self.wordings: Mapping[str, Wording] = {
            language: Wording(language=language, table={**texts.wording(language).table, **words})
            for language in LANGUAGES
        }
        self._style = folder / PAGES / "style.css"
        self._own = own / "colours.css"
        self.environment = Environment(
            loader=FileSystemLoader(folder / PAGES),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    @cached_property
    def style(self) -> bytes:
        """Give the stylesheet."""
        own = self._own.read_bytes() if self._own.is_file() else b""
        return self._style.read_bytes() + own

    @cached_property
    def style_path(self) -> str:
        """Give where the stylesheet lies: another content lies elsewhere, so that browsers may keep it for ever."""
        return f"/style/{hashlib.sha256(self.style).hexdigest()[:16]}.css"

    @cached_property
    def integrity(self) -> str:
        """Give the digest by which browsers prove the stylesheet (Subresource Integrity)."""
        return "sha256-" + base64.b64encode(hashlib.sha256(self.style).digest()).decode()

    def page(self, template: str, facts: Mapping[str, object]) -> str:
        """Make a page. Errors: jinja2.TemplateError."""
        return self.environment.get_template(template).render(facts)
