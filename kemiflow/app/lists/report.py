"""Where every open matter stands, a line each: what comes next, whether it fits, what is open and what is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kemiflow.app import gather
from kemiflow.app.letters import weekly
from kemiflow.app.letters.remind import Decided
from kemiflow.app.look import Look
from kemiflow.app.morning import Morning, each, wording
from kemiflow.app.world import World


@dataclass(frozen=True, kw_only=True)
class Stand:
    """Where a matter stands: sentences without anybody's name, and how many duties are open and late."""

    case: str
    coming: str
    fits: str
    open: int
    late: int


def stands(world: World, today: date) -> Morning[Stand]:
    """Tell where every open matter stands; one that cannot be told is named. Errors: NoSettings."""
    city, words = gather.city(world), wording(world)

    def stand(case: str) -> Stand:
        look = Look(world, city, words, case, today)
        begun = [one for one in look.duties if one.opened <= today]
        return Stand(
            case=case,
            coming=" ".join(look.overview.coming_next),
            fits=" ".join(look.overview.fits),
            open=len(begun),
            late=sum(1 for one in begun if one.late(today)),
        )

    return each((row.case for row in world.lists.cases()), stand)


def week(world: World, today: date, *, dry: bool = False) -> Morning[Decided]:
    """Decide the weekly letters that the morning left undecided; a dry one writes nothing. Errors: NoSettings."""
    city = gather.city(world)
    found = each(weekly.due(city, today), lambda person: weekly.write(world, person, today, city, dry=dry))
    return Morning(done=tuple(one for one in found.done if one), failed=found.failed)
