"""What every page is made from: the home, how it is reached, who gets in, and the dress."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kemiflow.app.people.accounts import Door
from kemiflow.web.configuration import Configuration
from kemiflow.web.dress import Dress
from kemiflow.web.memo import Memo
from kemiflow.wiring import Home


@dataclass(frozen=True, kw_only=True)
class Site:
    """A site; `demo` holds, by token, the person whom a link of the demo signs in."""

    home: Home
    configuration: Configuration
    door: Door
    dress: Dress
    demo: Mapping[str, str] = field(default_factory=dict)
    memo: Memo = field(default_factory=Memo)
