"""A server as a process of its own: our site, or the peer that runs the same SQL and renders a fixed template."""

from __future__ import annotations

import json
import pickle
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from jinja2 import Environment

from kemiflow.app.people.accounts import begin
from kemiflow.clock import OwnClock
from kemiflow.store.opening import Store, open_store
from kemiflow.web import create
from kemiflow.wiring import open_home, place_of
from tests.app.home import clock
from tests.bench.web_city import TODAY
from tests.web.served import site_for

Asked = tuple[str, Any]  # a statement and its parameters


def ours(path: Path) -> tuple[Callable[..., Any], dict[str, str]]:
    """Give our site, and the header with which the secretary asks."""
    site = site_for(open_home(path, clock=day()))
    return create(site), {"Cookie": f"{site.configuration.cookie}={begin(site.door, 'sanni', 'demo').token}"}


def day() -> OwnClock:
    """Give the clock on the day of which all of this tells."""
    own = clock()
    own.set(TODAY, 9)
    return own


def peer(path: Path) -> tuple[Callable[..., Any], dict[str, str]]:
    """Give a bare application: for each address the statements that our page ran, and its page as a template."""
    told: dict[str, tuple[list[Asked], str]] = pickle.loads((path / "peer.pickle").read_bytes())  # noqa: S301 - our own
    store = open_store(place_of(path), create=False)
    environment = Environment(autoescape=True)
    pages = {
        where: (asked, environment.from_string("{% raw %}" + html + "{% endraw %}"))
        for where, (asked, html) in told.items()
    }
    app = FastAPI(openapi_url=None)

    @app.get("/{where:path}")
    def answer(where: str) -> HTMLResponse:
        asked, template = pages["/" + where]
        run(store, asked)
        return HTMLResponse(template.render())

    return app, {}


def run(store: Store, asked: list[Asked]) -> None:
    """Run statements, each in a transaction of its own, as a page does that asks one thing after another."""
    for statement, parameters in asked:
        with store.engine.begin() as connection:
            connection.exec_driver_sql(statement, parameters).all()


def main() -> None:
    """Serve until standard input ends; the first line of output is the port and the headers."""
    kind, path = sys.argv[1], Path(sys.argv[2])
    app, headers = {"ours": ours, "peer": peer}[kind](path)
    listening = socket.socket(proto=socket.IPPROTO_TCP)  # as asyncio wants it, to send at once
    listening.bind(("127.0.0.1", 0))
    listening.listen(64)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none", lifespan="off"))
    threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True).start()
    print(json.dumps({"port": listening.getsockname()[1], "headers": headers}), flush=True)
    sys.stdin.read()
    server.should_exit = True


if __name__ == "__main__":
    main()
