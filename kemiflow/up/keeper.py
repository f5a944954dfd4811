"""Keeping all children going until somebody says stop: the server first, then what needs it; stopped the other way."""

from __future__ import annotations

import errno
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Final

from kemiflow.bell import ADDRESS
from kemiflow.clock import SystemClock, seconds
from kemiflow.up.api import Api, AskedInVain, ServerAway
from kemiflow.up.child import Child
from kemiflow.up.dead import bury
from kemiflow.up.environment import POOL, Place, environment
from kemiflow.up.log import Logger, line

PATIENCE_SECONDS: Final = 600.0
TICK_SECONDS: Final = 1.0
LOOK_SECONDS: Final = 30.0
DEAF: Final = 4
TRIES: Final = 3
STOPS: Final = (signal.SIGTERM, signal.SIGINT)


class PortBusy(Exception):
    """Somebody else listens on the port."""

    def __init__(self, host: str, port: int) -> None:
        """Keep where."""
        super().__init__(f"{host}:{port}")
        self.host, self.port = host, port


class NotReady(Exception):
    """The server did not come up, or could not be brought to what the files say."""

    def __init__(self, what: str) -> None:
        """Keep what was waited for."""
        super().__init__(what)
        self.what = what


@dataclass(kw_only=True)
class Keeper:
    """All that runs side by side on one machine; `pages` is the command that serves the web, if any."""

    place: Place
    root: Path
    logger: Logger
    pages: Sequence[str] = ()
    bell: threading.Event = field(default_factory=threading.Event)
    stopping: bool = False
    deaf: int = 0
    looked: float = 0.0
    prepared: int = 0

    def run(self) -> None:
        """Start everything, keep it going, and stop it on SIGTERM or SIGINT. Errors: PortBusy, NotReady, OSError."""
        free(self.place.host, self.place.port)
        self.place.scratch.mkdir(parents=True, exist_ok=True)
        (self.place.prefect / ADDRESS).write_text(self.place.api + "\n", encoding="utf-8")
        for one in (*STOPS, signal.SIGCHLD):
            signal.signal(one, self._heard)
        children: list[Child] = []
        try:
            self._start(children)
            while not self.stopping:
                self._keep(children)
        finally:
            for child in reversed(children):
                child.stop()
            self.logger.info("all stopped", who="up")

    def _start(self, children: list[Child]) -> None:
        server = self._child("server", ["-m", "prefect", "server", "start", "--host", self.place.host, "--port"])
        children.append(server)
        server.start()
        self._wait_for(server)
        if not self.stopping and not self._prepare(server, TRIES):
            raise NotReady("deploy")
        rest = [self._child("worker", ["-m", "prefect", "worker", "start", "--type", "process", "--pool"])]
        rest += [self._child("web", self.pages)] if self.pages else []
        for child in rest if not self.stopping else ():
            children.append(child)
            child.start()
        if not self.stopping:
            self.logger.info("ready", who="up", page=self.place.api.removesuffix("/api"))

    def _child(self, name: str, command: Sequence[str]) -> Child:
        ends = {"server": [str(self.place.port)], "worker": [POOL, "--name", f"kemiflow-{socket.gethostname()}"]}
        return Child(
            name=name,
            command=[sys.executable, "-P", *command, *ends.get(name, [])],
            environment=environment(self.place),
            folder=self.place.home,
            logger=self.logger,
        )

    def _wait_for(self, server: Child) -> None:
        """Wait until the server is well; on a slow machine with a new database this takes a minute."""
        end = seconds() + PATIENCE_SECONDS
        while not (self.stopping or self._api.well()):
            server.keep()
            if server.deaths > TRIES or seconds() > end:
                raise NotReady("server")
            self._pause()

    def _prepare(self, server: Child, tries: int = 1) -> bool:
        """Let another process bring the server to what the files say; tell whether it did."""
        command = [sys.executable, "-P", "-m", "kemiflow", "--home", str(self.place.home), "deploy"]
        for _ in range(tries):
            done = subprocess.run(
                command, env=environment(self.place), cwd=self.place.home, capture_output=True, text=True, check=False
            )
            for said in (done.stdout + done.stderr).splitlines():
                line(self.logger, "deploy", said)
            if done.returncode == 0 and server.process:
                self.prepared = server.process.pid
                self.logger.info("deployed", who="up")
                return True
        return False

    def _keep(self, children: Sequence[Child]) -> None:
        server = children[0]
        for child in children:
            child.keep()
        # A server that was started again may have lost its memory: the files say it all anew
        if server.process and server.process.pid != self.prepared and self._api.well():
            self._prepare(server)
        self._look(server)
        self._pause()

    def _look(self, server: Child) -> None:
        """End a server that lives but has not answered for two minutes: it is started again; bury runs that died."""
        now = seconds()
        if now - self.looked < LOOK_SECONDS or not server.alive:
            return
        self.looked = now
        self.deaf = 0 if self._api.well() else self.deaf + 1
        if not self.deaf:
            self._bury()
        if self.deaf >= DEAF:
            self.logger.error("does not answer", who=server.name)
            self.deaf = 0
            server.kill()

    def _bury(self) -> None:
        try:
            for name in bury(self._api, self.root, SystemClock().now()):
                self.logger.error("gave no sign of life, is marked as crashed", who="up", run=name)
        except (ServerAway, AskedInVain) as why:
            self.logger.warning("could not look for dead runs", who="up", why=str(why))

    def _pause(self) -> None:
        self.bell.wait(TICK_SECONDS)
        self.bell.clear()

    def _heard(self, which: int, _frame: FrameType | None) -> None:
        self.stopping = self.stopping or which in STOPS
        self.bell.set()

    @property
    def _api(self) -> Api:
        return Api(address=self.place.api)


def free(host: str, port: int) -> None:
    """Refuse a port on which somebody listens. Errors: PortBusy; OSError when the host is not this machine's."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as why:
            if why.errno != errno.EADDRINUSE:
                raise
            raise PortBusy(host, port) from why
