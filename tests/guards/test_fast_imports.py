"""Commands that read or record never import Prefect; help imports no SQL either."""

import subprocess
import sys

import pytest

HEAVY = {"prefect", "sqlalchemy", "alembic", "docx", "lxml", "jinja2", "fastapi"}


def loaded(code: str) -> set[str]:
    """Run some code in a Python of its own and name the packages that it has loaded at the end."""
    tell = (
        "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); sys.argv = ['kemiflow']\n"
    )
    done = subprocess.run([sys.executable, "-c", tell + code], capture_output=True, text=True, check=False)
    return {name.split(".")[0] for name in done.stderr.split()}


@pytest.mark.parametrize("args", [["--help"], ["deadlines", "--help"], ["demo", "--help"]], ids=" ".join)
def test_help_imports_nothing_heavy(args: list[str]) -> None:
    seen = loaded(f"sys.argv += {args}\nfrom kemiflow.cli import main\nmain()")
    assert "kemiflow" in seen
    assert seen & HEAVY == set()
