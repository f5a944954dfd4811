"""The page behind a letter's link: it shows what is asked, and only a form with an answer changes anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from kemiflow.app.letters.answer import Seen, answer, choose, look
from kemiflow.app.submit import Told
from kemiflow.core.answers import Ticket, Way
from kemiflow.core.answers.ticket import OPEN_FOR
from kemiflow.core.commands.check import refuse
from kemiflow.core.duty import Duty, DutyKind
from kemiflow.core.standing_parts import ProjectStanding
from kemiflow.core.values import OwnView, Refusal
from kemiflow.core.worded import refusal_text
from kemiflow.core.wording import Wording, capital
from kemiflow.web.answer_form import MEASURES, MILESTONES, Part, given, unread
from kemiflow.web.answer_place import errors_of
from kemiflow.web.dress import LANGUAGES
from kemiflow.web.guard import Anyone
from kemiflow.web.route import Answer, Route, Shown, get, post
from kemiflow.web.serving import see
from kemiflow.web.visit import LANGUAGE, Visit


@dataclass(frozen=True, kw_only=True)
class Line:
    """A duty in the list of all that a person owes, with the link to its own page."""

    what: str
    title: str
    due: str
    late: bool
    path: str


def show(visit: Visit) -> Answer:
    """Show what a link is about; nothing is written, however often and by whatever it is opened."""
    ticket = visit.world.links.open(visit.path("token"), visit.today)
    if isinstance(ticket, Refusal):
        return _closed(visit, ticket)
    return _page(visit, look(visit.world, ticket, visit.today))


def respond(visit: Visit) -> Answer:
    """Record an answer; what cannot be recorded comes back with what was typed."""
    ticket = visit.world.links.open(visit.path("token"), visit.today)
    if isinstance(ticket, Refusal):
        return _closed(visit, ticket)
    way = next((one for one in Way if one == visit.form.text("way")), None)
    told = _told(visit, ticket, way) if way else _chosen(visit, ticket)
    if isinstance(told, Refusal):
        return _page(visit, look(visit.world, ticket, visit.today), way, told)
    return see(f"/vastaa/{visit.path('token')}", "answered")


def again(visit: Visit) -> Answer:
    """Show the page with what was typed, where that holds what is no text."""
    ticket = visit.world.links.open(visit.path("token"), visit.today)
    if isinstance(ticket, Refusal):
        return _closed(visit, ticket)
    way = next((one for one in Way if one == visit.form.text("way")), None)
    return _page(visit, look(visit.world, ticket, visit.today), way, unreadable=True)


def _chosen(visit: Visit, ticket: Ticket) -> Told | Refusal:
    chosen = visit.form.text("weekly")
    if chosen not in {"yes", "no"}:
        return refuse("answer_empty")
    return choose(visit.world, ticket, wanted=chosen == "yes", today=visit.today)


def _told(visit: Visit, ticket: Ticket, way: Way) -> Told | Refusal:
    typed = given(Part(form=visit.form, way=way), visit.city)
    return typed if isinstance(typed, Refusal) else answer(visit.world, ticket, (way, typed), visit.today)


# ---------------------------------------------------------------- pages


def _closed(visit: Visit, why: Refusal) -> Shown:
    sentence = refusal_text(why.reason, why.facts, visit.wording)
    return Shown(template="answer_closed.html", facts={"sentence": sentence}, status=404)


def _page(
    visit: Visit, seen: Seen, way: Way | None = None, refused: Refusal | None = None, *, unreadable: bool = False
) -> Shown:
    spoken = _spoken(visit, seen)
    word = visit.site.dress.wordings[str(spoken["language"])]
    errors = unread(visit.form, word) if unreadable else errors_of(visit.form, word, way, refused)
    facts = spoken | {
        "errors": errors,
        "wrong": dict(errors),
        "token": visit.path("token"),
        "person": seen.city.person(seen.ticket.person),
    }
    status = 422 if errors else 200
    if not seen.ticket.duty:
        lines = [_line(visit, seen, one, word) for one in seen.duties]
        return Shown(template="answer_list.html", facts=facts | {"lines": lines, "weekly": seen.weekly}, status=status)
    if seen.duty is None:
        return Shown(template="answer_over.html", facts=facts, status=409 if errors else 200)
    asked = _asked(visit, seen, seen.duty, word)
    return Shown(template="answer.html", facts={**facts, **asked, "way": way}, status=status)


def _spoken(visit: Visit, seen: Seen) -> dict[str, object]:
    """Give the words in the language that was chosen on the site, else in the person's own."""
    person = seen.city.person(seen.ticket.person)
    chosen = visit.request.cookies.get(LANGUAGE, "")
    wanted = chosen if chosen in LANGUAGES else person.language if person else visit.language
    language = wanted if wanted in LANGUAGES else visit.language
    word = visit.site.dress.wordings[language]

    def says(key: str, **facts: object) -> str:
        return word.say(f"web.{key}", **facts)

    return {"language": language, "word": word, "say": word.say, "t": says}


