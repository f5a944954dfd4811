"""The peers of a morning, each as its own documentation has it used: Prefect, SpiffWorkflow, DBOS."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import tempfile
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from prefect import flow

from tests.bench.measure import processor

FIVE: Final = 5
BPMN: Final = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="bench">
<process id="five" isExecutable="true">
<startEvent id="start"><outgoing>f0</outgoing></startEvent>
{tasks}
<endEvent id="end"><incoming>f5</incoming></endEvent>
{lines}
</process></definitions>"""


def spiff(folder: Path, steps: int) -> float:
    """Give the steps a processor second of five-step processes, each state serialised to SQLite."""
    bpmn: dict[str, Any] = {
        part: import_module(f"SpiffWorkflow.bpmn.{part}") for part in ("parser", "serializer", "workflow")
    }
    file = folder / "five.bpmn"
    file.write_text(_bpmn(), encoding="utf-8")
    parser = bpmn["parser"].BpmnParser()
    parser.add_bpmn_file(str(file))
    spec, keep = parser.get_spec("five"), bpmn["serializer"].BpmnWorkflowSerializer()
    with closing(sqlite3.connect(Path(tempfile.mkdtemp(dir=folder)) / "spiff.db")) as db:
        db.execute("PRAGMA synchronous=FULL")
        db.execute("CREATE TABLE states (id INTEGER PRIMARY KEY, state TEXT)")

        def work() -> None:
            for number in range(steps // FIVE):
                _spiffed(bpmn["workflow"].BpmnWorkflow(spec), keep, db, number)

        return steps / processor(work)


def _spiffed(workflow: Any, keep: Any, db: sqlite3.Connection, number: int) -> None:  # noqa: ANN401 - an untyped library
    for _ in range(FIVE):
        workflow.do_engine_steps()
        workflow.get_next_task(manual=True).run()
        db.execute("INSERT OR REPLACE INTO states VALUES (?, ?)", (number, json.dumps(keep.to_dict(workflow))))
        db.commit()


def _bpmn() -> str:
    tasks = "".join(
        f'<manualTask id="t{n}"><incoming>f{n}</incoming><outgoing>f{n + 1}</outgoing></manualTask>'
        for n in range(FIVE)
    )
    ends = ["start", *(f"t{n}" for n in range(FIVE)), "end"]
    lines = "".join(
        f'<sequenceFlow id="f{n}" sourceRef="{ends[n]}" targetRef="{ends[n + 1]}"/>' for n in range(FIVE + 1)
    )
    return BPMN.format(tasks=tasks, lines=lines)


def dbos(folder: Path, steps: int) -> float:
    """Give the steps a processor second of five-step workflows on SQLite."""
    library: Any = import_module("dbos").DBOS
    place = Path(tempfile.mkdtemp(dir=folder)) / "dbos.sqlite"
    library(config={"name": "bench", "system_database_url": f"sqlite:///{place}"})
    one = library.step()(_one)

    def five() -> None:
        for number in range(FIVE):
            one(number)

    work = library.workflow()(five)
    library.launch()
    try:
        work()
        return steps / processor(lambda: [work() for _ in range(steps // FIVE)])
    finally:
        library.destroy(destroy_registry=True)


def _one(number: int) -> int:
    return number


def prefect_runs(many: int) -> None:
    """Run a flow that does nothing so many times, warm and async."""

    @flow(name="nothing")
    async def nothing() -> None: ...

    async def work() -> None:
        for _ in range(many):
            await nothing()

    asyncio.run(work())
