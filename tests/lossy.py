"""A wire to PostgreSQL that is cut at a message of one's choice: on its way there, or on the answer's way back."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sqlalchemy import make_url

SOCKET: Final = ".s.PGSQL.5432"
AT_ONCE: Final = 1 << 16
ANSWER_SECONDS: Final = 0.3  # some messages are only answered together with a later one


@dataclass(kw_only=True)
class Wire:
    """A wire; `cut_at` is the number of the message, counted from the last `heal`, at which it is cut, once."""

    server: Path
    folder: Path
    cut_at: int = 0
    after: bool = False  # the message goes through, and the answer is lost
    sent: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def heal(self, cut_at: int = 0, *, after: bool = False) -> None:
        """Join the wire again, to be cut anew at a message, or never."""
        with self._lock:
            self.cut_at, self.after, self.sent = cut_at, after, 0

    @property
    def was_cut(self) -> bool:
        """Tell whether the message was ever sent at which the wire is cut."""
        return self.sent >= self.cut_at > 0

    def place(self, url: str) -> str:
        """Give a database's URL over this wire."""
        return make_url(url).set(query={"host": str(self.folder)}).render_as_string(hide_password=False)

    def counted(self) -> bool:
        """Count a message, and tell whether the wire is cut at it."""
        with self._lock:
            self.sent += 1
            return self.sent == self.cut_at


@contextmanager
def wire(server: Path, folder: Path) -> Iterator[Wire]:
    """Have a wire to a server whose socket lies in the folder `server`."""
    folder.mkdir(parents=True)
    made = Wire(server=server, folder=folder)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / SOCKET))
        listening.listen(64)
        taking = threading.Thread(target=_take, args=(listening, made), daemon=True)
        taking.start()
        yield made
        with contextlib.suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        taking.join(10)


def _take(listening: socket.socket, made: Wire) -> None:
    while True:
        try:
            near, _ = listening.accept()
        except OSError:
            return
        threading.Thread(target=_carry, args=(near, made), daemon=True).start()


def _carry(near: socket.socket, made: Wire) -> None:
    with near, socket.socket(socket.AF_UNIX) as far, selectors.DefaultSelector() as ready:
        far.connect(str(made.server / SOCKET))
        ready.register(near, selectors.EVENT_READ)
        ready.register(far, selectors.EVENT_READ)
        with contextlib.suppress(OSError):
            while all(
                _pass_on(near, far, made) if key.fileobj is near else _pass_back(near, far) for key, _ in ready.select()
            ):
                pass


def _pass_on(near: socket.socket, far: socket.socket, made: Wire) -> bool:
    data = near.recv(AT_ONCE)
    cut = bool(data) and made.counted()
    if data and (made.after or not cut):
        far.sendall(data)
    if cut and made.after:
        # The server has done what it was told, and the answer is lost on its way
        far.settimeout(ANSWER_SECONDS)
        far.recv(AT_ONCE)
    return bool(data) and not cut


def _pass_back(near: socket.socket, far: socket.socket) -> bool:
    data = far.recv(AT_ONCE)
    near.sendall(data)
    return bool(data)
