"""Starts a program that ends when whoever started it ends, even by kill -9, where the system can do that (Linux)."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Sequence
from typing import Final

PR_SET_PDEATHSIG: Final = 1


def main(arguments: Sequence[str]) -> None:
    """Become the program after the number of the process that must live. Errors: OSError."""
    parent, *command = arguments
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != int(parent):
            sys.exit(1)
    os.execvp(command[0], command)  # noqa: S606 - the program that `up` named


if __name__ == "__main__":
    main(sys.argv[1:])
