"""The part of the Compose Specification that kemiflow's file uses; whatever else stands in a file is refused."""

from __future__ import annotations

import re
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictInt, StrictStr

# An expression of the interpolation: $$, ${NAME}, ${NAME:-default}, ${NAME:?why}
INTERPOLATED = re.compile(r"\$(?:\$|\{[A-Z][A-Z0-9_]*(?::?[-?+][^${}]*)?\})")


def interpolated(text: str) -> str:
    """Refuse a dollar that begins no expression of the interpolation."""
    if "$" in INTERPOLATED.sub("", text):
        raise ValueError(text)
    return text


Text: TypeAlias = Annotated[StrictStr, AfterValidator(interpolated)]
Duration: TypeAlias = Annotated[StrictStr, Field(pattern=r"^(\d+(us|ms|s|m|h))+$")]
Volume: TypeAlias = Annotated[StrictStr, Field(pattern=r"^[a-z][a-z0-9_]*:/[a-z/]+(:ro)?$")]
# Only this machine reaches a port, unless the city's own file says otherwise
Port: TypeAlias = Annotated[StrictStr, Field(pattern=r"^127\.0\.0\.1:\d{2,5}:\d{2,5}$")]
Condition: TypeAlias = Literal["service_started", "service_healthy", "service_completed_successfully"]


class Part(BaseModel):
    """A part of the file: unknown keys are refused, and no value is turned into another type."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Need(Part):
    """What another service must have come to."""

    condition: Condition = "service_started"


class Health(Part):
    """How a service is asked whether it is well."""

    test: list[Text]
    interval: Duration
    retries: StrictInt


class Service(Part):
    """A service."""

    image: Text
    restart: Literal["no", "always", "on-failure", "unless-stopped"] = "no"
    command: list[Text] = []
    environment: dict[Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$")], Text] = {}
    volumes: list[Volume] = []
    ports: list[Port] = []
    depends_on: list[str] | dict[str, Need] = {}
    healthcheck: Health | None = None
    stop_grace_period: Duration | None = None

    @property
    def needs(self) -> dict[str, Need]:
        """Give what the service waits for."""
        return {one: Need() for one in self.depends_on} if isinstance(self.depends_on, list) else self.depends_on


class File(BaseModel):
    """A compose.yaml; what begins with x- is an extension and holds fragments only."""

    model_config = ConfigDict(extra="allow", frozen=True)

    name: Annotated[StrictStr, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
    services: dict[Annotated[str, Field(pattern=r"^[a-zA-Z0-9._-]+$")], Service]
    volumes: dict[str, dict[str, StrictStr] | None]

    @property
    def unknown(self) -> set[str]:
        """Name the keys that the specification does not know."""
        return {name for name in self.model_extra or {} if not name.startswith("x-")}
