"""A real Chromium: found where people have it, and never left out in CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright

from kemiflow.app.accounts import begin
from kemiflow.web.site import Site

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str:
    """Find Chromium: KEMIFLOW_CHROMIUM, the PATH, Playwright's own; without any, skip loudly, but never in CI."""
    told = os.environ.get("KEMIFLOW_CHROMIUM")
    found = told or next((path for name in NAMES if (path := shutil.which(name))), None) or _cached()
    if found:
        return found
    reason = "no Chromium: install one, or name it in KEMIFLOW_CHROMIUM"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def _cached() -> str | None:
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache" / "ms-playwright"))
    return next((str(path) for path in sorted(cache.glob("chromium-*/chrome-linux/chrome"))), None)


def launched(playwright: Playwright) -> Browser:
    """Start the browser; the sandbox of a container's root user is not there."""
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    return playwright.chromium.launch(executable_path=chromium(), args=sandbox)


@contextmanager
def opened(browser: Browser, site: Site, address: str, person: str | None, width: int) -> Iterator[Page]:
    """Open a page without JavaScript, signed in as a person; what the console complains of fails the test."""
    with browser.new_context(
        viewport={"width": width, "height": 900}, locale="fi-FI", java_script_enabled=False, base_url=address
    ) as context:
        if person:
            let = begin(site.door, person, "demo")
            context.add_cookies([{"name": site.configuration.cookie, "value": let.token, "url": address}])
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        yield page
        assert [one for one in complaints if "status of 4" not in one] == []


def sound(page: Page) -> Page:
    """Prove that a page is accessible by axe, is no wider than the screen, and breaks no rule of the policy."""
    violations = Axe().run(page).response["violations"]
    told = [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in violations]
    assert told == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, page.url
    assert len(page.content().encode()) <= 60 * 1024, page.url
    return page
