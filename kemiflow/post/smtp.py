"""One connection of SMTP, verb by verb, each within the time that RFC 5321 4.5.3.2 gives it."""

from __future__ import annotations

import base64
import re
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from kemiflow.post.server import GO_ON, OK, SHOWN, Reply, Safety, Server

BLOCK: Final = 1 << 16
_LEADING_DOT: Final = re.compile(rb"^\.", re.MULTILINE)


class Lost(Exception):
    """The connection broke, or an answer did not come in its time or was none."""


class DoorClosed(Exception):
    """The server takes nothing from us now: it cannot be reached, known, trusted, or it says so."""


class Connection:
    """A conversation with one server; made ready by its making."""

    def __init__(self, server: Server) -> None:
        """Connect, make the line safe and say who we are. Errors: DoorClosed."""
        self._patience = server.patience
        try:
            self._smtp = _connected(server)
        except (OSError, smtplib.SMTPException) as why:
            raise DoorClosed(_told(why)) from why
        try:
            self._introduce(server)
        except (OSError, smtplib.SMTPException, UnicodeError) as why:
            self.drop()
            raise DoorClosed(_told(why)) from why

    def _introduce(self, server: Server) -> None:
        self._hello()
        if server.safety is Safety.STARTTLS:
            self._smtp.starttls(context=_trust(server))
            self._hello()
        if self._smtp.sock:
            # The dot is sent apart from the body: without this it waits for the body's acknowledgement
            self._smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if server.user:
            self._log_in(server.user, server.password)

    def _hello(self) -> None:
        _need(OK, *self._smtp.ehlo())

    def _log_in(self, user: str, password: str) -> None:
        """Say the password in UTF-8 (RFC 4616), which smtplib's own login cannot."""
        ways = self._smtp.esmtp_features.get("auth", "").upper().split()
        if "PLAIN" in ways:
            _need(OK, *self._smtp.docmd("AUTH", f"PLAIN {_coded(f'{chr(0)}{user}{chr(0)}{password}')}"))
            return
        for line in ("AUTH LOGIN", _coded(user)):
            _need(GO_ON, *self._smtp.docmd(line))
        _need(OK, *self._smtp.docmd(_coded(password)))

    @property
    def takes_utf8(self) -> bool:
        """Tell whether addresses may hold letters beyond ASCII (RFC 6531)."""
        return self._smtp.has_extn("smtputf8")

    def mail(self, sender: str, *, utf8: bool = False) -> Reply:
        """Say from whom a letter is. Errors: Lost."""
        self._smtp.command_encoding = "utf-8" if utf8 else "ascii"
        return self._verb("MAIL", f"FROM:<{sender}>{' SMTPUTF8 BODY=8BITMIME' if utf8 else ''}", self._patience.mail)

    def recipient(self, address: str) -> Reply:
        """Say to whom it goes. Errors: Lost."""
        return self._verb("RCPT", f"TO:<{address}>", self._patience.recipient)

    def data(self) -> Reply:
        """Ask to send the letter. Errors: Lost."""
        return self._verb("DATA", "", self._patience.data)

    def body(self, message: bytes) -> None:
        """Send the whole letter but its final dot. Errors: Lost."""
        whole = _LEADING_DOT.sub(b"..", message)
        whole += b"" if whole.endswith(b"\r\n") else b"\r\n"
        with self._within(self._patience.block):
            for start in range(0, len(whole), BLOCK):
                self._smtp.send(whole[start : start + BLOCK])

    def dot(self) -> Reply:
        """Send the final dot: from here on the server may have the letter. Errors: Lost, and then nobody knows."""
        with self._within(self._patience.dot):
            self._smtp.send(b".\r\n")
            return self._heard()

    def reset(self) -> Reply:
        """Begin anew after a letter that was not sent. Errors: Lost."""
        return self._verb("RSET", "", self._patience.mail)

    def quit(self) -> None:
        """Part from the server in good order."""
        with suppress(Lost):
            self._verb("QUIT", "", self._patience.block)
        self.drop()

    def drop(self) -> None:
        """Close the connection at once: a letter without its dot is then none."""
        self._smtp.close()

    def _verb(self, verb: str, rest: str, seconds: float) -> Reply:
        with self._within(seconds):
            self._smtp.putcmd(verb, rest)
            return self._heard()

    def _heard(self) -> Reply:
        code, text = self._smtp.getreply()
        if code not in range(200, 600):
            raise Lost(f"no answer: {text[:SHOWN]!r}")
        return Reply(code, " ".join(text.decode("utf-8", errors="replace").split()))

    @contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        try:
            if self._smtp.sock:
                self._smtp.sock.settimeout(seconds)
            yield
        except (OSError, smtplib.SMTPException, UnicodeError) as why:
            raise Lost(_told(why)) from why


def _need(hundred: int, code: int, text: bytes) -> None:
    if code // 100 != hundred:
        raise smtplib.SMTPResponseException(code, text)


def _coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")


def _connected(server: Server) -> smtplib.SMTP:
    timeout = server.patience.greeting
    if server.safety is Safety.TLS:
        return smtplib.SMTP_SSL(
            server.host, server.port, local_hostname=server.hello, timeout=timeout, context=_trust(server)
        )
    return smtplib.SMTP(server.host, server.port, local_hostname=server.hello, timeout=timeout)


def _trust(server: Server) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(server.certificates) if server.certificates else None)


def _told(why: Exception) -> str:
    if isinstance(why, smtplib.SMTPResponseException):
        said = why.smtp_error.decode("utf-8", errors="replace") if isinstance(why.smtp_error, bytes) else why.smtp_error
        return str(Reply(why.smtp_code, " ".join(said.split())))
    return " ".join(str(why).split())[:SHOWN] or type(why).__name__
