"""What left and what did not, told: once for a relay that is away, by name for single letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from kemiflow.cli.frame import show as showing
from kemiflow.cli.frame.errors import sentence
from kemiflow.cli.frame.tongue import words

if TYPE_CHECKING:
    from kemiflow.app.morning import Failed, Morning, Sent
    from kemiflow.cli.frame.desk import Desk


@dataclass(frozen=True, kw_only=True)
class Gone:
    """What left, and what failed: to be decided, or to leave."""

    sent: Sent
    failed: tuple[Failed, ...] = ()

    @classmethod
    def of(cls, morning: Morning[Sent], undecided: tuple[Failed, ...] = ()) -> Gone:
        """Give what a sending came to, none where none was tried, behind those whose letters could not be decided."""
        from kemiflow.app.morning import Sent

        return cls(sent=next(iter(morning.done), Sent()), failed=(*undecided, *morning.failed))

    @property
    def troubled(self) -> bool:
        """Tell whether a letter has not left, or may not have."""
        sent = self.sent
        return bool(self.failed or sent.refused or sent.unsure or sent.elsewhere)

    @property
    def plain(self) -> dict[str, object]:
        """Give it all as plain data; `failed` names the refused letters too, `refused` these alone."""
        sent = self.sent
        return {
            "sent": sent.count,
            "unsure": sent.unsure,
            "resting": sent.resting,
            "closed": sent.closed,
            "refused": plain(sent.refused),
            "elsewhere": [{"name": name, "until": until} for name, until in sent.elsewhere],
            "failed": plain((*self.failed, *sent.refused)),
        }


def tell(desk: Desk, gone: Gone) -> None:
    """Say what did not leave, and why."""
    sent = gone.sent
    if sent.resting:
        showing.lines(desk.say("resting"))
    if sent.closed:
        count = sum(one.why == sent.closed for one in gone.failed)
        typer.echo(desk.say("post_closed", why=sent.closed.rstrip("."), count=count), err=True)
    failures(desk, tuple(one for one in gone.failed if one.why != sent.closed))
    for one in sent.refused:
        typer.echo(desk.say("refused", name=one.name, why=one.why), err=True)
    for name, until in sent.elsewhere:
        typer.echo(desk.say("elsewhere", name=name, until=moment(until)), err=True)
    if sent.unsure:
        typer.echo(desk.say("some_unsure", count=len(sent.unsure)), err=True)


def failures(desk: Desk, failed: tuple[Failed, ...]) -> None:
    """Say what failed, each with its reason."""
    for one in failed:
        why = sentence(one.error) if one.error else None
        typer.echo(desk.say("failed", name=one.name, why=why or one.why), err=True)


def plain(failed: tuple[Failed, ...]) -> list[dict[str, str]]:
    """Give what failed as plain data."""
    return [{"name": one.name, "why": one.why} for one in failed]


def moment(at: str | None) -> str:
    """Give a moment in UTC (ISO 8601) as people in Finland write it."""
    from datetime import datetime

    from kemiflow.core.days import HELSINKI

    return words().moment(datetime.fromisoformat(at).astimezone(HELSINKI)) if at else ""
