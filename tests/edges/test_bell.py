"""The bell wakes whoever listens once it is kept; who tells never waits, and never hears of its trouble."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from typing import Any

import pytest

from kemiflow.app import submit
from kemiflow.app.submit import Asking
from kemiflow.bell import ADDRESS, API, AUTH, FOLDER
from kemiflow.core.commands import Tell
from kemiflow.core.values import Effect, Refusal, Relation
from tests.app.home import at, founded, opened, tell
from tests.core.course import OPENED, clause, decision

DAY = date(2023, 9, 25)


class Listener:
    """A server that keeps what it is told, and answers when it may."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}/api"
        self.told: Queue[tuple[str, dict[str, Any], str]] = Queue()
        self.may_answer = Event()
        self.may_answer.set()

    def next(self) -> tuple[str, dict[str, Any], str]:
        """Wait for what is told next: the path, the event, who says so."""
        return self.told.get(timeout=20)


@contextmanager
def listening() -> Iterator[Listener]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            [event] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            heard.told.put((self.path, event, self.headers["Authorization"] or ""))
            heard.may_answer.wait(20)
            self.send_response(204)
            self.end_headers()

        def log_request(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        heard = Listener(server.server_address[1])
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield heard
        finally:
            heard.may_answer.set()
            server.shutdown()
            thread.join()


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as one:
        yield one


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a city with a matter, to which no server belongs."""
    monkeypatch.delenv(API, raising=False)
    with founded(tmp_path):
        return tmp_path


def decide(city: Path) -> None:
    """Record a decision."""
    with opened(city) as home:
        tell(home, decision("draft", "city_board", clause(Relation.AS_PROPOSED, Effect.NOTED)), DAY)


def test_a_decision_wakes_its_matter(city: Path, listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(API, listener.address)
    monkeypatch.setenv(AUTH, "kemiflow:salainen")
    decide(city)
    path, event, who = listener.next()
    assert (path, who) == ("/api/events", "Basic a2VtaWZsb3c6c2FsYWluZW4=")
    assert (event["event"], event["payload"]) == ("kemiflow.decision.decided", {"case": "s"})
    assert event["resource"] == {"prefect.resource.id": "kemiflow.case.s"}


def test_the_server_of_the_last_up_is_told_too(city: Path, listener: Listener) -> None:
    (city / FOLDER).mkdir()
    (city / FOLDER / ADDRESS).write_text(f"{listener.address}\n", encoding="utf-8")
    decide(city)
    assert listener.next()[1]["event"] == "kemiflow.decision.decided"


def test_what_was_told_is_kept_before_anybody_is_woken_and_nobody_waits(
    city: Path, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(API, listener.address)
    listener.may_answer.clear()
    decide(city)  # comes back although nobody answers
    listener.next()
    with opened(city) as home:
        assert home.world.journal.head("case/s") > 1


def test_looking_and_what_is_refused_wake_nobody(
    city: Path, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(API, listener.address)
    with opened(city) as home:
        at(home, OPENED)
        told = decision("draft", "city_board", clause(Relation.AS_PROPOSED, Effect.NOTED))
        shown = submit.tell(home.world, "s", Tell(fact=told, on=OPENED), Asking(by="sanni", today=OPENED, dry=True))
        assert not isinstance(shown, Refusal)
        refused = submit.tell(home.world, "s", Tell(fact=told, on=OPENED), Asking(by="nobody", today=OPENED))
        assert isinstance(refused, Refusal)
    decide(city)
    assert listener.next()[1]["event"] == "kemiflow.decision.decided"
    assert listener.told.empty()


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/api", "http://127.0.0.1:99999/api", "no address", "https://["])
def test_a_bell_that_cannot_be_rung_troubles_nobody(city: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(API, address)
    decide(city)
    with opened(city) as home:
        assert home.world.journal.head("case/s") > 1
