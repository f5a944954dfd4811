"""A relay in a process of its own: it notes each letter as Postfix does, on the disk, before it says 250."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import socket
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import FileIO
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from aiosmtpd.smtp import SMTP, Envelope, Session

FORK = multiprocessing.get_context("fork")
BEGAN = "2023-01-01T00:00:00+02:00"


@dataclass(frozen=True, kw_only=True)
class Faults:
    """How often a relay misbehaves, and how many seconds it takes before and after it has a letter."""

    share: float = 0.0
    before: float = 0.004
    after: float = 0.008
    forced: bool = True  # to the disk, before 250


class Sink:
    """What a sink does with a letter."""

    def __init__(self, faults: Faults, log: FileIO, seed: int) -> None:
        self._faults = faults
        self._log = log
        self._chance = random.Random(seed)
        self._taken = 0

    async def handle_RCPT(
        self, _server: SMTP, _: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self._chance.random() < self._faults.share / 4:
            return "450 4.2.0 greylisted"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:
        drawn = self._chance.random()
        if drawn < self._faults.share / 4:
            return "451 4.3.0 later"
        if self._faults.before:
            await asyncio.sleep(self._faults.before)
        if drawn > 1 - self._faults.share / 4:
            _cut(server)
            return "250 OK"
        self._note(envelope)
        if self._faults.after:
            await asyncio.sleep(self._faults.after)
        if self._chance.random() < self._faults.share / 4:
            _cut(server)
        return "250 OK"

    def _note(self, envelope: Envelope) -> None:
        self._taken += 1
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        found = [line for line in content.split(b"\r\n") if line.lower().startswith(b"message-id: ")]
        own = found[0].partition(b": ")[2].decode() if found else ""
        name = f"{BEGAN} sink postfix"
        self._log.write(f"{name}/cleanup[1]: A{self._taken}: message-id={own}\n".encode())
        self._log.write(f"{name}/qmgr[1]: A{self._taken}: from=<kemiflow@kemi.example>\n".encode())
        if self._faults.forced:
            os.fsync(self._log.fileno())


def _cut(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()


@contextmanager
def sink(faults: Faults, log: Path, seed: int = 1) -> Iterator[int]:
    """Run a sink that appends to a log, and give its port."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(20)
        server = FORK.Process(target=_serve, args=(faults, door, log, seed), daemon=True)
        server.start()
        try:
            yield int(door.getsockname()[1])
        finally:
            server.terminate()
            server.join(20)


def _serve(faults: Faults, door: socket.socket, log: Path, seed: int) -> None:
    warnings.simplefilter("ignore")
    asyncio.run(_forever(faults, door, log, seed))


async def _forever(faults: Faults, door: socket.socket, log: Path, seed: int) -> None:
    with log.open("ab", buffering=0) as written:
        handler = Sink(faults, written, seed)
        loop = asyncio.get_running_loop()
        server = await loop.create_server(partial(SMTP, handler, hostname="sink"), sock=door)
        async with server:
            await server.serve_forever()
