"""The interface for other programs answers by its own description, to tokens of persons, and does things once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kemiflow.app.people.tokens import Reach
from kemiflow.core.values import Role
from kemiflow.web.site import Site
from tests.web.conftest import NOBODY, only
from tests.web.served import program, token

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture
def secretary(site: Site, address: str) -> Iterator[httpx.Client]:
    with program(address, token(site, "sanni")) as client:
        yield client


READ = [
    "/matters/s/projects",
    "/matters/s/documents",
    "/decisions",
    "/matters",
    "/matters/s",
    "/matters/s/history",
    "/matters/s/forecast",
    "/duties",
    "/meetings",
    "/letters",
]


@pytest.mark.parametrize("path", READ)
def test_without_a_token_nothing_is_told(address: str, path: str) -> None:
    with program(address, None) as client:
        answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("path", READ)
def test_a_token_of_somebody_without_a_role_opens_nothing(site: Site, address: str, path: str) -> None:
    with program(address, token(site, NOBODY)) as client:
        assert client.get(path).status_code == 403


@pytest.mark.parametrize("path", READ)
def test_the_secretarys_token_reads(secretary: httpx.Client, path: str) -> None:
    assert secretary.get(path).status_code == 200


def test_a_token_that_ended_or_was_revoked_opens_nothing(site: Site, address: str) -> None:
    ended, revoked = token(site, "sanni", days=-1), token(site, "sanni")
    assert site.home.store.tokens.revoke(site.home.store.tokens.all()[0].id)
    for secret in (ended, revoked, "kf_guessed"):
        with program(address, secret) as client:
            assert client.get("/matters").status_code == 401


def test_letters_are_for_those_who_keep_them(site: Site, address: str) -> None:
    with program(address, token(site, only(Role.OWNER))) as client:
        assert client.get("/letters").status_code == 403


def test_a_token_that_reads_tells_nothing(site: Site, address: str) -> None:
    with program(address, token(site, "sanni", Reach.READ)) as client:
        answer = client.post("/matters/s/records", json={"kind": "preparer_named", "fact": {"person": "maija"}})
    assert (answer.status_code, answer.json()["reason"]) == (403, "reads_only")


def test_what_is_unchanged_is_not_sent_again(secretary: httpx.Client) -> None:
    first = secretary.get("/matters/s")
    again = secretary.get("/matters/s", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_pages_together_are_the_whole_list(secretary: httpx.Client) -> None:
    whole = [one["id"] for one in secretary.get("/meetings").json()["items"]]
    found: list[str] = []
    after: str | None = None
    while True:
        page = secretary.get("/meetings", params={"limit": 2} | ({"after": after} if after else {})).json()
        found += [one["id"] for one in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert found == whole


def test_a_fact_with_the_same_key_is_told_once(site: Site, secretary: httpx.Client) -> None:
    told = {"kind": "preparer_named", "fact": {"person": "maija"}}
    before = site.home.world.journal.head("case/s")
    answers = [
        secretary.post("/matters/s/records", json=told, headers={"Idempotency-Key": "yksi"}).json() for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert site.home.world.journal.head("case/s") == before + len(answers[0]["keys"])


def test_mistakes_are_named_by_field_in_the_language_that_was_asked_for(secretary: httpx.Client) -> None:
    told = {"kind": "preparer_named", "fact": {"preson": "maija"}}
    answer = secretary.post("/matters/s/records", json=told, headers={"Accept-Language": "en"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "preson"
    assert "Did you mean: person" in answer.text


def test_what_the_rules_refuse_is_refused_with_its_reason(secretary: httpx.Client) -> None:
    answer = secretary.post("/matters/s/records", json={"kind": "preparer_named", "fact": {"person": "kuka"}})
    assert (answer.status_code, answer.json()["reason"]) == (422, "unknown_person")


def test_approval_is_shown_and_nothing_is_written(site: Site, secretary: httpx.Client) -> None:
    before = site.home.world.journal.head("case/s")
    answer = secretary.post("/matters/s/approval", json={})
    assert answer.status_code == 200
    assert answer.json()["written"] is False
    assert answer.json()["lacks"]
    assert site.home.world.journal.head("case/s") == before


def test_every_answer_is_as_the_description_says(site: Site, address: str) -> None:
    described = schemathesis.openapi.from_url(f"{address}/api/v1/openapi.json")
    headers = {"Authorization": f"Bearer {token(site, 'sanni')}"}
    operations = [found.ok() for found in described.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) >= len(READ)
    for operation in operations:

        @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        @given(case=operation.as_strategy(), matter=st.sampled_from(["s", "t"]))
        def conforms(case: Any, matter: str) -> None:  # noqa: ANN401 - its own type is generic over transports
            if "case" in (case.path_parameters or {}):
                case.path_parameters["case"] = matter
            case.call_and_validate(checks=CHECKS, headers=headers)

        conforms()


FAR = [
    ("/matters/s", "day"),
    ("/matters/s/history", "as_of"),
    ("/matters/s/history", "known_by"),
    ("/matters/s/forecast", "day"),
    ("/decisions", "first"),
    ("/decisions", "last"),
]


@pytest.mark.parametrize(("path", "name"), FAR)
def test_a_day_too_far_away_is_refused_with_the_years(secretary: httpx.Client, path: str, name: str) -> None:
    for day in ("9999-12-31", "0001-01-01"):
        answer = secretary.get(path, params={name: day})
        assert (answer.status_code, "1992–2199" in answer.text) == (422, True), answer.text
    assert secretary.get(path, params={name: "2023-09-26"}).status_code == 200
