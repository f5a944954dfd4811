"""A child: a program that runs beside the others; its lines go to the log, and it is started again when it dies."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kemiflow.clock import seconds
from kemiflow.up.log import Logger, line

PAUSES: Final = (1.0, 2.0, 5.0, 15.0, 60.0)
# One that has lived this long is taken for sound, and its next death for the first
SOUND_SECONDS: Final = 120.0


@dataclass(kw_only=True)
class Child:
    """A program by name; `stop_seconds` is how long it may take to end by itself."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    logger: Logger
    stop_seconds: float = 30.0
    deaths: int = 0
    born: float = 0.0
    again: float = 0.0
    process: subprocess.Popen[str] | None = field(default=None)

    def start(self) -> None:
        """Start the program in a group of its own; call it from the main thread, whose end is the program's."""
        leash = [sys.executable, "-P", "-m", "kemiflow.up.leash", str(os.getpid())]
        self.born = seconds()
        self.process = subprocess.Popen(
            [*leash, *self.command],
            env=dict(self.environment),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        self.logger.info("started", who=self.name, pid=self.process.pid)
        threading.Thread(target=self._pass_on, args=(self.process,), daemon=True).start()

    @property
    def alive(self) -> bool:
        """Tell whether the program runs."""
        return self.process is not None and self.process.poll() is None

    def keep(self) -> None:
        """Start the program again when it has died, after a pause that grows with each death."""
        if self.alive:
            return
        if not self.again:
            self._died()
        elif seconds() >= self.again:
            self.again = 0.0
            self.start()

    def stop(self) -> None:
        """Let the program end by itself, then end it with all that it started."""
        if self.process is None:
            return
        self._signal(signal.SIGTERM)
        try:
            self.process.wait(self.stop_seconds)
        except subprocess.TimeoutExpired:
            self.logger.warning("did not stop", who=self.name, seconds=self.stop_seconds)
        self._signal(signal.SIGKILL, whole=True)
        self.process.wait()
        self.logger.info("stopped", who=self.name)

    def kill(self) -> None:
        """End the program, which does not answer any more; it is started again like one that died."""
        self._signal(signal.SIGKILL, whole=True)

    def _died(self) -> None:
        now = seconds()
        self.deaths = 0 if now - self.born > SOUND_SECONDS else self.deaths
        pause = PAUSES[min(self.deaths, len(PAUSES) - 1)]
        self.deaths += 1
        self.again = now + pause
        status = self.process.returncode if self.process else None
        self.logger.error("died, is started again", who=self.name, status=status, seconds=pause)

    def _signal(self, which: signal.Signals, *, whole: bool = False) -> None:
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            (os.killpg if whole else os.kill)(self.process.pid, which)

    def _pass_on(self, process: subprocess.Popen[str]) -> None:
        for said in process.stdout or ():
            if said.strip():
                line(self.logger, self.name, said.rstrip())
