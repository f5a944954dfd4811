"""Settings of the site: home/web.toml, which may be missing; secrets stand in files of their own."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

FILE: Final = "web.toml"
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
OIDC_KEYS: Final = frozenset({"issuer", "client_id", "client_secret_file", "claim", "name"})


class ConfigurationWrong(ValueError):
    """web.toml cannot be followed; the message names the key."""


@dataclass(frozen=True, kw_only=True)
class OpenId:
    """Where people sign in with the city's own accounts; `claim` is compared with e-mail addresses."""

    issuer: str
    client_id: str
    client_secret: str
    claim: str = "email"
    name: str = "kaupungin tunnus"


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """How the site is reached: `address` is what people type, and is https behind TLS."""

    address: str = ""
    hosts: frozenset[str] = LOOPBACK
    openid: OpenId | None = None

    @property
    def tls(self) -> bool:
        """Tell whether people come over TLS."""
        return self.address.startswith("https://")

    @property
    def cookie(self) -> str:
        """Give the name of the session's cookie; browsers keep __Host- to one host and to TLS (RFC 6265bis)."""
        return "__Host-kemiflow" if self.tls else "kemiflow"

    def knows(self, host: str) -> bool:
        """Tell whether a Host header names this site."""
        return (urlsplit(f"//{host}").hostname or "") in self.hosts


def read_configuration(home: Path) -> Configuration:
    """Read home/web.toml; a home without it is reached on loopback only. Errors: ConfigurationWrong."""
    file = home / FILE
    if not file.is_file():
        return Configuration()
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise ConfigurationWrong(f"{FILE}: {wrong}") from wrong
    unknown = set(told) - {"address", "hosts", "openid"}
    if unknown:
        raise ConfigurationWrong(f"{FILE}: {', '.join(sorted(unknown))}")
    address = str(told.get("address", ""))
    named = urlsplit(address).hostname
    hosts = {str(host) for host in told.get("hosts", ())} | ({named} if named else set())
    openid = told.get("openid")
    return Configuration(
        address=address.rstrip("/"), hosts=LOOPBACK | hosts, openid=_openid(home, openid) if openid else None
    )


def _safe(issuer: str) -> str:
    """Give an issuer that is reached over TLS, or on this machine. Errors: ConfigurationWrong."""
    parts = urlsplit(issuer)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ConfigurationWrong(f"{FILE}: openid: issuer: {issuer}: https")
    return issuer


def _openid(home: Path, told: dict[str, str]) -> OpenId:
    missing = {"issuer", "client_id", "client_secret_file"} - set(told)
    unknown = set(told) - OIDC_KEYS
    if missing or unknown:
        raise ConfigurationWrong(f"{FILE}: openid: {', '.join(sorted(missing | unknown))}")
    secret = home / told["client_secret_file"]
    if not secret.is_file():
        raise ConfigurationWrong(f"{FILE}: openid: client_secret_file: {secret}")
    return OpenId(
        issuer=_safe(told["issuer"]),
        client_id=told["client_id"],
        client_secret=secret.read_text(encoding="utf-8").strip(),
        claim=told.get("claim", "email"),
        name=told.get("name", "kaupungin tunnus"),
    )
