"""Whatever bytes come in: a value or a refusal that can be worded, never anything else."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kemiflow.core.definition.soundness import flaws
from kemiflow.exchange.acts import read_acts, read_fact
from kemiflow.exchange.city_file import read_settings
from kemiflow.exchange.located import read_yaml
from kemiflow.exchange.meetings import read_meetings
from kemiflow.exchange.people import read_people
from kemiflow.exchange.problems import FileRefused
from kemiflow.exchange.process_file import read_process
from kemiflow.exchange.unions import FACTS
from kemiflow.exchange.wording import sentences
from kemiflow.settings import templates_dir
from tests.edges.exchange.shelf import ACTS, CALENDAR, CITY, DECISION, PEOPLE, SHEET, STRATEGY, kemi

Reading = Callable[[bytes | str], object]

READINGS: dict[str, tuple[Reading, str]] = {
    "yaml": (lambda content: read_yaml(content, "f"), DECISION),
    "process": (lambda content: flaws(read_process(content, "f")), STRATEGY),
    "city": (lambda content: read_settings(content, "f"), CITY),
    "acts": (lambda content: read_acts(content, "f"), ACTS),
    "decision": (lambda content: read_fact("decision_recorded", content, "f"), DECISION),
    "sheet": (lambda content: read_meetings(content, "f", kemi()), SHEET),
    "calendar": (lambda content: read_meetings(content, "f", kemi()), CALENDAR),
    "people": (lambda content: read_people(content, "f"), PEOPLE),
}
SCRAPS = st.one_of(
    st.binary(max_size=8),
    st.text(max_size=8).map(str.encode),
    st.sampled_from(
        [b"[", b"{", b": ", b"- ", b"&a ", b"*a", b"'", b'"', b",", b";", b"\r", b"\n", b"null", b"<<: *a"]
    ),
    st.sampled_from(
        [b"2023-02-30", b"-1", b"99999999999", b"!!python/object:x", b"\xff\xfe", b"\x00", b"---\n", b"\t"]
    ),
)


def read_or_worded(reading: Reading, content: bytes | str) -> bool:
    """Tell whether the content was taken; a refusal must have a sentence for each problem."""
    try:
        reading(content)
    except FileRefused as refused:
        worded = sentences(refused, templates_dir())
        assert worded
        assert all(each.startswith("f:") for each in worded)
        return False
    return True


@pytest.mark.parametrize("name", READINGS)
@given(content=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(name: str, content: bytes) -> None:
    read_or_worded(READINGS[name][0], content)


@pytest.mark.parametrize("name", READINGS)
@given(content=st.text(max_size=200))
def test_any_text_is_read_or_refused(name: str, content: str) -> None:
    read_or_worded(READINGS[name][0], content)


@pytest.mark.parametrize("name", READINGS)
@given(data=st.data())
@settings(deadline=None)
def test_a_damaged_file_is_read_or_refused(name: str, data: st.DataObject) -> None:
    reading, whole = READINGS[name]
    raw = whole.encode()
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(len(raw), start + 60)))
    read_or_worded(reading, raw[:start] + data.draw(SCRAPS) + raw[end:])


@pytest.mark.parametrize("name", READINGS)
def test_the_whole_file_is_taken(name: str) -> None:
    reading, whole = READINGS[name]
    year = whole.replace("lokakuun aikana", "lokakuun 2023 aikana")
    assert read_or_worded(reading, year)


@pytest.mark.parametrize("kind", FACTS)
def test_every_fact_s_form_says_what_it_lacks(kind: str) -> None:
    assert not read_or_worded(lambda content: read_fact(kind, content, "f"), "no_such_field_anywhere: 1")


@pytest.mark.parametrize("deep", ["[" * 200_000, "- " * 200_000 + "x", "{a: " * 200_000, "a: &a [*a, *a]"])
def test_nesting_never_overruns_the_stack(deep: str) -> None:
    assert not read_or_worded(lambda content: read_yaml(content, "f"), deep)


def test_a_bomb_of_aliases_is_refused_before_it_unfolds() -> None:
    layers = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert not read_or_worded(lambda content: read_yaml(content, "f"), "\n".join(["a0: &a0 x", *layers]))
