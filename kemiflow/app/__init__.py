"""Use cases: gather, decide, apply; the world is reached only through the protocols in `world`."""
