"""What a letter about one duty says."""

from __future__ import annotations

from kemiflow.core.days import MORNING
from kemiflow.core.duty import Cutoff, Duty, DutyKind
from kemiflow.core.letters import facts
from kemiflow.core.letters.background import Change, Move
from kemiflow.core.letters.facts import Scene, stop
from kemiflow.core.letters.ladder import MOVED, ruling_day
from kemiflow.core.letters.letter import Manner, Telling
from kemiflow.core.wording import capital

AGENDAS = {DutyKind.DETAILS: "agenda_details", DutyKind.NAME_PROJECTS: "agenda_naming"}
ASKED_AT = f"{MORNING.hour}.{MORNING:%M}"


def alone(scene: Scene, telling: Telling) -> dict[str, object]:
    """Give the facts of a letter that speaks of one duty."""
    duty = telling.duty
    return {
        "duty_kind": str(duty.kind),
        "what": scene.wording.say(f"duty.{duty.kind}"),
        "title": duty.named(scene.wording.language),
        "case_title": duty.case_title,
        "register_number": duty.register_number,
        "late": telling.manner is Manner.LATE,
        "reminder": telling.manner is Manner.REMINDER,
        "naming": telling.naming,
        "why_you": facts.why_you(scene, [duty]),
        **_next(scene, telling),
        **_due(scene, duty),
        **_agenda(scene, duty),
        **_gaps(scene, duty),
        **_moved(scene, telling),
        **_director(scene, duty),
    }


def _next(scene: Scene, telling: Telling) -> dict[str, object]:
    coming = facts.coming(scene, telling)
    return {"next": stop(facts.days(scene, coming)), "next_many": len(coming) > 1}


def _due(scene: Scene, duty: Duty) -> dict[str, object]:
    return {
        "due": scene.near(duty.due),
        "due_on": scene.wording.on_weekday(duty.due),
        "due_is": scene.wording.weekday_day(duty.due),
        "due_was": stop(scene.wording.near_weekday(duty.due, scene.today)),
        "left": facts.left(scene, duty.due) if duty.due >= scene.today else "",
    }


def _agenda(scene: Scene, duty: Duty) -> dict[str, object]:
    """Give the agenda that waits for the duty; all is empty when none does."""
    cutoff = duty.cutoff
    body = scene.city.settings.body(cutoff.body) if cutoff else None
    if cutoff is None or body is None:
        names = ("closes", "closes_on", "meeting", "meeting_day", "body", "why_day")
        nowhere = scene.wording.say("bodies_to.none")
        return {"agenda_open": False, "agenda_closed": False, "body_to": nowhere, **dict.fromkeys(names, "")}
    hour = facts.hour_of(scene, cutoff)
    return {
        "agenda_open": cutoff.closes >= scene.today,
        "agenda_closed": cutoff.closes < scene.today,
        "closes": f"{scene.near(cutoff.closes)} {hour}",
        "closes_on": f"{scene.wording.on_near_weekday(cutoff.closes, scene.today)} {hour}",
        "meeting": f"{scene.wording.say(f'bodies_of.{body.kind}')} {scene.near(cutoff.day)}",
        "meeting_day": scene.near(cutoff.day),
        "body": body.name.in_language(scene.wording.language),
        "body_to": scene.wording.say(f"bodies_to.{body.kind}"),
        "why_day": _why_day(scene, duty, cutoff),
    }


def _why_day(scene: Scene, duty: Duty, cutoff: Cutoff) -> str:
    if cutoff.closes < scene.today:
        return ""
    late = duty.due < scene.today
    return facts.agenda(scene, cutoff, "agenda_other" if late else AGENDAS.get(duty.kind, "agenda_other"))


def _gaps(scene: Scene, duty: Duty) -> dict[str, object]:
    return {
        "lacks": list(facts.gaps(scene, duty, "lack_long")),
        "lacks_short": scene.wording.listing(facts.gaps(scene, duty, "lack")),
        "note": facts.note(scene, duty) if duty.lacks else "",
    }


def _moved(scene: Scene, telling: Telling) -> dict[str, object]:
    duty, before = telling.duty, telling.before or telling.duty.due
    move = scene.background.moves.get((duty.case, duty.id), Move())
    what = scene.wording.say(f"duty.{duty.kind}")
    own = Change(what=scene.say("you", what=capital(what)), before=before, now=duty.due)
    return {
        "before": scene.near(before),
        "what_of": scene.wording.say(f"duty_of.{duty.kind}"),
        "how_moved": _how_moved(scene, (duty.due - before).days),
        "rows": [_row(scene, change) for change in sorted((*move.changes, own), key=lambda one: one.now)],
        "reason": stop(move.reason),
        "stays": stop(move.stays),
    }


def _row(scene: Scene, change: Change) -> dict[str, str]:
    hour = f" {scene.wording.clock(change.hour)}" if change.hour else ""
    return {
        "what": change.what,
        "before": f"{scene.wording.two_letter(change.before)}{hour}",
        "now": f"{scene.wording.two_letter(change.now)}{hour}",
    }


def _how_moved(scene: Scene, days: int) -> str:
    weeks, rest = divmod(days, 7)
    if days < 0 or rest:
        return scene.say("earlier" if days < 0 else "later")
    return scene.say("week_later") if weeks == 1 else scene.say("weeks_later", n=weeks)


def _director(scene: Scene, duty: Duty) -> dict[str, object]:
    asked = ruling_day(duty, scene.city.settings.quiet)
    director, owner = scene.city.person(duty.director), scene.city.person(duty.owner)
    reader = scene.city.person(duty.person)
    causes = {"more_time", "misdirected"}
    return {
        "asked_on": scene.wording.on_near_weekday(asked, scene.today) if asked > scene.today else "",
        "asked_at": scene.wording.clock(ASKED_AT),
        "director": director.name if director else "",
        "owner": owner.name if owner else "",
        "cause_kind": duty.ground.kind,
        "asked": reader.name if reader else "",
        "cause": scene.say(duty.ground.kind if duty.ground.kind in causes else "silent"),
        "told": _told(scene, duty),
        "later": scene.background.later.get(duty.case) or scene.say("later_handling"),
    }


def _told(scene: Scene, duty: Duty) -> str:
    told = scene.background.told.get((duty.case, duty.id), ())
    reminded = facts.days(scene, [one.day for one in told if one.covered.rung != MOVED])
    moved = facts.days(scene, [one.day for one in told if one.covered.rung == MOVED])
    parts = (reminded, scene.say("told_moved", days=moved) if moved else "")
    return stop("; ".join(part for part in parts if part))
