"""OpenID Connect: code flow with PKCE; who the provider says one is, compared with the addresses of people."""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from starlette.responses import RedirectResponse

from kemiflow.app.people.accounts import begin
from kemiflow.web.configuration import OpenId
from kemiflow.web.entry.cookies import let_in, put
from kemiflow.web.entry.sign_in import named
from kemiflow.web.noted import noted
from kemiflow.web.route import Answer
from kemiflow.web.visit import Stopped, Visit

COOKIE: Final = "kemiflow-openid"
MINUTES: Final = 10
PARTS: Final = 3
PATIENCE: Final = 10
ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")
LOG: Final = logging.getLogger("kemiflow.web")
BROKEN: Final = (httpx.HTTPError, JoseError, KeyError, TypeError, ValueError)
METHODS: Final = ["RS256", "ES256", "PS256"]


def go(visit: Visit) -> Answer:
    """Send the browser to the provider, with a state, a nonce and a verifier that only this browser keeps.

    Errors: Stopped.
    """
    openid = _openid(visit)
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": openid.client_id,
        "redirect_uri": _back(visit),
        "scope": "openid email profile",
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    try:
        to = f"{_about(openid)['authorization_endpoint']}?{urlencode(asked)}"
    except BROKEN as wrong:
        raise _broken(wrong) from wrong
    response = RedirectResponse(to, status_code=HTTPStatus.SEE_OTHER)
    put(visit.site, response, COOKIE, f"{state}.{nonce}.{verifier}", MINUTES * 60)
    return response


def come_back(visit: Visit) -> Answer:
    """Let in whoever the provider names, if that is a person of the city. Errors: Stopped."""
    openid = _openid(visit)
    state, nonce, verifier = _kept(visit)
    if not secrets.compare_digest(state, visit.asked("state")) or not visit.request.query_params.get("code"):
        raise Stopped(400, "openid_broken")
    try:
        claims = _claims(visit, openid, verifier, nonce)
    except BROKEN as wrong:
        raise _broken(wrong) from wrong
    person = named(visit, str(claims.get(openid.claim, "")))
    if person is None or claims.get("email_verified") is False:
        raise Stopped(403, "openid_unknown")
    noted(visit, "signed_in", how="openid", person=person.id)
    response = let_in(visit.site, begin(visit.site.door, person.id, "openid"))
    response.delete_cookie(COOKIE, path="/")
    return response


def _broken(wrong: Exception) -> Stopped:
    """Note for the administrators what is wrong with the provider's answer, of which people are told no more."""
    LOG.warning("openid: %s: %s", type(wrong).__name__, wrong)
    return Stopped(502, "openid_broken")


def _claims(visit: Visit, openid: OpenId, verifier: str, nonce: str) -> dict[str, Any]:
    """Exchange the code and prove the id token: signature, issuer, audience, time and nonce (OIDC Core 3.1.3.7)."""
    about = _about(openid)
    asked = {
        "grant_type": "authorization_code",
        "code": visit.request.query_params["code"],
        "redirect_uri": _back(visit),
        "code_verifier": verifier,
    }
    own = (openid.client_id, openid.client_secret)
    token = httpx.post(about["token_endpoint"], data=asked, auth=own, timeout=PATIENCE).raise_for_status().json()
    keys = KeySet.import_key_set(httpx.get(about["jwks_uri"], timeout=PATIENCE).raise_for_status().json())
    claims = jwt.decode(token["id_token"], keys, algorithms=METHODS).claims
    jwt.JWTClaimsRegistry(
        iss={"essential": True, "value": about["issuer"]},
        aud={"essential": True, "value": openid.client_id},
        exp={"essential": True},
        nonce={"essential": True, "value": nonce},
    ).validate(claims)
    return claims


def _about(openid: OpenId) -> dict[str, Any]:
    """Ask what the provider says of itself: only under its own name, and of places as safe as its own.

    OpenID Connect Discovery 1.0, 4.3: the issuer is the very one that was configured. Errors: ValueError, HTTPError.
    """
    told = httpx.get(f"{openid.issuer.rstrip('/')}/.well-known/openid-configuration", timeout=PATIENCE)
    about: dict[str, Any] = told.raise_for_status().json()
    places = [urlsplit(about[name]).scheme for name in ENDPOINTS]
    if about["issuer"] != openid.issuer or (openid.issuer.startswith("https:") and set(places) != {"https"}):
        raise ValueError(about["issuer"])
    return about


def _back(visit: Visit) -> str:
    address = visit.site.configuration.address or str(visit.request.base_url).rstrip("/")
    return f"{address}/kirjaudu/paluu"


def _openid(visit: Visit) -> OpenId:
    if visit.site.configuration.openid is None:
        raise Stopped(404, "no_page")
    return visit.site.configuration.openid


def _kept(visit: Visit) -> tuple[str, str, str]:
    parts = visit.request.cookies.get(COOKIE, "").split(".")
    if len(parts) != PARTS:
        raise Stopped(400, "openid_broken")
    return parts[0], parts[1], parts[2]
