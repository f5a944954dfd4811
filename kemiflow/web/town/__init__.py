"""The city's pages: meetings, letters, and what keeps the whole going."""

from __future__ import annotations

from typing import Final

from kemiflow.core.records.case import LettersReleased
from kemiflow.core.records.city import AbsenceTold, MeetingCancelled, MeetingMoved, MeetingSet, RoleEnded, RoleGiven
from kemiflow.web.guard import KEEPERS, LETTERS, STAFF, Tells
from kemiflow.web.route import Route, get, post
from kemiflow.web.town.bringing import ask_forget, bring_people, forget_again, forget_person
from kemiflow.web.town.keeping import keeping, processes, settings
from kemiflow.web.town.letters import coming, letters, release_letters, settle_letter
from kemiflow.web.town.meetings import bring, meetings
from kemiflow.web.town.moving import ask_move, cancel, cancel_again, move, move_again
from kemiflow.web.town.people import absence, again, end_sessions, invite_person, people, role, role_ended
from kemiflow.web.town.templates import check_template, templates

TOWN: Final[tuple[Route, ...]] = (
    get("/kokoukset", STAFF, meetings),
    post("/kokoukset", Tells(kinds=(MeetingSet,)), bring),
    get("/kokoukset/{meeting}/siirto", Tells(kinds=(MeetingMoved,)), ask_move),
    post("/kokoukset/{meeting}/siirto", Tells(kinds=(MeetingMoved,)), move, again=move_again),
    post("/kokoukset/{meeting}/peruutus", Tells(kinds=(MeetingCancelled,)), cancel, again=cancel_again),
    get("/kirjeet", LETTERS, letters),
    get("/kirjeet/tulossa", LETTERS, coming),
    post("/kirjeet/selvitys", LETTERS, settle_letter),
    post("/kirjeet/vapautus", Tells(kinds=(LettersReleased,)), release_letters),
    get("/yllapito", KEEPERS, keeping),
    get("/yllapito/ihmiset", KEEPERS, people),
    post("/yllapito/ihmiset", KEEPERS, bring_people),
    get("/yllapito/ihmiset/{person}/unohda", KEEPERS, ask_forget),
    post("/yllapito/ihmiset/{person}/unohda", KEEPERS, forget_person, again=forget_again),
    post("/yllapito/kutsu", KEEPERS, invite_person),
    post("/yllapito/istunnot", KEEPERS, end_sessions),
    post("/yllapito/rooli", Tells(kinds=(RoleGiven,)), role, again=again),
    post("/yllapito/rooli-paattyy", Tells(kinds=(RoleEnded,)), role_ended),
    post("/yllapito/poissaolo", Tells(kinds=(AbsenceTold,)), absence, again=again),
    get("/yllapito/pohjat", KEEPERS, templates),
    post("/yllapito/pohjat", KEEPERS, check_template),
    get("/yllapito/vaiheet", KEEPERS, processes),
    get("/yllapito/asetukset", KEEPERS, settings),
)
