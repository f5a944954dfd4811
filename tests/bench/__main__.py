"""Runs the measures by name and prints a table, or nothing but JSON with --json."""

from __future__ import annotations

import argparse
import importlib
import json
import sys

from tests.bench.measure import Row

NAMES = ("cluster", "core", "letters", "kill", "upgrades", "walk", "web", "word")


def main() -> int:
    """Measure what was asked for; without a name, everything."""
    parser = argparse.ArgumentParser(prog="run.py bench", description="Measure kemiflow beside its peers.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--json", action="store_true", help="print nothing but JSON")
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in NAMES]
    if unknown:
        sys.stderr.write(f"bench: unknown name {unknown[0]!r}; known: {', '.join(NAMES)}\n")
        return 2
    found = {name: importlib.import_module(f"tests.bench.{name}").rows() for name in asked.names or NAMES}
    if asked.json:
        print(json.dumps({name: [row.plain() for row in rows] for name, rows in found.items()}, ensure_ascii=False))
    else:
        for name, rows in found.items():
            _table(name, rows)
    return 0


def _table(name: str, rows: list[Row]) -> None:
    print(f"{name}")
    for row in rows:
        peer = "" if row.peer is None else f"{row.peer:12.3f}"
        ratio = "" if not row.peer else f"{row.ours / row.peer:8.2f} x"
        print(f"  {row.id:12} {row.ours:12.3f} {peer:>12} {row.unit:4} {ratio:>10}  {row.what}")


if __name__ == "__main__":
    sys.exit(main())
