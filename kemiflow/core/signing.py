"""Texts that a link carries with the proof that this city made them (HMAC-SHA-256, RFC 2104), for one purpose each."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 600
_PROOF: Final = 16  # bytes of the digest that are kept: 128 bits
_MARK: Final = 10  # bytes: a mark can only be tried by mail, so 80 bits are plenty


@dataclass(frozen=True, kw_only=True)
class Key:
    """A secret that signs links, by the name under which they tell which one it was."""

    name: str
    secret: bytes


def sign(purpose: bytes, text: str, key: Key) -> str:
    """Give a text as the end of a link: the key's name, the text, and its proof."""
    body = _coded(text.encode())
    return f"{key.name}.{body}.{_coded(_proof(purpose, body, key))}"


def read(purpose: bytes, token: str, keys: Sequence[Key]) -> str | None:
    """Give the text that one of the keys signed for the purpose, or None. Proofs are compared in full."""
    name, body, proof = _parts(token)
    key = next((one for one in keys if one.name == name), None)
    if key is None or not hmac.compare_digest(_coded(_proof(purpose, body, key)).encode(), proof.encode()):
        return None
    return base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode()


def mark(purpose: bytes, text: str, key: Key) -> str:
    """Give twenty hexadecimal digits that belong to a text and that nobody without the key can guess."""
    return hmac.new(key.secret, purpose + text.encode(), hashlib.sha256).digest()[:_MARK].hex()


def _parts(token: str) -> tuple[str, str, str]:
    parts = token.split(".") if len(token) <= LONGEST and token.isascii() else []
    match parts:
        case [name, body, proof]:
            return name, body, proof
        case _:
            return "", "", ""


def _proof(purpose: bytes, body: str, key: Key) -> bytes:
    return hmac.new(key.secret, purpose + body.encode(), hashlib.sha256).digest()[:_PROOF]


def _coded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
