"""What a letter about several duties says: the most urgent spelled out, the rest counted."""

from __future__ import annotations

from collections import Counter

from kemiflow.core.duty import Duty, DutyKind
from kemiflow.core.letters import facts
from kemiflow.core.letters.facts import Scene
from kemiflow.core.letters.letter import Letter, Manner, Telling

SPELLED_OUT = 20
TOLD_ONLY = frozenset({Manner.HANDED_OVER, Manner.COPIED})  # nothing is asked of the reader


def listed(scene: Scene, letter: Letter) -> dict[str, object]:
    """Give the facts of a letter that speaks of several duties."""
    todo = [one for one in letter.told if one.manner not in TOLD_ONLY]
    first = min((one.duty.due for one in todo), default=letter.day)
    rest = Counter(scene.wording.say(f"duty.{one.duty.kind}") for one in letter.told[SPELLED_OUT:])
    return {
        "count": len(todo),
        "all_over": all(one.manner is Manner.HANDED_OVER for one in letter.told),
        "late_count": sum(one.manner is Manner.LATE for one in todo),
        "first_due": scene.near(first),
        "first_on": scene.wording.on_weekday(first),
        "first_late": first < letter.day,
        "one_day": len({one.duty.due for one in todo}) == 1,
        **_matter(letter),
        "items": [_line(scene, one) for one in letter.told[:SPELLED_OUT]],
        "rest_count": rest.total(),
        "rest": scene.wording.listing([scene.say("rest", what=what, n=n) for what, n in rest.most_common()]),
        "why_you": facts.why_you(scene, [one.duty for one in todo]),
    }


def _matter(letter: Letter) -> dict[str, str]:
    """Name the matter when all duties are of one."""
    matters = {(one.duty.case_title, one.duty.register_number) for one in letter.told}
    title, number = matters.pop() if len(matters) == 1 else ("", "")
    return {"case_title": title, "register_number": number}


def _line(scene: Scene, telling: Telling) -> str:
    duty = telling.duty
    told = {
        "what": scene.wording.say(f"duty.{duty.kind}"),
        "title": duty.named(scene.wording.language),
        "due": scene.wording.two_letter(duty.due),
        "before": scene.wording.two_letter(telling.before or duty.due),
    }
    keys = {Manner.LATE: "line_late", Manner.MOVED: "line_moved", Manner.HANDED_OVER: "line_handed_over"}
    keys[Manner.COPIED] = "line_copied"
    line = _with_agenda(scene, duty, scene.say(keys.get(telling.manner, "line"), **told))
    if not duty.lacks or telling.manner in TOLD_ONLY:
        return line
    if duty.kind is DutyKind.REMARKS:
        return scene.say("line_remarks", line=line, n=len(duty.lacks))
    return scene.say("line_lacks", line=line, lacks=scene.wording.listing(facts.gaps(scene, duty, "lack")))


def _with_agenda(scene: Scene, duty: Duty, line: str) -> str:
    """Add the meeting that a statement is for, while its agenda is open."""
    cutoff = duty.cutoff
    if duty.kind is not DutyKind.STATEMENT or cutoff is None or cutoff.closes < scene.today:
        return line
    return scene.say("line_agenda", line=line, day=scene.near(cutoff.day), closes=scene.near(cutoff.closes))
