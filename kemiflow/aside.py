"""Files are written beside their place and moved there: whole, or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

READABLE: Final = 0o644
OWNER_ONLY: Final = 0o600


@contextmanager
def aside(path: Path, mode: int = READABLE) -> Iterator[BinaryIO]:
    """Open a file beside its place; it is moved there, safe on the disk, when the block ends without an error.

    After an error nothing is left behind, and what lay there stays. Errors: OSError, also when there is something
    other than a file: a pipe or a device would be gone.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(scratch).chmod(mode)
        Path(scratch).replace(path)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise


def write_whole(path: Path, data: bytes, mode: int = READABLE) -> None:
    """Write a file, whole or not at all. Errors: OSError that names the file, and not the one beside it."""
    try:
        with aside(path, mode) as file:
            file.write(data)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
