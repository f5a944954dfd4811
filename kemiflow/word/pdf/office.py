"""LibreOffice as a converter: one start for many documents, a profile of its own, ended when it makes no headway."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

NAMES: Final = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
# Tagged, PDF/UA-1, with bookmarks, without comments; the document's own title and language stand in it
FILTER: Final = (
    'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"},"ExportNotes":{"type":"boolean","value":"false"}}'
)
# A start costs as much as some fifteen documents; after this many a fresh one keeps its memory small
MOST_IN_ONE_START: Final = 200
PATIENCE: Final = 60.0


class OfficeMissing(Exception):
    """LibreOffice is not installed here, or not where programs are looked for."""


@dataclass(frozen=True, kw_only=True)
class Office:
    """An installed LibreOffice; `patience` is how many seconds a document may take, `most` how many one start takes."""

    program: str
    patience: float = PATIENCE
    most: int = MOST_IN_ONE_START

    def converted(self, documents: Sequence[bytes]) -> Iterator[bytes | None]:
        """Give each document as the PDF that LibreOffice writes, None for one that it cannot convert.

        Errors: OSError.
        """
        with tempfile.TemporaryDirectory(prefix="kemiflow-pdf-", ignore_cleanup_errors=True) as folder:
            names = [f"{number:06}" for number in range(len(documents))]
            for name, data in zip(names, documents, strict=True):
                _lay(Path(folder) / f"{name}.docx", data)
            self._all(Path(folder), names)
            for name in names:
                made = Path(folder) / "out" / f"{name}.pdf"
                yield made.read_bytes() if made.is_file() else None

    def _all(self, folder: Path, names: list[str]) -> None:
        waiting = names
        while waiting:
            batch, rest = waiting[: self.most], waiting[self.most :]
            ended_well = self._start(folder, batch)
            missing = [name for name in batch if not (folder / "out" / f"{name}.pdf").is_file()]
            # It takes them in their order: the first that is missing stopped it, those behind were not tried
            waiting = rest if ended_well else missing[1:] + rest

    def _start(self, folder: Path, names: list[str]) -> bool:
        """Convert some documents in one start; tell whether it came to its end."""
        command = [
            *(self.program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"),
            *("--nolockcheck", "--convert-to", FILTER, "--outdir", str(folder / "out")),
            *(str(folder / f"{name}.docx") for name in names),
        ]
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(  # noqa: S603 - the program that was found, on files of our own names, no shell
            command, stdin=quiet, stdout=quiet, stderr=quiet, env=_surroundings(folder), start_new_session=True
        )
        try:
            return self._watched(process, folder / "out")
        finally:
            _end(process)

    def _watched(self, process: "subprocess.Popen[bytes]", out: Path) -> bool:
        done = -1
        while True:
            try:
                return process.wait(timeout=self.patience) == 0
            except subprocess.TimeoutExpired:
                now = len(list(out.glob("*.pdf")))
            if now == done:
                self._drop_torn(out)
                return False
            done = now

    @staticmethod
    def _drop_torn(out: Path) -> None:
        """Drop the file that was being written when patience ended: the newest, unless it is whole."""
        made = sorted(out.glob("*.pdf"))
        if made and not made[-1].read_bytes().rstrip().endswith(b"%%EOF"):
            made[-1].unlink()


def office(*, patience: float = PATIENCE, most: int = MOST_IN_ONE_START) -> Office:
    """Find LibreOffice. Errors: OfficeMissing."""
    program = next((found for name in NAMES if (found := shutil.which(name))), None)
    if program is None:
        raise OfficeMissing
    return Office(program=program, patience=patience, most=most)


def _lay(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        # Where the temporary folder lies is what a person must know, not the scratch file in it
        raise OSError(error.errno, error.strerror, tempfile.gettempdir()) from error


def _surroundings(folder: Path) -> dict[str, str]:
    """Give what it may know of this machine: no home, no display, no person's settings."""
    path = os.environ.get("PATH", os.defpath)
    return {"PATH": path, "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the process that we started and those that it started: they are a group of their own."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
