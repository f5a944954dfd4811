"""The golden journal: one record of every kind as the first release wrote it is read by every later one."""

import json
from pathlib import Path
from typing import Any

import pytest

from kemiflow.store.canonical import links, salted
from kemiflow.store.codec import CODEC

LINES = (Path(__file__).with_name("golden") / "v1.jsonl").read_text(encoding="utf-8").splitlines()
KEPT: list[dict[str, list[Any]]] = [json.loads(line) for line in LINES]


def spoken(body: object, words: dict[str, str]) -> object:
    """Put words in the place of their digests."""
    match body:
        case dict():
            return {key: words.get(str(value), spoken(value, words)) for key, value in body.items()}
        case list():
            return [spoken(item, words) for item in body]
        case _:
            return body


def holds(now: object, then: object) -> bool:
    """Tell whether all that was said then is still said; a later field with a default may stand beside it."""
    match now, then:
        case dict(), dict():
            return all(key in now and holds(now[key], value) for key, value in then.items())
        case list(), list():
            return len(now) == len(then) and all(map(holds, now, then))
        case _:
            return now == then


@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept["row"][3])
def test_a_record_of_the_first_release_means_the_same_today(kept: dict[str, list[Any]]) -> None:
    _, _, _, kind, version, body, *_ = kept["row"]
    words = {digest: text for digest, _, text in kept["texts"]}
    today = CODEC.encode(CODEC.decode(kind, version, body, words))
    now = {salted.digest: salted.text.text or "" for salted in today.texts}
    assert holds(spoken(json.loads(today.body), now), spoken(json.loads(body), words))


def test_what_is_no_longer_said_is_seen() -> None:
    assert not holds({"a": 1, "b": [2]}, {"a": 1, "b": [3]})
    assert not holds({"a": 1}, {"a": 1, "b": None})


def test_every_kind_has_its_golden_record() -> None:
    assert {kept["row"][3] for kept in KEPT} == set(CODEC.kinds)


def test_the_golden_chain_and_texts_hold() -> None:
    rows = [tuple(kept["row"]) for kept in KEPT]
    assert all(anew == row[-1] for row, anew in links(rows))
    assert all(salted(bytes.fromhex(nonce), text) == digest for kept in KEPT for digest, nonce, text in kept["texts"])
