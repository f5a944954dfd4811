"""Forms as a browser without scripts would send them: read from the page, filled in, sent."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import httpx


class _Fields(HTMLParser):
    """Collects the fields of the form with an action, as a browser would send them untouched."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.inside = action, False
        self.found: dict[str, list[str]] = {}
        self.area: str | None = None
        self.select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = told.get("method", "get") == "post" and self.action in {told.get("action", ""), ""}
            self.inside &= told.get("action", "") not in {"/ulos", "/kieli"}
        elif self.inside:
            getattr(self, f"_{tag}", lambda _: None)(told)

    def _textarea(self, told: dict[str, str]) -> None:
        self.area = told["name"]
        self.found[self.area] = [""]

    def _select(self, told: dict[str, str]) -> None:
        self.select = told["name"]

    def _option(self, told: dict[str, str]) -> None:
        if self.select and (self.select not in self.found or "selected" in told):
            self.found[self.select] = [told["value"]]

    def _input(self, told: dict[str, str]) -> None:
        ticked = told.get("type") not in {"checkbox", "radio"} or "checked" in told
        if ticked and told.get("type") != "file":
            self.found.setdefault(told["name"], []).append(told.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[self.area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "textarea":
            self.area = None
        if tag == "select":
            self.select = None


def fields(page: str, action: str = "") -> dict[str, list[str]]:
    """Give the fields of a page's form."""
    reader = _Fields(action)
    reader.feed(page)
    return reader.found


def send(client: httpx.Client, path: str, **typed: str | list[str]) -> httpx.Response:
    """Open a form, type, and send it to where it goes."""
    page = client.get(path)
    assert page.status_code == 200, (path, page.status_code, sentence(page))
    return client.post(path.partition("?")[0], data={**fields(page.text), **typed})


def sentence(page: httpx.Response) -> str:
    """Give what an error page says, or the errors of a form."""
    found = re.findall(r'<p class="lead">(.*?)</p>|<li><a href="#[^"]*">(.*?)</a></li>|<li>([^<]*)</li>', page.text)
    return " ".join("".join(one) for one in found)
