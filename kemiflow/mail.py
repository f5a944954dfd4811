"""The post of a home: a folder of letters, or the relay that its settings name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from pathlib import Path

from kemiflow.app.letters.address import sendable
from kemiflow.app.letters.outgoing import Post, Witness
from kemiflow.clock import rest, seconds
from kemiflow.post.eml import Sender
from kemiflow.post.folder import FolderPost
from kemiflow.post.pace import Pace
from kemiflow.post.page import Pages
from kemiflow.post.receipts import Receipts
from kemiflow.post.relay import RelayPost, Route
from kemiflow.post.server import Safety, Server
from kemiflow.post.witness import JournalFolder, RelayLog
from kemiflow.settings import POST_FILE, PostSettings, PostSettingsWrong, post_settings, templates_dir

LETTERS = "letters"
RECEIPTS = "receipts"


@dataclass(frozen=True, kw_only=True)
class Mail:
    """How letters leave a home, who may know whether they left, and in which hours they may."""

    post: Post
    witnesses: tuple[Witness, ...]
    hours: tuple[time, time] | None = None


def mail_of(home: Path) -> Mail:
    """Give the post of a home. Errors: those of its settings."""
    told, pages = post_settings(home), Pages(templates_dir() / LETTERS)
    _must_be_addresses(home, told)
    sender = Sender(name=told.from_name, address=told.from_address, reply_to=told.reply_to)
    if not told.host:
        folder = FolderPost(home / LETTERS, sender, pages)
        return Mail(post=folder, witnesses=(folder,), hours=told.hours)
    receipts = Receipts(home / RECEIPTS)
    route = Route(
        receipts=receipts,
        server=_server(home, told),
        sender=sender,
        journal=told.journal,
        letters=told.per_connection,
    )
    return Mail(
        post=RelayPost(route, Pace(told.per_minute, seconds, rest), pages),
        witnesses=(receipts, *_witnesses(home, told)),
        hours=told.hours,
    )


def _must_be_addresses(home: Path, told: PostSettings) -> None:
    """Errors: PostSettingsWrong for an address that no letter can come from or go to."""
    told_of = {"from_address": told.from_address, "reply_to": told.reply_to, "journal": told.journal}
    for name, value in told_of.items():
        if not sendable(value) and (value or name == "from_address"):
            raise PostSettingsWrong(home / POST_FILE, name, value, "nimi@kemi.example")


def _server(home: Path, told: PostSettings) -> Server:
    return Server(
        host=told.host,
        port=told.port,
        safety=Safety(told.safety),
        user=told.user,
        password=told.password,
        certificates=home / told.certificates if told.certificates else None,
        hello=told.hello,
    )


def _witnesses(home: Path, told: PostSettings) -> list[Witness]:
    log: list[Witness] = [RelayLog(home / told.relay_log)] if told.relay_log else []
    return [*log, JournalFolder(home / told.journal_folder)] if told.journal_folder else log
