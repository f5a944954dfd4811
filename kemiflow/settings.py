"""Where things lie, and how letters leave: what comes with kemiflow, and the home of an installation."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import time
from pathlib import Path

HOME = "KEMIFLOW_HOME"
PASSWORD = "KEMIFLOW_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
PASSWORD_FILE = "KEMIFLOW_SMTP_PASSWORD_FILE"  # noqa: S105 - the same
POST_FILE = "post.toml"
SAFETIES = ("starttls", "tls", "none")
DATABASE = "KEMIFLOW_DATABASE"
FILE = "kemiflow.db"
DEMO = "demo"
_HERE = Path(__file__).resolve().parent
_CLOCK = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")


class PostSettingsWrong(ValueError):
    """The settings of the post cannot be followed."""

    def __init__(self, path: Path, name: str, value: object = "", known: str = "") -> None:
        """Say which file, which setting, what it holds, and what it may hold."""
        super().__init__(f"{path}: {name} {value}")
        self.path = path
        self.name = name
        self.value = value
        self.known = known


class PostSettingUnknown(PostSettingsWrong):
    """There is no setting of this name."""


class PostSettingQuoted(PostSettingsWrong):
    """A number stands in quotes."""


class PostPasswordInFile(PostSettingsWrong):
    """A password stands in the settings: it belongs into the environment or a file of its own."""


class PostPasswordMissing(PostSettingsWrong):
    """There is a user for the relay, and no password."""


class PostPasswordInTheOpen(PostSettingsWrong):
    """A password would travel without encryption."""


@dataclass(frozen=True, kw_only=True)
class PostSettings:
    """What post.toml says; an empty `host` means that letters are laid into a folder."""

    host: str = ""
    port: int = 587
    safety: str = "starttls"
    user: str = ""
    password_file: str = ""
    certificates: str = ""
    hello: str = "localhost"
    per_minute: int = 0
    per_connection: int = 100
    from_name: str = "kemiflow"
    from_address: str = "kemiflow@kemi.example"
    reply_to: str = "kirjaamo@kemi.example"
    journal: str = ""
    journal_folder: str = ""
    relay_log: str = ""
    hours_from: str = ""
    hours_until: str = ""
    password: str = field(default="", repr=False)

    @property
    def hours(self) -> tuple[time, time] | None:
        """Give the hours within which letters may leave, or None for all; from 20.00 until 6.00 is a night."""
        if not self.hours_from and not self.hours_until:
            return None
        return _clock(self.hours_from or "0.00"), _clock(self.hours_until or "23.59")


def root() -> Path:
    """Find the folder that holds templates, flows and prefect.yaml: the checkout's top, or the copy in the package."""
    shipped = _HERE / "_shipped"
    return shipped if shipped.is_dir() else _HERE.parent


def templates_dir() -> Path:
    """Find the templates of what people read."""
    return root() / "templates"


def processes_dir() -> Path:
    """Find the process definitions that come with kemiflow."""
    return _HERE / "processes"


def definitions(home: Path) -> dict[str, Path]:
    """Find the process definitions by name; a city's own goes before the one of that name that came with kemiflow."""
    folders = (processes_dir(), home / "processes")
    return {file.stem: file for folder in folders for file in sorted(folder.glob("*.yaml"))}


def home() -> Path:
    """Find the home that the environment names in KEMIFLOW_HOME, otherwise the working folder."""
    return Path(os.environ.get(HOME) or ".")


def post_settings(folder: Path, environment: Mapping[str, str] = os.environ) -> PostSettings:
    """Read a home's post.toml, and the relay's password from the environment or the file it names.

    Errors: PostSettingsWrong and its kinds; OSError for a file that cannot be read.
    """
    path = folder / POST_FILE
    if not path.is_file():
        return PostSettings()
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as why:
        raise PostSettingsWrong(path, POST_FILE, str(why), "TOML") from why
    _check(path, told)
    read = PostSettings(**told)
    named = environment.get(PASSWORD_FILE) or read.password_file
    secret = environment.get(PASSWORD) or (_secret(folder / named) if named and read.host else "")
    if read.user and not secret:
        raise PostPasswordMissing(path, "user", read.user, PASSWORD)
    return PostSettings(**told, password=secret)


def _secret(file: Path) -> str:
    return file.read_text(encoding="utf-8").strip("\r\n")


def _check(path: Path, told: Mapping[str, object]) -> None:
    if "password" in told:
        raise PostPasswordInFile(path, "password", "", PASSWORD)
    kinds = {one.name: type(one.default) for one in fields(PostSettings)}
    for name, value in told.items():
        if name not in kinds:
            raise PostSettingUnknown(path, name, value, ", ".join(sorted(kinds.keys() - {"password"})))
        _of_kind(path, name, value, kinds[name])
        _fits(path, name, value)
    if told.get("safety") == "none" and told.get("user"):
        raise PostPasswordInTheOpen(path, "safety", "none", "starttls, tls")


def _of_kind(path: Path, name: str, value: object, kind: type) -> None:
    if type(value) is kind:
        return
    if kind is int and isinstance(value, str):
        raise PostSettingQuoted(path, name, f'"{value}"', value if value.isdecimal() else "123")
    raise PostSettingsWrong(path, name, value, "123" if kind is int else '"…"')


def _fits(path: Path, name: str, value: object) -> None:
    if name == "safety" and value not in SAFETIES:
        raise PostSettingsWrong(path, name, value, ", ".join(SAFETIES))
    if isinstance(value, int) and not 0 <= value <= 65535:  # noqa: PLR2004 - the highest port
        raise PostSettingsWrong(path, name, value, "0–65535")
    if name.startswith("hours_") and not (isinstance(value, str) and _CLOCK.fullmatch(value)):
        raise PostSettingsWrong(path, name, value, "7.00")
    if name in {"from_address", "reply_to", "journal"} and value and "@" not in str(value):
        raise PostSettingsWrong(path, name, value, "nimi@kemi.example")


def _clock(text: str) -> time:
    hour, minute = re.split("[.:]", text)
    return time(int(hour), int(minute))


def database(folder: Path) -> Path | str:
    """Find the database of a home: the URL in KEMIFLOW_DATABASE, otherwise a file in the home.

    A demo never leaves its folder, whatever the environment says.
    """
    return folder / FILE if (folder / DEMO).is_file() else os.environ.get(DATABASE) or folder / FILE
