"""A site over real HTTP on loopback, in a thread of this process."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import httpx
import uvicorn

from kemiflow.app.people.accounts import begin
from kemiflow.app.people.tokens import Reach, Token, make
from kemiflow.web import create, site_of
from kemiflow.web.configuration import Configuration
from kemiflow.web.passwords import Argon2
from kemiflow.web.site import Site
from kemiflow.wiring import Home

CHEAP = Argon2(memory_kib=64, passes=1)
TRUST = httpx.create_ssl_context()  # once: reading all certificates of the machine takes longer than a page


def site_for(home: Home, configuration: Configuration | None = None) -> Site:
    """Give the site of a home, with a hasher that costs nothing."""
    site = site_of(home, configuration=configuration or Configuration())
    return replace(site, door=replace(site.door, hasher=CHEAP))


@contextmanager
def served(site: Site) -> Iterator[str]:
    """Serve a site and give its address."""
    listening = socket.socket(proto=socket.IPPROTO_TCP)  # as asyncio wants it, to send at once
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    port = listening.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create(site), log_level="error", ws="none", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()


@contextmanager
def browser(address: str, site: Site, person: str | None = None) -> Iterator[httpx.Client]:
    """Give a client that keeps cookies and, when a person is named, is signed in."""
    cookies = {site.configuration.cookie: begin(site.door, person, "demo").token} if person else {}
    with httpx.Client(base_url=address, cookies=cookies, timeout=30, verify=TRUST) as client:
        yield client


def token(site: Site, person: str, reach: Reach = Reach.TELL, days: int = 1) -> str:
    """Give a secret by which a program acts for a person."""
    now = site.door.now()
    asked = Token(digest="", person=person, name="koe", reach=reach, made=now, ends=now + timedelta(days=days))
    return make(site.home.store.tokens, asked, site.door.token())


@contextmanager
def program(address: str, secret: str | None) -> Iterator[httpx.Client]:
    """Give a client of the interface for programs, with a secret or without."""
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    with httpx.Client(base_url=f"{address}/api/v1", headers=headers, timeout=30, verify=TRUST) as client:
        yield client
