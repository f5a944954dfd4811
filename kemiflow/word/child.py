"""The process in which templates that did not come with kemiflow are checked and filled in, within narrow limits."""

import hashlib
import os
import resource
import sys
from collections.abc import Callable
from typing import IO

from kemiflow.word.body import body_text
from kemiflow.word.compile import compile_template
from kemiflow.word.facts import FactsRefused
from kemiflow.word.faults import Fault, Place, TemplateBroken
from kemiflow.word.lint.annotate import annotated
from kemiflow.word.lint.check import lint
from kemiflow.word.package import PackageRefused, unpack
from kemiflow.word.reasons import because
from kemiflow.word.template import Rendered, Template
from kemiflow.word.wire import Message, WireBroken, from_faults, receive, send, to_faults

MOST_MEMORY = 768 * 1024 * 1024
MOST_TEMPLATES = 32

Compiled = dict[str, Template]


def main(seconds: int) -> None:
    """Answer requests until nobody asks any more, each within some seconds of processor time."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not come between the answers
    os.dup2(2, 1)
    limit(resource.RLIMIT_AS, MOST_MEMORY)
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_FSIZE, 0)
    serve(asked, answers, seconds)


def limit(which: int, most: int) -> None:
    """Lower a limit of this process, where the system has it."""
    hard = resource.getrlimit(which)[1]
    resource.setrlimit(which, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def serve(asked: IO[bytes], answers: IO[bytes], seconds: int) -> None:
    """Answer each request with some more seconds of processor time."""
    compiled: Compiled = {}
    while True:
        try:
            request = receive(asked)
        except WireBroken:
            return
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + seconds)
        send(answers, answer(request, compiled))


def answer(request: Message, compiled: Compiled) -> Message:
    """Do what is asked; what goes wrong with the template is an answer too."""
    name = str(request.get("name", ""))
    try:
        return DOES[str(request.get("do"))](request, compiled)
    except TemplateBroken as broken:
        return {"broken": from_faults(broken.faults)}
    except PackageRefused as refused:
        return {"broken": from_faults((Fault(place=Place(part=refused.part or name), reason=refused.reason),))}
    except FactsRefused as refused:
        return {"refused": str(refused)}
    except MemoryError:
        compiled.clear()
        return {"broken": from_faults((Fault(place=Place(part=name), reason=because("too_hungry")),))}


def _load(request: Message, compiled: Compiled) -> Message:
    data = _data(request)
    if len(compiled) >= MOST_TEMPLATES:
        compiled.clear()
    template = compile_template(data, name=str(request["name"]))
    compiled[hashlib.sha256(data).hexdigest()] = template
    return {"digest": template.digest}


def _render(request: Message, compiled: Compiled) -> Message:
    template = compiled.get(str(request["key"]))
    facts = request["facts"]
    if template is None or not isinstance(facts, dict):
        return {"unknown": True}
    return _rendered(template.render(facts))


def _rendered(made: Rendered) -> Message:
    return {"data": made.data, "content": made.content_digest, "file": made.file_digest}


def _lint(request: Message, _compiled: Compiled) -> Message:
    kind = request.get("kind")
    report = lint(_data(request), name=str(request["name"]), kind=None if kind is None else str(kind))
    return {"faults": from_faults(report.faults)}


def _annotate(request: Message, _compiled: Compiled) -> Message:
    data = _data(request)
    # python-docx reads without limits of its own
    unpack(data)
    return {"data": annotated(data, to_faults(request["faults"]), str(request["language"]))}


def _body(request: Message, _compiled: Compiled) -> Message:
    return {"text": body_text(_data(request))}


def _data(request: Message) -> bytes:
    data = request["data"]
    if not isinstance(data, bytes):
        raise WireBroken
    return data


DOES: dict[str, Callable[[Message, Compiled], Message]] = {
    "load": _load,
    "render": _render,
    "lint": _lint,
    "annotate": _annotate,
    "body": _body,
}

if __name__ == "__main__":
    main(int(sys.argv[1]))
