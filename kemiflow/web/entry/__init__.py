"""Getting in and out: by password, by invitation, by the city's own accounts, and one's own sessions."""

from __future__ import annotations

from typing import Final

from kemiflow.web.entry import invited, own
from kemiflow.web.entry.account import account, away, away_again, sign_out, speak
from kemiflow.web.entry.demo import by_link
from kemiflow.web.entry.openid import come_back, go
from kemiflow.web.entry.sign_in import again, door, enter
from kemiflow.web.guard import Anyone, SignedIn
from kemiflow.web.route import Route, get, post

ENTRY: Final[tuple[Route, ...]] = (
    get("/kirjaudu", Anyone(), door),
    post("/kirjaudu", Anyone(), enter, once=False, again=again),
    get("/kirjaudu/kaupunki", Anyone(), go),
    get("/kirjaudu/paluu", Anyone(), come_back),
    get("/kutsu/{token}", Anyone(), invited.invitation),
    post("/kutsu/{token}", Anyone(), invited.accept_invitation, once=False, again=invited.again),
    get("/demo/{token}", Anyone(), by_link),
    post("/kieli", Anyone(), speak, once=False),
    get("/tili", SignedIn(), account),
    post("/tili/poissaolo", SignedIn(), away, again=away_again),
    post("/tili/salasana", SignedIn(), own.choose, again=own.again),
    post("/tili/muut", SignedIn(), own.end_others, again=own.again),
    post("/tili/istunto", SignedIn(), own.end_one, again=own.again),
    post("/ulos", SignedIn(), sign_out, once=False),
)
