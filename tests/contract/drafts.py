"""Drafts, times and strategies that the contract tests share."""

from datetime import UTC, date, datetime
from typing import get_args

from hypothesis import strategies as st

from kemiflow.core.days import Window
from kemiflow.core.records import Draft, Fact
from kemiflow.core.records.case import CaseClosed, CaseOpened, MatterLinked
from kemiflow.core.values import Publicity, Text

AT = datetime(2023, 9, 25, 12, 0, tzinfo=UTC)
DAY = date(2023, 9, 25)
KINDS: tuple[type, ...] = get_args(Fact)


def draft(stream: str, key: str, fact: Fact, on: date = DAY) -> Draft:
    return Draft(stream=stream, key=key, fact=fact, on=on, by="anna")


def opening(case: str = "a", title: str = "Strategian päivittäminen") -> Draft:
    fact = CaseOpened(definition="strategia", register_number="691/00.01.02/2021", title=Text(text=title))
    return draft(f"case/{case}", "opened", fact)


def link(number: int, case: str = "a") -> Draft:
    return draft(f"case/{case}", f"link:{number}", MatterLinked(role="budget", register_number=str(number)))


def private(case: str = "a", person: str = "liisa") -> Draft:
    words = Text(text="Liisa Esimerkki vetäytyi.", publicity=Publicity.STAFF, subject=person)
    return draft(f"case/{case}", "closed", CaseClosed(reason=words))


def _windows() -> st.SearchStrategy[Window]:
    pairs = st.tuples(st.dates(), st.dates()).map(sorted)
    return pairs.map(lambda pair: Window(first=pair[0], last=pair[1]))


# What the journal keeps is Unicode text without NUL: half a surrogate pair is none
st.register_type_strategy(str, st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12))
st.register_type_strategy(int, st.integers(min_value=-(2**53) + 1, max_value=2**53 - 1))
st.register_type_strategy(Window, _windows())


def facts(*kinds: type) -> st.SearchStrategy[Fact]:
    return st.one_of([st.from_type(kind) for kind in kinds or KINDS])
