"""Templates that did not come with kemiflow, handled by a process of their own that may fail without harm."""

import hashlib
import os
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from kemiflow.word.facts import FactsRefused, plain
from kemiflow.word.faults import Fault, Place, TemplateBroken
from kemiflow.word.lint.check import Report
from kemiflow.word.reasons import Reason, because
from kemiflow.word.template import Rendered
from kemiflow.word.wire import Message, WireBroken, from_faults, receive, send, to_faults

# Of processor time; on a loaded machine they take longer
MOST_SECONDS = 10
MOST_WAIT = 60.0
MOST_ANSWERS = 500
# The same kemiflow as here, whatever the working folder holds
COMMAND = (sys.executable, "-P", "-m", "kemiflow.word.child")
WHERE = str(Path(__file__).parents[2])


@dataclass(kw_only=True)
class Child:
    """One process, started at the first question and again after it ended; threads take turns.

    A question may take `seconds` of processor time, and `wait` seconds by the clock.
    """

    wait: float = MOST_WAIT
    seconds: int = MOST_SECONDS
    _process: "subprocess.Popen[bytes] | None" = None
    _answers: int = 0
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, message: Message) -> Message:
        """Ask one question and give the answer.

        Errors: TemplateBroken when the template took too long or too much, or is wrong; FactsRefused.
        """
        name = str(message.get("name", ""))
        with self._turn:
            answer = self._asked(message)
        if isinstance(answer, Reason):
            raise TemplateBroken(name, (Fault(place=Place(part=name), reason=answer),))
        if "refused" in answer:
            raise FactsRefused(str(answer["refused"]))
        if "broken" in answer:
            raise TemplateBroken(name, to_faults(answer["broken"]))
        return answer

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            _end(self._process)
        self._process, self._answers = None, 0

    def _asked(self, message: Message) -> Message | Reason:
        process = self._started()
        timer = threading.Timer(self.wait, process.kill)
        timer.start()
        try:
            send(_stream(process.stdin), message)
            answer: Message | Reason = receive(_stream(process.stdout))
        except (WireBroken, OSError):
            _end(process)
            answer = _why(process.returncode, self.seconds)
            self.close()
        finally:
            timer.cancel()
        self._answers += 1
        return answer

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._answers >= MOST_ANSWERS:
            self.close()
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own Python and module, no shell
                (*COMMAND, str(self.seconds)),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": WHERE},
            )
            weakref.finalize(self, _end, self._process)
        return self._process


@dataclass(frozen=True, kw_only=True)
class Guest:
    """A template that only the child opens."""

    name: str
    data: bytes = field(repr=False)
    digest: str
    child: Child = field(repr=False)

    def render(self, facts: Mapping[str, object]) -> Rendered:
        """Write one document; errors as in `Template.render`."""
        request: Message = {"do": "render", "name": self.name, "key": _key(self.data), "facts": plain(facts)}
        answer = self.child.ask(request)
        if "unknown" in answer:
            self.child.ask(_load(self.data, self.name))
            answer = self.child.ask(request)
        data = _bytes(answer)
        if hashlib.sha256(data).hexdigest() != answer["file"]:
            raise WireBroken
        return Rendered(data=data, content_digest=str(answer["content"]), file_digest=str(answer["file"]))


def guest(data: bytes, *, name: str, child: Child) -> Guest:
    """Let a child compile a template. Errors: TemplateBroken."""
    answer = child.ask(_load(data, name))
    return Guest(name=name, data=data, digest=str(answer["digest"]), child=child)


def check(data: bytes, *, name: str, kind: str | None, child: Child) -> Report:
    """Let a child check a template."""
    try:
        answer = child.ask({"do": "lint", "name": name, "kind": kind, "data": data})
    except TemplateBroken as broken:
        return Report(name=name, faults=broken.faults)
    return Report(name=name, faults=to_faults(answer["faults"]))


def body_of(data: bytes, *, name: str, child: Child) -> str:
    """Let a child read the text of a document's body. Errors: TemplateBroken."""
    return str(child.ask({"do": "body", "name": name, "data": data})["text"])


def copy_with_comments(data: bytes, report: Report, *, language: str, child: Child) -> bytes:
    """Let a child write a template's copy with a comment at each finding. Errors: TemplateBroken."""
    request: Message = {"do": "annotate", "name": report.name, "data": data, "language": language}
    return _bytes(child.ask({**request, "faults": from_faults(report.faults)}))


def _load(data: bytes, name: str) -> Message:
    return {"do": "load", "name": name, "data": data}


def _key(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _bytes(answer: Message) -> bytes:
    data = answer["data"]
    if not isinstance(data, bytes):
        raise WireBroken
    return data


def _stream(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise WireBroken
    return stream


def _why(code: int | None, seconds: int) -> Reason:
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return because("too_slow", limit=seconds)
    return because("child_failed")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a process that we started, and wait for it."""
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):
            _stream(stream).close()
    try:
        process.wait(timeout=1)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
