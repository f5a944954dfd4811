"""What other programs do for a person: tell a fact, go on towards approval; each once under its Idempotency-Key."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Header
from starlette.responses import Response

from kemiflow.app import gather, submit
from kemiflow.app.approval import press, stopped
from kemiflow.core.commands import Tell
from kemiflow.core.records import Fact
from kemiflow.core.records.case import DeviationNoted
from kemiflow.core.records.city import CityFact
from kemiflow.exchange.acts import read_fact
from kemiflow.exchange.jsonable import plain
from kemiflow.exchange.unions import FACTS
from kemiflow.web.api.asked import Approval, Asked, Recorded, Telling
from kemiflow.web.api.caller import Call, Caller
from kemiflow.web.api.matters import Case
from kemiflow.web.api.problem import Denied
from kemiflow.web.api.unread import readable
from kemiflow.web.visit import granted

acts: Final = APIRouter(tags=["acts"])
Key = Annotated[str | None, Header(max_length=100, description="the same key again gives the same answer, done once")]
OF_CITY: Final = frozenset(CityFact.__args__)


@acts.post("/matters/{case}/records", response_model=Recorded, status_code=201)
def record(call: Call, case: Case, told: Telling, idempotency_key: Key = None) -> Response:
    """Tell a fact of a matter. Errors: 422 with what is wrong or impossible, and why."""

    def tell(fact: Fact, on: date) -> submit.Told:
        _there(call, case)
        return granted(submit.tell(call.world, case, Tell(fact=fact, on=on, reason=told.reason), call.asking()))

    return _told(call, told, idempotency_key, tell)


@acts.post("/city/records", response_model=Recorded, status_code=201)
def record_of_city(call: Call, told: Telling, idempotency_key: Key = None) -> Response:
    """Tell a fact of the city: a meeting, a role, an absence."""

    def tell(fact: Fact, on: date) -> submit.Told:
        return granted(submit.tell_city(call.world, (Tell(fact=fact, on=on),), call.asking()))

    return _told(call, told, idempotency_key, tell)


def _told(call: Caller, told: Telling, key: str | None, tell: Callable[[Fact, date], submit.Told]) -> Response:
    def act() -> dict[str, object]:
        on = told.on or call.today
        done = tell(_fact(told, on), on)
        noted = [one.fact.kind for one in done.records if isinstance(one.fact, DeviationNoted)]
        return {"keys": [one.key for one in done.records], "deviations": noted}

    call.asking()
    readable(told.reason, "reason")
    readable(told.fact, "fact")
    return _once(call, key, act)


def _fact(told: Telling, on: date) -> Fact:
    """Read the fact as the files are read. Errors: FileRefused, Refused."""
    if told.kind not in FACTS:
        raise Denied(422, "no_kind")
    return read_fact(told.kind, json.dumps(told.fact, ensure_ascii=False), "fact", {"on": on})


@acts.post("/matters/{case}/approval", response_model=Approval)
def approval(call: Call, case: Case, asked: Asked, idempotency_key: Key = None) -> Response:
    """Show what approval lacks, or go on towards it; what goes out to people waits for the secretary's confirmation."""

    def act() -> dict[str, object]:
        _there(call, case)
        seen = granted(press(call.world, case, asked.reason or "", call.asking(dry=asked.what_if)))
        if not asked.what_if:
            granted(stopped(seen) or True)
        told = seen.approval
        lacks = [{"code": one.code, "about": one.about, "mend": one.mend} for one in told.lacks]
        missing = [one.code for one in told.missing]
        written = bool(seen.key) and not asked.what_if
        return {"step": told.step, "lacks": lacks, "meetings": told.meetings, "missing": missing, "written": written}

    call.asking()
    readable(asked.reason, "reason")
    return _once(call, None if asked.what_if else idempotency_key, act, HTTPStatus.OK)


def _there(call: Caller, case: str) -> None:
    """Make sure that there is such a matter. Errors: CaseUnknown."""
    gather.matter(call.world, case)


def _once(
    call: Caller, key: str | None, act: Callable[[], dict[str, object]], status: HTTPStatus = HTTPStatus.CREATED
) -> Response:
    """Do an act, or give the answer of the same key again. Errors: Denied while the same is in hand."""
    if key is None:
        return _json(act(), status)
    accounts, name = call.site.door.accounts, f"api:{call.token.person}:{key}"
    answered = accounts.claim(name, call.token.person, call.site.door.now())
    if answered is not None:
        if not answered:
            raise Denied(409, "in_hand")
        return Response(answered, status, {"Idempotency-Replayed": "true"}, "application/json")
    try:
        response = _json(act(), status)
    except BaseException:
        accounts.unclaim(name)
        raise
    accounts.answer(name, bytes(response.body).decode())
    return response


def _json(value: dict[str, object], status: HTTPStatus) -> Response:
    return Response(json.dumps(plain(value), ensure_ascii=False), status, media_type="application/json")
