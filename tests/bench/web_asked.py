"""The SQL that pages run once they have been asked for before, as Python keeps it."""

from __future__ import annotations

import pickle
import sys
import warnings
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from kemiflow.wiring import open_home
from tests.bench.web_served import day
from tests.web.served import browser, served, site_for


def main() -> None:
    """Ask for each page twice, and note what the second time asked of the database."""
    warnings.simplefilter("ignore")
    home, paths = open_home(Path(sys.argv[1]), clock=day()), sys.argv[2:]
    asked: list[tuple[str, Any]] = []

    def note(*told: Any) -> None:  # noqa: ANN401 - what SQLAlchemy tells
        if told[2] != "BEGIN":
            asked.append((told[2], dict(told[3]) if isinstance(told[3], dict) else tuple(told[3])))

    sa.event.listen(home.store.engine, "before_cursor_execute", note)
    found = {}
    site = site_for(home)
    with served(site) as address, browser(address, site, "sanni") as client:
        for path in paths:
            client.get(path)
            asked.clear()
            client.get(path)
            found[path] = list(asked)
    sys.stdout.buffer.write(pickle.dumps(found))
    home.close()


if __name__ == "__main__":
    main()
