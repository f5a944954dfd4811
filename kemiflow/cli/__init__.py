"""The command line: what is asked is found, done and told; whatever goes wrong is one clear sentence."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from kemiflow.cli.commands import root
from kemiflow.cli.frame.asked import Asked


def main() -> None:
    """Run the command that stands on the command line, and end with its status."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run a command and give its status: 0 done, 1 found wrong or stopped, 2 refused, 70 a mistake of the program."""
    try:
        ended = root().main(args=list(arguments), prog_name="kemiflow", standalone_mode=False, obj=Asked())
    except Exception as error:
        from kemiflow.cli.frame.errors import tell

        return tell(error)
    return ended if isinstance(ended, int) else 0
