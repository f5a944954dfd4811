"""A real Chromium: found where people have it, and never left out in CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright

from kemiflow.app.people.accounts import begin
from kemiflow.web.site import Site

# How much of a page moved while it was laid out
SHIFTS = """() => new Promise(done => {
  const found = new PerformanceObserver(() => {});
  found.observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => done(found.takeRecords().reduce((sum, one) => sum + one.value, 0)));
})"""
MOST_BYTES = 60 * 1024
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


@dataclass(frozen=True, kw_only=True)
class Screen:
    """A page without JavaScript, and its twin with it: axe is a script, and looks at the same page there."""

    page: Page
    twin: Page

    def sound(self) -> None:
        """Prove that the page is accessible by axe, is no wider than the screen, and is small."""
        html, url = self.page.content(), self.page.url.partition("#")[0]
        assert len(html.encode()) <= MOST_BYTES, url
        self.twin.set_viewport_size(self.page.viewport_size or {"width": 1280, "height": 900})
        self.twin.route(url, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
        self.twin.goto(url)
        self.twin.unroute(url)
        assert self.twin.evaluate("document.scripts.length") == 0, url
        assert self.twin.evaluate(SHIFTS) == 0, url
        self.read()

    def narrow(self) -> None:
        """Prove the same page on a telephone: what is shown is the same, how it is laid out is not."""
        self.twin.set_viewport_size({"width": 375, "height": 900})
        self.read()

    def read(self) -> None:
        """Let axe read what is shown, and prove that it is no wider than the screen."""
        url = self.twin.url
        violations = Axe().run(self.twin).response["violations"]
        told = [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in violations]
        assert told == [], (url, told)
        assert self.twin.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, url

    def widen(self, width: int) -> None:
        """Look at the page at another width, and prove it there too."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.sound()

    def press(self, name: str) -> None:
        """Press a button, and prove the page that it leads to."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name).first.click()
        self.sound()

    def follow(self, name: str) -> None:
        """Follow a link, and prove the page that it leads to."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).first.click()
        self.sound()

    def open(self, path: str) -> None:
        """Go to a page, and prove it."""
        self.page.goto(path)
        self.sound()


@contextmanager
def opened(browser: Browser, site: Site, address: str, person: str | None, width: int) -> Iterator[Screen]:
    """Open a screen, signed in as a person; what the console complains of fails the test."""
    plain = browser.new_context(
        viewport={"width": width, "height": 900}, locale="fi-FI", java_script_enabled=False, base_url=address
    )
    scripted = browser.new_context(viewport={"width": width, "height": 900}, locale="fi-FI", base_url=address)
    with plain, scripted:
        if person:
            let = begin(site.door, person, "demo")
            for context in (plain, scripted):
                context.add_cookies([{"name": site.configuration.cookie, "value": let.token, "url": address}])
        page = plain.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        yield Screen(page=page, twin=scripted.new_page())
        assert [one for one in complaints if "status of 4" not in one] == []
