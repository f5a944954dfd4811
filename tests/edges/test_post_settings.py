"""The settings of the post: what they may say, where the password comes from, and where it never goes."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from kemiflow.mail import mail_of
from kemiflow.post.folder import FolderPost
from kemiflow.post.relay import RelayPost
from kemiflow.settings import (
    PostPasswordInFile,
    PostPasswordInTheOpen,
    PostPasswordMissing,
    PostSettingQuoted,
    PostSettings,
    PostSettingsWrong,
    PostSettingUnknown,
    post_settings,
    templates_dir,
)

RELAY = 'host = "smtp.kemi.example"\nuser = "kemiflow"\n'
SECRET = {"KEMIFLOW_SMTP_PASSWORD": "salaisuus"}


def told(folder: Path, text: str, environment: dict[str, str] | None = None) -> PostSettings:
    (folder / "post.toml").write_text(text, encoding="utf-8")
    return post_settings(folder, environment or {})


def test_a_home_without_settings_lays_letters_into_a_folder(tmp_path: Path) -> None:
    assert isinstance(mail_of(tmp_path).post, FolderPost)


def test_the_settings_that_come_with_kemiflow_change_nothing(tmp_path: Path) -> None:
    text = (templates_dir() / "home" / "post.toml").read_text(encoding="utf-8")
    assert told(tmp_path, text) == PostSettings()


def test_every_setting_of_the_commented_file_is_one(tmp_path: Path) -> None:
    text = (templates_dir() / "home" / "post.toml").read_text(encoding="utf-8")
    (tmp_path / "smtp.salasana").write_text("x", encoding="utf-8")
    lines = [line.removeprefix("# ") for line in text.splitlines() if " = " in line]
    read = told(tmp_path, "\n".join(lines))
    assert (read.host, read.hours) == ("smtp.kemi.example", (time(6), time(20)))


def test_a_home_with_a_relay_sends_by_it(tmp_path: Path) -> None:
    told(tmp_path, 'host = "127.0.0.1"\nrelay_log = "mail.log"\njournal_folder = "kirjeloki"\nhours_from = "7.30"\n')
    mail = mail_of(tmp_path)
    assert isinstance(mail.post, RelayPost)
    assert len(mail.witnesses) == 3
    assert mail.hours == (time(7, 30), time(23, 59))


def test_the_password_comes_from_the_environment(tmp_path: Path) -> None:
    assert told(tmp_path, RELAY, SECRET).password == "salaisuus"


def test_the_password_comes_from_a_file_that_the_environment_or_the_settings_name(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("ensimmäinen\n", encoding="utf-8")
    (tmp_path / "two").write_text("toinen", encoding="utf-8")
    assert told(tmp_path, f'{RELAY}password_file = "two"\n').password == "toinen"
    named = {"KEMIFLOW_SMTP_PASSWORD_FILE": str(tmp_path / "one")}
    assert told(tmp_path, f'{RELAY}password_file = "two"\n', named).password == "ensimmäinen"


def test_a_password_is_shown_nowhere(tmp_path: Path) -> None:
    assert "salaisuus" not in repr(told(tmp_path, RELAY, SECRET))


@pytest.mark.parametrize(
    ("text", "fault", "name"),
    [
        (f'{RELAY}password = "x"\n', PostPasswordInFile, "password"),
        (RELAY, PostPasswordMissing, "user"),
        (f'{RELAY}safety = "none"\n', PostPasswordInTheOpen, "safety"),
        ('hots = "smtp.kemi.example"\n', PostSettingUnknown, "hots"),
        ('port = "587"\n', PostSettingQuoted, "port"),
        ("port = 70000\n", PostSettingsWrong, "port"),
        ("per_minute = true\n", PostSettingsWrong, "per_minute"),
        ('safety = "ssl"\n', PostSettingsWrong, "safety"),
        ('hours_from = "25.00"\n', PostSettingsWrong, "hours_from"),
        ('reply_to = "kirjaamo"\n', PostSettingsWrong, "reply_to"),
        ("host = smtp\n", PostSettingsWrong, "post.toml"),
    ],
)
def test_a_setting_that_cannot_be_followed_is_named(
    tmp_path: Path, text: str, fault: type[PostSettingsWrong], name: str
) -> None:
    with pytest.raises(fault) as raised:
        told(tmp_path, text)
    assert (type(raised.value), raised.value.name) == (fault, name)


def test_a_password_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        told(tmp_path, f'{RELAY}password_file = "nowhere"\n')


@pytest.mark.parametrize(
    ("name", "value"),
    [("from_address", "kemi flow@kemi.example"), ("from_address", ""), ("reply_to", "a@"), ("journal", "a@b@c d")],
)
def test_an_address_that_no_letter_can_come_from_or_go_to_is_named_with_its_file(
    tmp_path: Path, name: str, value: str
) -> None:
    told(tmp_path, f'host = "127.0.0.1"\n{name} = "{value}"\n')
    with pytest.raises(PostSettingsWrong) as raised:
        mail_of(tmp_path)
    assert (raised.value.path, raised.value.name) == (tmp_path / "post.toml", name)
