"""Where whoever asks stands: the home behind the site, its day and its city, each read once a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kemiflow.app import gather
from kemiflow.app.world import World
from kemiflow.core.city import City
from kemiflow.web.site import Site


@dataclass(frozen=True)
class Here:
    """The site as one request finds it."""

    site: Site

    @property
    def world(self) -> World:
        """Give the world of the home."""
        return self.site.home.world

    @cached_property
    def today(self) -> date:
        """Give the home's day."""
        return self.site.home.clock.today()

    @cached_property
    def city_version(self) -> tuple[int, ...]:
        """Give the version of the city that is read."""
        return self.world.lists.version()

    @cached_property
    def city(self) -> City:
        """Read the city. Errors: NoSettings."""
        return self.site.memo.of("city", self.city_version, lambda: gather.city(self.world))
