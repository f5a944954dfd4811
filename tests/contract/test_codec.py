"""Facts become canonical JSON and facts again, whatever they hold."""

import json
from dataclasses import dataclass, fields, is_dataclass, replace

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from kemiflow.core.records import Corrected, Fact
from kemiflow.core.records.case import DeviationNoted
from kemiflow.core.values import Text
from kemiflow.store.canonical import canonical
from kemiflow.store.codec import CODEC, BodyUnreadable, Codec, Encoded, KindUnknown, TypeUnsupported
from kemiflow.store.forms import Body, kind_of
from tests.contract.drafts import DAY, KINDS, facts


def words(encoded: Encoded) -> dict[str, str | None]:
    return {salted.digest: salted.text.text for salted in encoded.texts}


def decoded(encoded: Encoded) -> Fact:
    return CODEC.decode(encoded.kind, encoded.version, encoded.body, words(encoded))


def without_words(value: object) -> object:
    match value:
        case Text():
            return replace(value, text=None)
        case tuple():
            return tuple(without_words(item) for item in value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{field.name: without_words(getattr(value, field.name)) for field in fields(value)})
        case _:
            return value


@pytest.mark.parametrize("kind", KINDS, ids=kind_of)
@given(data=st.data())
def test_every_kind_of_fact_is_read_as_it_was_written(kind: type, data: st.DataObject) -> None:
    fact = data.draw(facts(kind))
    assert decoded(CODEC.encode(fact)) == fact


@given(fact=facts())
def test_without_its_texts_a_fact_is_itself_but_for_the_words(fact: Fact) -> None:
    encoded = CODEC.encode(fact)
    assert CODEC.decode(encoded.kind, encoded.version, encoded.body) == without_words(fact)


@given(fact=facts())
def test_a_body_is_what_rfc_8785_says(fact: Fact) -> None:
    body = CODEC.encode(fact).body
    assert body.encode() == rfc8785.dumps(json.loads(body))


@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers(min_value=-(2**53) + 1, max_value=2**53 - 1) | st.text("aåä😀\n\x7f"),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["b", "a_b", "a", "$kind"]), inner),
    )
)
def test_canonical_json_is_what_rfc_8785_says(value: object) -> None:
    assert canonical(value).encode() == rfc8785.dumps(json.loads(json.dumps(value)))


def test_no_words_stand_in_a_body() -> None:
    encoded = CODEC.encode(DeviationNoted(step=None, kind="late_notice", reason=Text(text="Kutsu myöhästyi.")))
    assert "Kutsu" not in encoded.body
    assert [salted.text.text for salted in encoded.texts] == ["Kutsu myöhästyi."]


def test_the_same_words_never_have_the_same_digest_twice() -> None:
    fact = DeviationNoted(step=None, kind="late_notice", reason=Text(text="Kutsu myöhästyi."))
    assert CODEC.encode(fact).body != CODEC.encode(fact).body


def test_a_kind_inside_a_correction_keeps_a_field_named_kind() -> None:
    fact = DeviationNoted(step="council", kind="late_notice", reason=Text(text="x"))
    corrected = Corrected(of="k", fact=fact, on=DAY, reason=Text(text="y"))
    assert decoded(CODEC.encode(corrected)) == corrected


@pytest.mark.parametrize(("kind", "version"), [("case_sold", 1), ("case_closed", 2), ("case_closed", 0)])
def test_an_unknown_kind_or_version_is_refused(kind: str, version: int) -> None:
    with pytest.raises(KindUnknown, match=f"kind {kind}, version {version}"):
        CODEC.decode(kind, version, "{}")


@pytest.mark.parametrize(
    "body", ["{}", "[]", "no JSON", '{"person":"a","surname":"b"}', '{"person":"a","role":"king","scope":null}']
)
def test_a_body_of_another_shape_is_refused(body: str) -> None:
    with pytest.raises(BodyUnreadable, match="role_ended"):
        CODEC.decode("role_ended", 1, body)


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A fact whose second version calls a place what the first called a town."""

    place: str


def place_from_town(body: Body) -> Body:
    return {"place": body["town"]}


def test_an_old_version_is_lifted_to_the_new_one() -> None:
    codec = Codec([Moved], {"moved": 2}, {("moved", 1): place_from_town})
    assert codec.decode("moved", 1, '{"town":"Kemi"}') == codec.decode("moved", 2, '{"place":"Kemi"}')


def test_a_field_that_came_later_with_a_default_may_be_absent() -> None:
    told = CODEC.decode("role_ended", 1, '{"person":"anna","role":"owner"}')
    assert told == CODEC.decode("role_ended", 1, '{"person":"anna","role":"owner","scope":null}')


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """A fact that cannot be kept: RFC 8785 writes floats in a way of its own."""

    kilos: float


def test_a_type_that_cannot_be_kept_is_refused_when_the_program_starts() -> None:
    with pytest.raises(TypeUnsupported, match="float"):
        Codec([Weighed])


def test_no_fact_names_a_field_as_texts_name_their_digest() -> None:
    named = {kind.__name__ for kind in KINDS if any(field.name == "digest" for field in fields(kind))}
    assert named == set()
