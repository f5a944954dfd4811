"""Where things lie: what comes with kemiflow, and the home of an installation."""

import os
from pathlib import Path

HOME = "KEMIFLOW_HOME"
_HERE = Path(__file__).resolve().parent


def root() -> Path:
    """Find the folder that holds templates, flows and prefect.yaml: the checkout's top, or the copy in the package."""
    shipped = _HERE / "_shipped"
    return shipped if shipped.is_dir() else _HERE.parent


def templates_dir() -> Path:
    """Find the templates of what people read."""
    return root() / "templates"


def processes_dir() -> Path:
    """Find the process definitions that come with kemiflow."""
    return _HERE / "processes"


def home() -> Path:
    """Find the home that the environment names in KEMIFLOW_HOME, otherwise the working folder."""
    return Path(os.environ.get(HOME) or ".")
