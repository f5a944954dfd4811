"""One log for all that runs side by side: a line says when, how grave, who, what; as text or as JSON."""

from __future__ import annotations

import re
import sys
from typing import Final, TextIO

import structlog

# How Prefect and uvicorn begin a line: when and how grave, or how grave alone
_GRAVE: Final = re.compile(r"^(?:[\d:. -]+\|\s+)?(DEBUG|INFO|WARNING|ERROR|CRITICAL)(?:\s+\||:)\s+")
Logger = structlog.typing.FilteringBoundLogger


def log(*, json: bool, to: TextIO | None = None) -> Logger:
    """Give the log, which writes to standard output."""
    shown: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False) if json else structlog.dev.ConsoleRenderer(colors=False)
    )
    made: Logger = structlog.wrap_logger(
        structlog.PrintLogger(to or sys.stdout),
        processors=[structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True), shown],
        wrapper_class=structlog.make_filtering_bound_logger("debug"),
    )
    return made


def line(logger: Logger, who: str, said: str) -> None:
    """Pass on a line of a child, as grave as it says itself."""
    found = _GRAVE.match(said)
    level = found[1].lower() if found else "info"
    logger.log(LEVELS[level], said[found.end() :] if found else said, who=who)


LEVELS: Final = {"debug": 10, "info": 20, "warning": 30, "error": 40, "critical": 50}
