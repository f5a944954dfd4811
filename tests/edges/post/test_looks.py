"""A letter's page in a real browser: read by the rules of accessibility, narrow and wide, light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from kemiflow.app.letters.outgoing import Written
from kemiflow.post.page import Pages
from kemiflow.settings import templates_dir
from tests.web.stories.browsers import launched

GOLDEN = Path(__file__).parents[2] / "core" / "golden_letters"
NARROW, WIDE = 320, 1280


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_a_letters_page(scheme: Literal["light", "dark"]) -> None:
    pages = Pages(templates_dir() / "letters")
    with sync_playwright() as playwright:
        browser = launched(playwright)
        for name in ("first", "ruling", "moved", "heap"):
            subject, _, body = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").partition("\n")
            page = browser.new_page(color_scheme=scheme)
            page.set_content(pages.page(Written(subject=subject, body=body)))
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
            for width in (NARROW, WIDE):
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.close()
        browser.close()
