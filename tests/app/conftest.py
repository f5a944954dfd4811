"""The city whose letters a relay takes or does not."""

from pathlib import Path

import pytest

from tests.app.mornings import asked, settings
from tests.edges.post.relay import Relay


@pytest.fixture
def home(tmp_path: Path, relay: Relay) -> Path:
    asked(tmp_path)
    settings(tmp_path, relay)
    return tmp_path
