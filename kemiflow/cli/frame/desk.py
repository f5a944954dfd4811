"""The home at hand: opened when it is needed, closed at the end; who acts in it, on which day, in which language."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from kemiflow.app import gather
from kemiflow.cli.frame.slips import Refused, Slip
from kemiflow.cli.frame.tongue import helps, wanted
from kemiflow.core.values import Refusal, Role

if TYPE_CHECKING:
    import typer

    from kemiflow.app.look import Look
    from kemiflow.app.submit import Asking
    from kemiflow.cli.frame.asked import Asked
    from kemiflow.core.city import City
    from kemiflow.core.wording import Wording
    from kemiflow.wiring import Home

T = TypeVar("T")


class Desk:
    """The home of one command."""

    def __init__(self, context: typer.Context, *, create: bool = False) -> None:
        self.asked: Asked = context.obj
        self._context = context
        self._create = create

    @cached_property
    def home(self) -> Home:
        """Open the home. Errors: those of opening a store."""
        from kemiflow.wiring import open_home

        home = open_home(self.asked.folder, create=self._create)
        self._context.call_on_close(home.close)
        return home

    @property
    def city(self) -> City:
        """Read the city. Errors: NoSettings."""
        return gather.city(self.home.world)

    @cached_property
    def today(self) -> date:
        """Give the home's own day."""
        return self.home.clock.today()

    @cached_property
    def day(self) -> date:
        """Give the day that was asked for, else today."""
        return self.asked.on or self.today

    @cached_property
    def by(self) -> str:
        """Give who acts: as asked, else the one secretary. Errors: Slip when that is not one person."""
        if self.asked.person:
            return self.asked.person
        holders = sorted(set(self.city.holders(Role.SECRETARY, self.today)))
        if len(holders) == 1:
            return holders[0]
        if not holders and not self.city.holdings:
            return Role.MACHINE.value
        raise Slip("who", known=", ".join(holders) or "–")

    def look(self, case: str, day: date | None = None) -> Look:
        """Look at a matter on a day, the one that was asked for unless another is named."""
        from kemiflow.app.look import Look

        return Look(self.home.world, gather.city(self.home.world, day or self.day), self.wording, case, day or self.day)

    @property
    def first_by(self) -> str:
        """Give who acts where the city may have no settings yet."""
        from kemiflow.core.folding.city import NoSettings

        try:
            return self.by
        except NoSettings:
            return Role.MACHINE.value

    @cached_property
    def wording(self) -> Wording:
        """Give the words in the city's language, or in the one that KEMIFLOW_LANGUAGE asks for."""
        return self.home.world.texts.wording(wanted() or self.city.settings.language)

    def say(self, key: str, **facts: object) -> str:
        """Give a sentence of help.toml in the language of what is shown."""
        return helps(f"say.{key}", self.wording.language, **facts)

    def column(self, key: str) -> str:
        """Give a heading of a table."""
        return helps(f"column.{key}", self.wording.language)

    def morning(self, *, dry: bool) -> date:
        """Give the day of a morning: the home's, or any to look at. Errors: Refused."""
        return granted(self.home.day(self.asked.on, dry=dry))

    def asking(self, *, dry: bool = False) -> Asking:
        """Give who asks, on the home's day."""
        from kemiflow.app.submit import Asking

        return Asking(by=self.by, today=self.today, dry=dry)


def granted(answer: T | Refusal) -> T:
    """Give the answer. Errors: Refused when it is a refusal."""
    if isinstance(answer, Refusal):
        raise Refused(answer)
    return answer
