"""What each document says: the dataclasses of `core.documents`, filled from where a matter stands."""

from kemiflow.core.items.dispatch import document
from kemiflow.core.items.telling import Naming, Telling, plain, withheld

__all__ = ["Naming", "Telling", "document", "plain", "withheld"]
