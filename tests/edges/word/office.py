"""LibreOffice as people have it: it reads documents and writes them again."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.edges.word.pdf.programs import installed

DOCX, TEXT = "docx:MS Word 2007 XML", "txt:Text (encoded):UTF8"


def converted(files: Sequence[Path], to: str, folder: Path) -> Path:
    """Let LibreOffice write files anew in another form, into a folder of its own below this one."""
    out = folder / "converted"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [installed().program, "--headless", profile, "--convert-to", to, "--outdir", str(out), *map(str, files)]
    environment = {**os.environ, "HOME": str(folder)}
    subprocess.run(command, check=True, capture_output=True, timeout=110, env=environment)
    return out


def poppler() -> str:
    """Give the program that reads the text of a PDF; in CI it must be there."""
    found = shutil.which("pdftotext")
    if found is None and not os.environ.get("CI"):
        pytest.skip("pdftotext is not installed here: apt install poppler-utils")
    assert found is not None
    return found
