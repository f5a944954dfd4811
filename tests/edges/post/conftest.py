"""The post of a city over a relay, without pauses."""

from collections.abc import Iterator

import pytest

from kemiflow.post.relay import RelayPost
from tests.edges.post.handing import ONCE, route
from tests.edges.post.relay import Relay


@pytest.fixture
def post(relay: Relay) -> Iterator[RelayPost]:
    made = RelayPost(route(relay), ONCE)
    yield made
    made.close()
