"""What the site told the journal."""

from __future__ import annotations

from kemiflow.web.site import Site


def facts(site: Site, kind: type, stream: str = "case/s") -> list[object]:
    """Give the facts of a kind in a stream, in order."""
    return [one.fact for one in site.home.world.journal.read(stream) if isinstance(one.fact, kind)]
