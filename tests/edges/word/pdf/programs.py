"""LibreOffice as it is installed, and programs of a test's own that stand in its place and misbehave."""

import os
from pathlib import Path

import pytest

from kemiflow.word.pdf import Office, OfficeMissing, office

# Writes a PDF for each document in order, notes each start, and stumbles over one whose bytes say so
STAND_IN = """#!/bin/sh
echo start >> {notes}
while [ "$1" != --outdir ]; do shift; done
out=$2; shift 2; mkdir -p "$out"
for file in "$@"; do
  case "$(cat "$file")" in
    *hang*) sleep 600 & echo $! > {pid}; printf half > "$out/$(basename "$file" .docx).pdf"; wait ;;
    *crash*) kill -9 $$ ;;
    *refuse*) continue ;;
  esac
  cp "$file" "$out/$(basename "$file" .docx).pdf"; echo '%%EOF' >> "$out/$(basename "$file" .docx).pdf"
done
"""


def installed() -> Office:
    """Give the installed LibreOffice; in CI it must be there."""
    try:
        return office()
    except OfficeMissing:
        if os.environ.get("CI"):
            raise
        pytest.skip("LibreOffice is not installed here: apt install libreoffice-writer-nogui")


def stand_in(folder: Path, *, patience: float = 60.0, most: int = 200) -> Office:
    """Give a program of our own in the place of LibreOffice."""
    program = folder / "soffice"
    program.write_text(STAND_IN.format(notes=folder / "notes", pid=folder / "pid"))
    program.chmod(0o755)
    return Office(program=str(program), patience=patience, most=most)


def starts(folder: Path) -> int:
    return (folder / "notes").read_text().count("start")


def alive(pid: int) -> bool:
    """Tell whether a process runs; one that ended and that nobody has waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
