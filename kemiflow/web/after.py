"""After something was told: the matter is walked at once, so that lists and documents follow."""

from __future__ import annotations

import logging
from typing import Final

from kemiflow.app.kept import AlreadyRecorded, JournalMoved
from kemiflow.app.walk import walk
from kemiflow.web.visit import Visit

LOG: Final = logging.getLogger("kemiflow.web")


def walked(visit: Visit, case: str) -> None:
    """Walk a matter; what cannot be done now is done in the morning, since the matter stays due."""
    try:
        found = walk(visit.world, case, visit.today)
    except (JournalMoved, AlreadyRecorded, OSError) as error:
        LOG.warning("%s: walk put off: %s", case, error)
        return
    for trouble in found.troubles:
        LOG.warning("%s: %s", case, trouble)
