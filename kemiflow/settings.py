"""Where the things lie that come with kemiflow: templates, processes, flows."""

from pathlib import Path

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
