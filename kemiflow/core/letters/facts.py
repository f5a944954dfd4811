"""What a letter says of one duty: days, gaps, reasons, each as a phrase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kemiflow.core.city import City, Person
from kemiflow.core.days import working_between
from kemiflow.core.duty import Cutoff, Duty, DutyKind
from kemiflow.core.labels import of_body
from kemiflow.core.letters.background import Background
from kemiflow.core.letters.ladder import is_repetition, rungs
from kemiflow.core.letters.letter import Manner, Telling
from kemiflow.core.values import Role
from kemiflow.core.wording import Wording

MEASURE, BASELINE, BOTH = "measure", "baseline", "measure_baseline"
REASONS = 3


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Who is told on which day, and all that the words need."""

    city: City
    wording: Wording
    background: Background
    today: date
    person: str

    def say(self, key: str, **facts: object) -> str:
        """Give words of the section `letter`."""
        return self.wording.say(f"letter.{key}", **facts)

    def near(self, day: date) -> str:
        """Give a day without this year."""
        return self.wording.near_day(day, self.today)


def stop(text: str) -> str:
    """End a sentence, unless a day such as 27.10. has ended it."""
    return text if not text or text.endswith(".") else f"{text}."


def because(scene: Scene, tellings: Sequence[Telling]) -> str:
    """Say in which roles the reader has the duties, or had them when all of them were handed over."""
    own = [one for one in tellings if one.manner is not Manner.HANDED_OVER]
    roles = sorted({scene.wording.say(_role(scene, one)) for one in own or tellings})
    return scene.say("because" if own else "because_before", roles=scene.wording.listing(roles))


def _role(scene: Scene, telling: Telling) -> str:
    if telling.manner is Manner.COPIED:
        return f"role.{Role.OWNER}"
    stands_in = telling.manner is not Manner.HANDED_OVER and telling.duty.person != scene.person
    return f"role.{Role.DEPUTY}" if stands_in else _own_role(scene, telling.duty)


def _own_role(scene: Scene, duty: Duty) -> str:
    """Name the role of whoever owes a duty; who was asked to arrange a session need not be the secretary."""
    secretaries = scene.city.holders(Role.SECRETARY, scene.today)
    arranges = duty.kind is DutyKind.SESSION and duty.person not in secretaries
    return "role.organiser" if arranges else f"role.{duty.role}"


def left(scene: Scene, due: date) -> str:
    """Say how much time is left until a due day that has not passed."""
    if due == scene.today:
        return scene.say("left_today")
    if due == scene.today + timedelta(days=1):
        return scene.say("left_tomorrow")
    count = working_between(scene.today, due, scene.city.settings.quiet)
    return scene.say("left_many", count=scene.wording.count_working(count))


def gaps(scene: Scene, duty: Duty, section: str) -> tuple[str, ...]:
    """Give what is missing in the words of a section, the measure together with its baseline."""
    lacks = list(duty.lacks)
    if MEASURE in lacks and BASELINE in lacks:
        lacks = [BOTH, *(one for one in lacks if one not in {MEASURE, BASELINE})]
    return tuple(_gap(scene, f"{section}.{one}", one) for one in lacks)


def _gap(scene: Scene, key: str, plain: str) -> str:
    return scene.wording.say(key) if scene.wording.knows(key) else plain


def note(scene: Scene, duty: Duty) -> str:
    """Give the note with which a project goes on as it is."""
    lacks = gaps(scene, duty, "lack")
    return scene.say("note_one" if len(lacks) == 1 else "note_many", lacks=scene.wording.listing(lacks))


def coming(scene: Scene, telling: Telling) -> tuple[date, ...]:
    """Give the days of the reminders that come if nothing is done: those before the due day, else those after it.

    None once the agenda that alone waits for the duty has closed, and none that would repeat a letter on a moved day.
    """
    duty, quiet = telling.duty, scene.city.settings.quiet
    moved_on = scene.today if telling.manner is Manner.MOVED else date.min
    last = duty.due if duty.cutoff and duty.cutoff.closes == duty.due else date.max
    later = [rung for rung in rungs(duty, quiet) if scene.today < rung.day <= last]
    days_left = [rung.day for rung in later if not is_repetition(rung, moved_on, quiet)]
    return tuple(dict.fromkeys([day for day in days_left if day <= duty.due] or days_left))


def days(scene: Scene, all_days: Sequence[date]) -> str:
    """List days, each once: 20.10. ja 26.10."""
    return scene.wording.listing([scene.near(day) for day in dict.fromkeys(all_days)])


def why_you(scene: Scene, duties: Sequence[Duty]) -> str:
    """Say why it is this person who is asked, and which decisions lie behind; the first reasons of many."""
    grounds = list(dict.fromkeys(_ground(scene, duty) for duty in duties))[:REASONS]
    keys = dict.fromkeys(duty.ground.decision or "" for duty in duties)
    decisions = [scene.background.decisions[key] for key in keys if key in scene.background.decisions][:REASONS]
    behind = [scene.say("background", decision=decision) for decision in decisions]
    return " ".join(stop(sentence) for sentence in ("; ".join(grounds), *behind))


def _ground(scene: Scene, duty: Duty) -> str:
    on = scene.wording.day(duty.ground.on)
    role = scene.wording.say(_own_role(scene, duty))
    holder = scene.city.person(duty.person)
    if duty.person != scene.person and holder:
        return scene.say("why_deputy", name=holder.name)
    match duty.ground.kind:
        case "decision" if duty.kind is DutyKind.SESSION and _own_role(scene, duty) == "role.organiser":
            return scene.say("why_organiser")
        case "named":
            by = scene.city.person(duty.ground.by if duty.ground.by != scene.person else None)
            return scene.say("why_named_by", by=_title(scene, by), on=on) if by else scene.say("why_named", on=on)
        case "asked" | "decision" as kind:
            return scene.say(f"why_{kind}", on=on, role=role)
        case _:
            return scene.say("why_role", role=role)


def _title(scene: Scene, person: Person) -> str:
    """Give a person's title where it is in the reader's language, which is the city's, otherwise the name."""
    return person.title if person.title and scene.wording.language == scene.city.settings.language else person.name


def hour_of(scene: Scene, cutoff: Cutoff) -> str:
    """Give the hour at which an agenda closes: klo 12."""
    return scene.wording.clock(cutoff.hour)


def agenda(scene: Scene, cutoff: Cutoff, key: str) -> str:
    """Say for which agenda something is needed and when it closes; nothing when the body is unknown."""
    body = scene.city.settings.body(cutoff.body)
    if body is None:
        return ""
    return scene.say(
        key,
        body=of_body(body, scene.wording),
        day=scene.near(cutoff.day),
        closes=scene.wording.on_near_weekday(cutoff.closes, scene.today),
        hour=hour_of(scene, cutoff),
    )