def _asked(visit: Visit, seen: Seen, duty: Duty, word: Wording) -> Mapping[str, object]:
    owner = seen.city.person(duty.owner)
    return {
        "duty": duty,
        "what": capital(word.say(f"duty.{duty.kind}")),
        "due": word.weekday_day(duty.due),
        "late": duty.due < visit.today,
        "lacks": [_lack(word, lack) for lack in duty.lacks] if duty.kind is not DutyKind.REMARKS else (),
        "closes": _closes(seen, duty, word),
        "owner": owner.name if owner else "",
        "plea": _plea(seen.project, word) if duty.kind is DutyKind.RULING else "",
        "answered": word.day(duty.answered) if duty.answered else "",
        "project": seen.project,
        "today": visit.today.isoformat(),
        "questions": [str(one) for one in seen.questions],
        "proposal": [str(one) for one in seen.proposal],
        "named": seen.named,
        "session_place": seen.city.settings.place,
        "ways": seen.ways,
        "views": [(one.value, word.say(f"view.{one}")) for one in OwnView],
        "typed": visit.form.text,
        "milestones": MILESTONES,
        "measures": MEASURES,
        "choices": seen.duty is not None and duty.kind is DutyKind.RULING,
    }


def _plea(project: ProjectStanding | None, word: Wording) -> str:
    """Say what the owner asked for, to the director who decides."""
    if project and project.misdirected:
        return word.say("web.answer.plea_misdirected", why=str(project.misdirected.note))
    asked = project.asked_time if project else None
    return word.say("web.answer.plea_time", until=word.day(asked.until), why=str(asked.reason)) if asked else ""


def _closes(seen: Seen, duty: Duty, word: Wording) -> str:
    if duty.cutoff is None:
        return ""
    body = seen.city.settings.body(duty.cutoff.body)
    name = body.name.in_language(word.language) if body else duty.cutoff.body
    closing = f"{word.weekday_day(duty.cutoff.closes)} {word.clock(duty.cutoff.hour)}"
    return f"{name} {word.day(duty.cutoff.day)}: {closing}"


def _lack(word: Wording, lack: str) -> str:
    return word.say(f"lack_long.{lack}") if word.knows(f"lack_long.{lack}") else lack


def _line(visit: Visit, seen: Seen, duty: Duty, word: Wording) -> Line:
    last: date = max(duty.due, visit.today) + OPEN_FOR
    own = Ticket(person=seen.ticket.person, last=last, case=duty.case, duty=duty.id, due=duty.due)
    return Line(
        what=capital(word.say(f"duty.{duty.kind}")),
        title=duty.named(word.language),
        due=word.weekday_day(duty.due),
        late=duty.due < visit.today,
        path=f"/vastaa/{visit.world.links.sign(own)}",
    )


ANSWERS: Final[tuple[Route, ...]] = (
    get("/vastaa/{token}", Anyone(), show),
    post("/vastaa/{token}", Anyone(), respond, once=False, again=again),
)
