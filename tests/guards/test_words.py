"""Nothing in the tree tells on which machine, or from which index, it was made."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.guards.tree import files, place, rooms

# In pieces, so that this file does not find itself
FORBIDDEN = re.compile(
    "|".join(["/wo" + r"rk/", "/ro" + r"ot\b", "/ho" + r"me/\w+/", "py" + r"pi\.", "python" + "hosted"])
)
PACKED = {".docx", ".xlsx", ".zip"}


def texts(path: Path) -> Iterator[str]:
    """Read a file's text, and that of each member of a packed one."""
    if path.suffix not in PACKED:
        yield path.read_bytes().decode("utf-8", errors="replace")
        return
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            yield packed.read(name).decode("utf-8", errors="replace")


def traces(path: Path) -> list[str]:
    """List what in a file tells where it was made."""
    return [f"{place(path)}: {found[0]}" for text in texts(path) for found in FORBIDDEN.finditer(text)]


def test_no_file_names_a_machine_or_an_index() -> None:
    assert [trace for path in files() for trace in traces(path)] == []


def test_a_trace_is_seen(tmp_path: Path) -> None:
    assert FORBIDDEN.findall("built in /wo" + f"rk/{tmp_path.name}") == ["/wo" + "rk/"]


def test_the_top_level_is_as_planned() -> None:
    assert rooms() == {"flows", "kemiflow", "templates", "tests"}
