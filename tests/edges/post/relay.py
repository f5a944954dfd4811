"""A real relay of SMTP on this machine, with TLS and AUTH where wanted, that misbehaves as it is told."""

from __future__ import annotations

import asyncio
import socket
import ssl
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

__all__ = ["CUT", "CUT_AFTER", "PARTING", "PASSWORD", "USER", "Envelope", "Relay", "certificate", "eml_of", "running"]

USER, PASSWORD = "kemiflow", "erittäin salainen"
CUT = "cut"  # the connection breaks at this verb
PARTING = " and goodbye"  # at the end of an answer: the relay closes after it
CUT_AFTER = "cut after"  # the letter is taken, and the connection breaks before the answer


@dataclass
class Relay:
    """What a relay was given, and how it is to answer: by verb, the next answers first; then it agrees."""

    port: int = 0
    taken: list[Envelope] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=dict)
    by_address: dict[str, str] = field(default_factory=dict)
    slow: float = 0.0
    utf8: bool = True
    connections: int = 0
    logged_in: int = 0
    on_data: Callable[[], None] = lambda: None

    def says(self, verb: str, *answers: str) -> None:
        """Let the next answers to a verb be these."""
        self.answers.setdefault(verb, []).extend(answers)

    @property
    def ids(self) -> list[str]:
        """Give the Message-IDs of what was taken, in order."""
        lines = [line for one in self.taken for line in eml_of(one).split(b"\r\n")]
        return [line.partition(b": ")[2].decode() for line in lines if line.lower().startswith(b"message-id: ")]

    @property
    def recipients(self) -> list[list[str]]:
        """Give the recipients of each letter that was taken."""
        return [list(one.rcpt_tos) for one in self.taken]

    async def handle_EHLO(self, server: SMTP, session: Session, _: Envelope, hostname: str) -> str:
        self.connections += 1
        session.host_name = hostname
        return await self._answer("EHLO", server) or "250 HELP"

    async def handle_MAIL(self, server: SMTP, _: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        said = await self._answer("MAIL", server)
        envelope.mail_from, envelope.mail_options = address, options
        return said or "250 OK"

    async def handle_RCPT(self, server: SMTP, _: Session, envelope: Envelope, address: str, _options: list[str]) -> str:
        said = self.by_address.get(address) or await self._answer("RCPT", server)
        if said:
            return await _parted(server, said)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:
        said = await self._answer("DOT", server)
        if said and not said.startswith(CUT_AFTER):
            return await _parted(server, said)
        self.on_data()
        self.taken.append(envelope)
        if self.slow:
            await asyncio.sleep(self.slow)
        if said:
            _cut(server)
        return "250 OK"

    async def handle_RSET(self, server: SMTP, _: Session, _envelope: Envelope) -> str:
        return await self._answer("RSET", server) or "250 OK"

    def auth(self, _server: SMTP, _session: Session, _envelope: Envelope, _way: str, data: object) -> AuthResult:
        """Let in who knows the password."""
        known = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        self.logged_in += known
        return AuthResult(success=known, handled=False)

    async def _answer(self, verb: str, server: SMTP) -> str | None:
        waiting = self.answers.get(verb)
        said = waiting.pop(0) if waiting else None
        if said == CUT:
            _cut(server)
        return None if said in {None, CUT} and verb != "DOT" else said


async def _parted(server: SMTP, said: str) -> str:
    """Give an answer; one that is a goodbye is given here, and the connection closed behind it."""
    if said.endswith(PARTING):
        await server.push(said)
        assert isinstance(server.transport, asyncio.Transport)
        server.transport.close()
    return said


def _cut(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()


def eml_of(taken: Envelope) -> bytes:
    """Give the bytes of a letter that was taken."""
    assert isinstance(taken.content, bytes)
    return taken.content


class Deaf(SMTP):
    """A server whose answer to DATA can be told too, which no hook of its own allows."""

    async def smtp_DATA(self, arg: str) -> None:
        relay: Relay = self.event_handler
        said = await relay._answer("DATA", self)  # noqa: SLF001 - the server and the relay are one here
        if said:
            await self.push(said)
            return
        await super().smtp_DATA(arg)


class Door(Controller):
    """A controller whose server is a Deaf one."""

    def factory(self) -> SMTP:
        return Deaf(self.handler, **self.SMTP_kwargs)


@contextmanager
def running(relay: Relay | None = None, *, safety: str = "none", folder: Path | None = None) -> Iterator[Relay]:
    """Run a relay: `none`, or with `starttls` or `tls` by the certificate in a folder, and then with AUTH."""
    one = relay or Relay()
    context = _context(folder) if folder and safety != "none" else None
    secured: dict[str, Any] = {"auth_required": True, "authenticator": one.auth} if context else {}
    if safety == "starttls":
        secured |= {"tls_context": context, "require_starttls": True}
    if safety == "tls":
        secured |= {"auth_require_tls": False}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        door = Door(
            one,
            hostname="127.0.0.1",
            port=one.port or _free(),
            ssl_context=context if safety == "tls" else None,
            enable_SMTPUTF8=one.utf8,
            **secured,
        )
        door.start()
        try:
            one.port = door.port
            yield one
        finally:
            door.stop()


def _free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


def certificate(folder: Path, *names: str) -> Path:
    """Make a certificate for this machine that signs itself, and give the file that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "relay")])
    now = datetime.now(UTC)
    known = [x509.IPAddress(ip_address("127.0.0.1")), *map(x509.DNSName, names)]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName(known), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8
    secret = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    (folder / "relay.key").write_bytes(secret)
    (folder / "relay.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return folder / "relay.pem"


def _context(folder: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "relay.pem", folder / "relay.key")
    return context
