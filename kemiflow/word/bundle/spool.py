"""Parts that grow with a bundle: packed to a scratch file as they come, so that memory does not grow with them."""

import hashlib
import tempfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from kemiflow.word.packing import DEFLATED, LEVEL


@dataclass(kw_only=True)
class Spool:
    """One part, written piece by piece; nothing of it is left when it is closed, or its process is killed."""

    name: str
    scratch: IO[bytes]
    size: int = 0
    crc: int = 0
    _press: "zlib._Compress" = field(default_factory=lambda: zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS))
    _digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def write(self, data: bytes) -> None:
        """Add a piece."""
        self.size += len(data)
        self.crc = zlib.crc32(data, self.crc)
        self._digest.update(data)
        self.scratch.write(self._press.compress(data))

    def end(self) -> tuple[int, int, int]:
        """End the part and give how it is packed: method, CRC, size."""
        self.scratch.write(self._press.flush())
        return DEFLATED, self.crc, self.size

    @property
    def digest(self) -> bytes:
        """Give SHA-256 over what was written."""
        return self._digest.digest()


def spool(name: str, folder: Path) -> Spool:
    """Begin a part in a folder. Errors: OSError."""
    return Spool(name=name, scratch=tempfile.TemporaryFile(dir=folder))
