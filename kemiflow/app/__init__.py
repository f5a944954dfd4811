"""Use cases: gather, decide, apply; the world is reached through Protocols only."""
