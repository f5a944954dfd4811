"""A morning that walks a home until it is done or stopped: `ready`, then the name of each matter that was walked."""

from __future__ import annotations

import sys
from pathlib import Path

from kemiflow.app import gather, walk
from kemiflow.wiring import open_home
from tests.bench.web_city import TODAY
from tests.bench.web_served import day


def main() -> None:
    """Walk every matter that is due."""
    home = open_home(Path(sys.argv[1]), clock=day())
    city = gather.city(home.world)
    print("ready", flush=True)
    for case in walk.due(home.world, TODAY):
        walk.walk(home.world, case, TODAY, city)
        print(case, flush=True)


if __name__ == "__main__":
    main()
