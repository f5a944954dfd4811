"""Minutes that are brought as a file: a text, or a Word document read by a process of its own within narrow limits."""

from __future__ import annotations

from contextlib import closing
from typing import Final

from kemiflow.web.form import Upload
from kemiflow.word import guest
from kemiflow.word.faults import TemplateBroken
from kemiflow.word.foreign import told_apart
from kemiflow.word.guest import Child

ZIP: Final = b"PK"


class NoMinutes(ValueError):
    """A file holds no text that can be read; `said` says why, where more is known than that."""

    def __init__(self, said: str = "") -> None:
        """Keep the sentence."""
        super().__init__(said)
        self.said = said


def text_of(upload: Upload, language: str) -> str:
    """Give the text of minutes. Errors: NoMinutes."""
    if upload.data.startswith(ZIP):
        return _word(upload, language)
    foreign = told_apart(upload.data)
    if foreign:
        raise NoMinutes(foreign.said(language))
    try:
        return upload.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NoMinutes from error


def _word(upload: Upload, language: str) -> str:
    with closing(Child()) as child:
        try:
            return guest.body_of(upload.data, name=upload.name, child=child)
        except TemplateBroken as broken:
            raise NoMinutes(broken.faults[0].said(language)) from broken
