"""SQLite's own: triggers that keep what was told, and the index of words that follows the decisions."""

from __future__ import annotations

from typing import Final

_REFUSE: Final = (
    "CREATE TRIGGER {table}_keeps_{verb} BEFORE {event} ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} are append-only'); END"
)
_ERASE: Final = (
    "CREATE TRIGGER texts_only_erased BEFORE UPDATE ON texts "
    "WHEN NEW.text IS NOT NULL OR NEW.nonce IS NOT NULL OR NEW.forgotten_on IS NULL OR OLD.text IS NULL "
    "OR NEW.digest IS NOT OLD.digest OR NEW.publicity IS NOT OLD.publicity OR NEW.ground IS NOT OLD.ground "
    "OR NEW.subject IS NOT OLD.subject OR NEW.stream IS NOT OLD.stream "
    "BEGIN SELECT RAISE(ABORT, 'texts are only erased'); END"
)

_WORDS: Final = (
    "CREATE VIRTUAL TABLE decisions_words USING fts5("
    "tokens, content='decisions', content_rowid='id', detail=none, tokenize='unicode61 remove_diacritics 0')"
)
_COME: Final = (
    "CREATE TRIGGER decisions_words_come AFTER INSERT ON decisions "
    "BEGIN INSERT INTO decisions_words (rowid, tokens) VALUES (NEW.id, NEW.tokens); END"
)
_GO: Final = (
    "CREATE TRIGGER decisions_words_go AFTER DELETE ON decisions "
    "BEGIN INSERT INTO decisions_words (decisions_words, rowid, tokens) VALUES ('delete', OLD.id, OLD.tokens); END"
)

# REPLACE deletes the row in its way: only recursive_triggers (see kemiflow.store.engine) lets the trigger see that
SQLITE: Final = (
    _REFUSE.format(table="records", verb="rows", event="DELETE"),
    _REFUSE.format(table="records", verb="words", event="UPDATE"),
    _REFUSE.format(table="definitions", verb="rows", event="DELETE"),
    _REFUSE.format(table="definitions", verb="words", event="UPDATE"),
    _REFUSE.format(table="texts", verb="rows", event="DELETE"),
    _ERASE,
    _WORDS,
    _COME,
    _GO,
)
