"""Letters: what became of them, which would go, and those of which nobody knows whether they left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kemiflow.app.kept import Parcel, ParcelMoved, Posting
from kemiflow.app.letters import posting, releasing, remind
from kemiflow.app.letters.delivery import Errand
from kemiflow.core.records.case import LettersReleased
from kemiflow.core.wording import capital
from kemiflow.web.route import Answer, Shown
from kemiflow.web.serving import see
from kemiflow.web.visit import Stopped, Visit

MOST: Final = 200
OPEN: Final = (Posting.UNSURE, Posting.FAILED, Posting.HELD)


def letters(visit: Visit) -> Answer:
    """Show the log, newest first, and above it what needs a person."""
    state, person = visit.asked("tila"), visit.asked("henkilo")
    states = {one.value for one in Posting}
    wanted = (Posting(state),) if state in states else ()
    found = list(visit.world.outbox.letters(*wanted, person=person or None))
    say = visit.wording.say
    return Shown(
        template="letters.html",
        facts={
            "held": tuple(line(visit, one) for one in visit.world.outbox.letters(Posting.HELD)),
            "unsure": tuple(line(visit, one) for one in visit.world.outbox.letters(Posting.UNSURE)),
            "rows": tuple(line(visit, one) for one in found[::-1][:MOST]),
            "all": len(found),
            "states": (
                ("", visit.t("history.all")),
                *((one.value, capital(say(f"status.{one}"))) for one in Posting if one is not Posting.SENDING),
            ),
            "state": state,
            "may_release": visit.may(LettersReleased),
            "people": (("", visit.t("history.all")), *_people(visit)),
            "person": person,
        },
    )


def line(visit: Visit, one: Parcel) -> dict[str, str]:
    """Give a letter as a row."""
    person = visit.city.person(one.person)
    return {
        "name": one.name,
        "day": visit.wording.day(one.day),
        "who": person.name if person else one.person,
        "subject": one.subject,
        "state": capital(visit.wording.say(f"status.{one.state}")),
        "tag": {Posting.SENT: "good", Posting.PENDING: "city"}.get(one.state, "warn" if one.state in OPEN else ""),
    }


def _people(visit: Visit) -> Iterator[tuple[str, str]]:
    yield from sorted(((one.id, one.name) for one in visit.city.people.values()), key=lambda one: one[1])


def coming(visit: Visit) -> Answer:
    """Show the letters that would go today, in full; nothing is written."""
    errand = Errand(owner=visit.who.person, today=visit.today, limit=MOST)
    found = []
    for one in posting.waiting(visit.world, errand).done:
        decided = remind.decide(visit.world, one.person, visit.today, visit.city)
        person = visit.city.person(one.person)
        body = decided.written.body if decided else ""
        found.append((person.name if person else one.person, one.subject, body, one.parcel.attempt > 0))
    return Shown(template="coming_letters.html", facts={"found": found})


def release_letters(visit: Visit) -> Answer:
    """Let held letters leave: one that is named, or all; what a witness saw leave is settled instead."""
    named = visit.form.text("letter")
    held = [one for one in visit.world.outbox.letters(Posting.HELD) if named in {"", one.name}]
    try:
        releasing.release(visit.world, held, visit.today)
    except ParcelMoved as known:
        raise Stopped(409, "letter_known") from known
    return see("/kirjeet", "letters_released")


def settle_letter(visit: Visit) -> Answer:
    """Settle an unsure letter by a person's word. Errors: Stopped when it is known already what became of it."""
    errand = Errand(owner=visit.who.person, today=visit.today)
    try:
        posting.settle(visit.world, visit.form.text("letter"), errand, sent=visit.form.text("teko") == "lahti")
    except (posting.LetterUnknown, posting.LetterSure, ParcelMoved) as known:
        raise Stopped(409, "letter_known") from known
    return see("/kirjeet", "letter_settled")
