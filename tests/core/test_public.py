"""The public version of a history: what is secret or inward stays out, and names go when the time for a remedy ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kemiflow.core.city import City, Person
from kemiflow.core.documents import HistoryAnnex, facts_of
from kemiflow.core.history import published
from kemiflow.core.history.held import Held
from kemiflow.core.history.names import Known, Names, mapped, texts
from kemiflow.core.history.public import Public, public
from kemiflow.core.history.story import history
from kemiflow.core.holdings import Holding
from kemiflow.core.items import Telling
from kemiflow.core.limits import Channel, Remedy, notification, publication
from kemiflow.core.records.case import CaseOpened, DeviationNoted, LettersReleased, OrderAssigned
from kemiflow.core.records.decision import AppealFiled, DecisionRecorded, MinutesChecked, MinutesPublished, Motion
from kemiflow.core.records.orders import TaskOrder
from kemiflow.core.values import Publicity, Role, Text
from tests.core.story import CITY, DEFINITIONS, FI, SEPTEMBER, Story, letter, secret, section_292, spring, text

PUBLISHED = date(2023, 10, 2)
LONG = timedelta(days=400)
TITLED = Person(id="p-maija", name="Maija Virtanen", title="kehittämispäällikkö", email="maija@kaupunki.example")
BARE = Person(id="p-anni", name="Anni Lehto", phone="040 123 4567")
POST = Person(id="p-post", name="Kirjaamo")


def people(*known: Person) -> City:
    return replace(CITY, people={one.id: one for one in known})


PEOPLE = people(TITLED, BARE, POST)


def full(**changes: object) -> DecisionRecorded:
    """Give § 292 as a decision that names people wherever it can."""
    whole = {
        "gist": text("Iltakoulun järjestää Maija Virtanen."),
        "minutes": text("Kaupunginhallitus päätti Virtasen ehdotuksesta järjestää iltakoulun."),
        "motions": (
            Motion(by="jäsen Eero Mäkinen", seconded="p-anni", text=text("Mäkisen ehdotus."), fate="hylättiin"),
        ),
        "dissent": ("jäsen Eero Mäkinen",),
        "disqualified": ("Anni Lehto",),
        "preparers": ("p-maija",),
        "presenter": "Kaupunginjohtaja Matti Esimerkki",
        "remedy": Remedy.APPEAL,
    }
    return replace(section_292(), **(whole | changes))  # type: ignore[arg-type]


def told_of(fact: DecisionRecorded, published_on: date | None = PUBLISHED) -> Story:
    story = spring()
    story.add(fact, SEPTEMBER, key="d292")
    story.add(MinutesChecked(decision="d292"), date(2023, 9, 27))
    if published_on:
        story.add(MinutesPublished(decision="d292", channel=Channel.MEMBER), published_on)
    return story


def version(story: Story, day: date, city: City = PEOPLE, **made: object) -> Public:
    lines = history(story.records, DEFINITIONS, as_of=day, **made)  # type: ignore[arg-type]
    return public(lines, Telling(standing=story.standing, city=city, wording=FI, day=day))


def said(made: Public) -> list[str]:
    """Give every text of every form of a public version, keys of JSON apart."""
    told: HistoryAnnex = published.annex(made)
    forms = (published.as_data(made), facts_of(told), list(published.rows(made)), list(published.notice(made)))
    return [one for form in forms for one in texts(form)]


def whole(made: Public) -> str:
    return "\n".join(said(made))


def the_decision(made: Public) -> dict[str, object]:
    lines = published.as_data(made)["lines"]
    assert isinstance(lines, list)
    found: dict[str, object] = next(one for one in lines if one["kind"] == "decision")
    return found


REMOVED = notification(Remedy.APPEAL, Channel.MEMBER, PUBLISHED).personal_data_removal_from
LAST = REMOVED - timedelta(days=1)
GONE = "[nimi poistettu muutoksenhakuajan päätyttyä]"


def test_until_the_time_for_a_remedy_ends_a_decision_names_whom_it_names() -> None:
    made = version(told_of(full()), LAST)
    told = the_decision(made)
    assert told["decision"] == "Iltakoulun järjestää Maija Virtanen."
    assert told["minutes"] == "Kaupunginhallitus päätti Virtasen ehdotuksesta järjestää iltakoulun."
    assert told["dissent"] == ["jäsen Eero Mäkinen"]
    assert told["preparers"] == ["kehittämispäällikkö Maija Virtanen"]
    assert told["motions"] == [
        {"by": "jäsen Eero Mäkinen", "seconded": "Anni Lehto", "text": "Mäkisen ehdotus.", "fate": "hylättiin"}
    ]
    notes = " ".join(note for one in published.annex(made).entries for note in one.notes)
    assert "Eriävä mielipide: jäsen Eero Mäkinen." in notes
    assert "Esteelliset: Anni Lehto." in notes


def test_from_that_day_on_no_name_stands_and_titles_do() -> None:
    made = version(told_of(full()), REMOVED)
    told = the_decision(made)
    assert told["decision"] == f"Iltakoulun järjestää {GONE}."
    assert told["minutes"] == "Pöytäkirjan teksti on jätetty pois, koska siinä voi olla nimiä."
    assert (told["dissent"], told["disqualified"]) == ([f"jäsen {GONE}"], [GONE])
    assert told["preparers"] == ["kehittämispäällikkö"]
    assert told["presenter"] == "Kaupunginjohtaja"
    assert told["motions"] == [
        {"by": f"jäsen {GONE}", "seconded": GONE, "text": f"{GONE} ehdotus.", "fate": "hylättiin"}
    ]
    for name in ("Virta", "Mäki", "Lehto", "Esimerk", "Eero", "Anni"):
        assert name not in whole(made)


def test_the_top_says_the_day_and_until_when_names_may_stand() -> None:
    assert " ".join(published.notice(version(told_of(full()), LAST))) == (
        "Julkinen versio, tilanne 8.11.2023. Kaupunginhallitus 25.9.2023 § 292: nimet on poistettava verkosta "
        "9.11.2023 alkaen."
    )
    assert published.notice(version(told_of(full()), REMOVED)) == ("Julkinen versio, tilanne 9.11.2023.",)
    assert published.notice(version(told_of(section_292()), LAST)) == ("Julkinen versio, tilanne 8.11.2023.",)
    assert published.annex(version(told_of(full()), LAST)).public.startswith("Julkinen versio, tilanne 8.11.2023.")


def test_while_the_minutes_are_not_published_names_stand_and_the_top_says_so() -> None:
    made = version(told_of(full(), None), SEPTEMBER + LONG)
    assert "Maija Virtanen" in str(the_decision(made)["decision"])
    assert published.notice(made)[1:] == (
        "Kaupunginhallitus 25.9.2023 § 292: nimien poistopäivä lasketaan pöytäkirjan julkaisemisesta.",
    )
    assert published.as_data(made)["remove_names_from"] is None


def test_a_decision_without_a_remedy_keeps_names_as_long_as_a_notice_stays_online() -> None:
    story = told_of(full(remedy=Remedy.NONE))
    day = publication(PUBLISHED).personal_data_removal_from
    assert published.as_data(version(story, day - timedelta(days=1)))["remove_names_from"] == day.isoformat()
    told = the_decision(version(story, day))
    assert told["decision"] == "Iltakoulun järjestää [nimi poistettu nähtävilläoloajan päätyttyä]."


def test_an_appeal_does_not_lengthen_the_time_and_who_made_it_is_not_told() -> None:
    story = told_of(full())
    story.add(AppealFiled(decision="d292", note=text("Valittajana Teppo Tuntematon.")), date(2023, 11, 1))
    made = version(story, REMOVED)
    assert "Virtanen" not in whole(made)
    assert "Päätökseen haettiin muutosta" in whole(made)
    assert "Teppo" not in whole(version(story, LAST))


def test_minutes_that_name_nobody_stay_and_a_family_name_alone_takes_them_out() -> None:
    city = people(TITLED, BARE, Person(id="p-oili", name="Oili Salminen"))
    for words, stays in (("Kaupunginhallitus päätti järjestää iltakoulun.", True), ("Salmisen puheenvuoro.", False)):
        told = the_decision(version(told_of(full(minutes=text(words))), REMOVED, city))
        assert (told["minutes"] == words) is stays


def test_a_title_never_names_anybody() -> None:
    story = told_of(full())
    opened = CaseOpened(definition="d", register_number="1/2023", title=text("Maija Virtasen aloite"))
    story.records[0] = replace(story.records[0], fact=opened)
    made = version(story, LAST)
    assert published.as_data(made)["title"] == published.annex(made).title == "[nimi jätetty pois] aloite"


def test_of_many_decisions_each_has_its_own_day_and_the_first_is_given_to_programs() -> None:
    story = told_of(full())
    later = replace(full(remedy=Remedy.RECTIFICATION, orders=()), step="proposal", section=351)
    story.add(later, date(2023, 10, 2), key="d351")
    story.add(MinutesChecked(decision="d351"), date(2023, 10, 3))
    story.add(MinutesPublished(decision="d351", channel=Channel.MEMBER), date(2023, 10, 3))
    made = version(story, date(2023, 10, 4))
    assert [one.partition(": ")[2] for one in published.notice(made)[1:]] == [
        "nimet on poistettava verkosta 9.11.2023 alkaen.",
        "nimet on poistettava verkosta 25.10.2023 alkaen.",
    ]
    assert published.as_data(made)["remove_names_from"] == "2023-10-25"


def test_what_no_decision_holds_names_nobody_on_any_day() -> None:
    story = told_of(full(orders=(TaskOrder(what=text("Valmistelee iltakoulun.")),)), None)
    story.add(OrderAssigned(decision="d292", order=0, person="p-anni"), date(2023, 9, 28))
    reason = DeviationNoted(step="views", kind="late", reason=text("Maija Virtanen oli poissa."))
    story.add(reason, date(2023, 6, 1))
    made = version(story, date(2023, 9, 29))
    assert "[nimi jätetty pois] oli poissa." in whole(made)
    (order,) = published.annex(made).orders
    assert order.who == "[nimi jätetty pois] (ei nimetty päätöksessä)"


def test_secret_texts_give_way_to_a_sentence_and_private_reasons_to_nothing() -> None:
    story = told_of(full(gist=secret("Salainen tiivistelmä."), minutes=secret("Salainen pöytäkirja.")))
    story.add(DeviationNoted(step="draft", kind="late:p-anni", reason=secret("Salainen syy.")), SEPTEMBER)
    made = version(story, LAST)
    assert "Salainen" not in whole(made)
    assert the_decision(made)["decision"] == the_decision(made)["minutes"] == "Salassa pidettävä (JulkL 24.1 § 25 k)"
    assert the_decision(made)["deviations"] == [
        {"kind": "late", "reason": "", "text": "Poikkeama: poikettiin suunnitellusta."}
    ]


def test_a_decision_that_is_secret_as_a_whole_names_nobody() -> None:
    made = version(told_of(full(publicity=Publicity.CONFIDENTIAL, ground=None)), LAST)
    for name in ("Virta", "Mäki", "Lehto"):
        assert name not in whole(made)
    assert "dissent" not in the_decision(made)
    assert published.notice(made) == ("Julkinen versio, tilanne 8.11.2023.",)


def test_letters_corrections_authors_and_ids_of_persons_are_left_out() -> None:
    story = told_of(full())
    story.add(LettersReleased(of="d292"), date(2023, 9, 28))
    mended = full(gist=text("Iltakoulun järjestää kaupunginkanslia."))
    story.correct("d292", mended, SEPTEMBER, date(2023, 10, 5))
    made = version(story, LAST, letters=letter("p-anni", date(2023, 10, 3), "details:x"))
    told = published.as_data(made)
    lines = told["lines"]
    assert isinstance(lines, list)
    assert not [one for one in lines if {"by", "key", "letters", "known_at"} & set(one)]
    assert not {one.id for one in (TITLED, BARE)} & set(said(made))
    assert "sanni" not in whole(made)
    assert "kirje" not in whole(made).casefold()
    assert the_decision(made)["corrections"] == ["Kirjausvirhe."]


def test_of_somebody_who_was_forgotten_not_even_the_id_is_told() -> None:
    story = told_of(full(orders=(TaskOrder(what=text("Tehtävä.")),), preparers=("p-gone",)))
    story.add(OrderAssigned(decision="d292", order=0, person="p-gone"), date(2023, 9, 28))
    held = Holding(person="p-gone", role=Role.PREPARER, scope=None, first=date(2023, 1, 1), until=None)
    city = replace(PEOPLE, holdings=(*PEOPLE.holdings, held))
    for day in (LAST, REMOVED):
        assert "p-gone" not in whole(version(story, day, city))


def test_names_that_two_people_bear_and_those_of_decisions_alone_go_too() -> None:
    twins = people(TITLED, replace(TITLED, id="p-toinen", email=""))
    assert "Virta" not in whole(version(told_of(full()), REMOVED, twins))
    assert "Mäkinen" not in whole(version(told_of(full(gist=text("Eero Mäkinen ja Mäkinen."))), REMOVED, people()))


NAMES = Names(known=Known(people=(TITLED, BARE, POST)))


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Maija Virtasen ehdotus", "X ehdotus"),
        ("MAIJA VIRTANEN", "X"),
        ("Virtanen, Maija", "X"),
        ("Maija  Virtaselle", "X"),
        ("Anni Lehdon ja Anni Lehtoa", "X ja X"),
        ("maija@kaupunki.example, puh. 040 123 4567", "X, puh. X"),
        ("Kirjaamo lähettää", "Kirjaamo lähettää"),
        ("Anni Salo", "Anni Salo"),
        ("virtanen", "virtanen"),
    ],
)
def test_a_name_is_found_in_its_inflections(words: str, left: str) -> None:
    assert NAMES.removed(words, "X") == left
    assert NAMES.stand_in(words) == (left != words)


@pytest.mark.parametrize(
    ("words", "left"),
    [("Virtasen ehdotus", "out"), ("Lehtoa kuultiin", "out"), ("virtasen", "in"), ("Kaupunginhallitus päätti", "in")],
)
def test_in_minutes_a_family_name_alone_is_enough(words: str, left: str) -> None:
    assert NAMES.may_stand_in(words) is (left == "out")


@pytest.mark.parametrize(
    ("named", "post", "name"),
    [
        ("jäsen Eero Mäkinen", "jäsen", "Eero Mäkinen"),
        ("Eero Mäkinen", "", "Eero Mäkinen"),
        ("Vt. kaupunginjohtaja Eero Mäkinen", "Vt. kaupunginjohtaja", "Eero Mäkinen"),
        ("Kaupunginjohtaja", "Kaupunginjohtaja", ""),
        ("hallintojohtaja", "hallintojohtaja", ""),
        ("", "", ""),
    ],
)
def test_posts_are_told_from_names(named: str, post: str, name: str) -> None:
    assert Held(PEOPLE).parted(named) == (post, name)


@pytest.mark.parametrize(
    ("presenter", "shown", "left"),
    [
        ("p-maija", "Kehittämispäällikkö", "Kehittämispäällikkö"),
        ("p-anni", "Anni Lehto", GONE),
        ("city_board", "Kaupunginhallitus", "Kaupunginhallitus"),
        ("Hallituksen puheenjohtaja", "Hallituksen puheenjohtaja", "Hallituksen puheenjohtaja"),
        ("Eero Mäkinen", "Eero Mäkinen", GONE),
    ],
)
def test_of_whoever_presented_the_post_stays(presenter: str, shown: str, left: str) -> None:
    story = told_of(full(presenter=presenter))
    assert the_decision(version(story, LAST))["presenter"] == shown
    assert the_decision(version(story, REMOVED))["presenter"] == left


def test_plain_values_are_changed_in_every_text_and_nowhere_else() -> None:
    told = {"a": ["b", ("c",)], "n": 1, "none": None}
    assert mapped(told, str.upper) == {"a": ["B", ("C",)], "n": 1, "none": None}
    assert list(texts(told)) == ["b", "c"]


GIVEN = st.sampled_from(["Aino", "Matti", "Eeva-Liisa", "Åke", "Özge", "Nils"])
FAMILY = st.sampled_from(["Virtanen", "Lehto", "Mäki", "af Ursin", "Saari-Koski", "Kangas", "Salo", "O'Brien"])
ENDING = st.sampled_from(["", "n", "lle", "a", ":n", "ksi"])
PLACES = ("gist", "minutes", "decided", "motion", "task", "note")


@dataclass(frozen=True)
class Told:
    """People, what is said of them in every place, and when the minutes came out."""

    known: tuple[Person, ...]
    words: tuple[str, ...]
    remedy: Remedy
    channel: Channel
    day: date


@st.composite
def tales(draw: st.DrawFn) -> Told:
    names = draw(st.lists(st.tuples(GIVEN, FAMILY).map(" ".join), min_size=1, max_size=4, unique=True))
    titles = [draw(st.sampled_from(["", "johtaja"])) for _ in names]
    known = tuple(
        Person(id=f"p-{n}", name=name, title=title, email=f"n{n}@kaupunki.example")
        for n, (name, title) in enumerate(zip(names, titles, strict=True))
    )
    words = tuple(
        f"Alku{n} {draw(st.sampled_from(names))}{draw(ENDING)}, {draw(st.sampled_from(known)).email} loppu."
        for n in range(len(PLACES))
    )
    day = draw(st.dates(date(2023, 10, 1), date(2024, 12, 31)))
    return Told(known, words, draw(st.sampled_from(Remedy)), draw(st.sampled_from(Channel)), day)


def lived(told: Told) -> Story:
    gist, minutes, decided, motion, task, note = map(text, told.words)
    first, last = told.known[0], told.known[-1]
    plain = section_292()
    replaced = replace(plain.clauses[0], decided=decided)
    fact = replace(
        plain,
        clauses=(replaced, *plain.clauses[1:]),
        gist=gist,
        minutes=minutes,
        motions=(Motion(by=first.id, seconded=f"jäsen {last.name}", text=motion, fate="raukesi"),),
        dissent=(first.name,),
        disqualified=(last.id,),
        preparers=(first.id,),
        orders=(TaskOrder(what=task, addressee=last.id),),
        remedy=told.remedy,
    )
    story = spring()
    story.add(DeviationNoted(step="views", kind="late", reason=note), date(2023, 6, 1))
    story.add(fact, SEPTEMBER, key="d292")
    story.add(MinutesChecked(decision="d292"), date(2023, 9, 27))
    story.add(MinutesPublished(decision="d292", channel=told.channel), told.day)
    return story


def removal_day(told: Told) -> date:
    if told.remedy is Remedy.NONE:
        return publication(told.day).personal_data_removal_from
    return notification(told.remedy, told.channel, told.day).personal_data_removal_from


@given(tales(), st.integers(0, 500))
def test_from_the_removal_day_on_nobody_known_is_named_anywhere(told: Told, later: int) -> None:
    made = version(lived(told), removal_day(told) + timedelta(days=later), people(*told.known))
    for words in said(made):
        for one in told.known:
            assert one.name.casefold() not in words.casefold()
            assert one.email not in words
            assert one.id != words
    assert published.as_data(made)["remove_names_from"] is None


@given(tales(), st.integers(1, 14))
def test_before_the_removal_day_nothing_is_lost_of_what_a_decision_tells_in_public(told: Told, before: int) -> None:
    day = removal_day(told) - timedelta(days=before)
    made = version(lived(told), day, people(*told.known))
    shown = whole(made)
    for place, words in zip(PLACES, told.words, strict=True):
        assert place == "note" or words.rstrip(".") in shown, place
    assert told.known[0].name in shown
    assert published.as_data(made)["remove_names_from"] == removal_day(told).isoformat()


@given(tales(), st.sampled_from([Publicity.STAFF, Publicity.CONFIDENTIAL]), st.integers(-14, 100))
def test_on_no_day_is_anything_told_that_is_not_public(told: Told, level: Publicity, off: int) -> None:
    story = lived(told)
    hidden = Text(text="Salaisuus", publicity=level)
    fact = story.standing.decisions["d292"].fact
    clauses = tuple(replace(one, proposed=hidden, decided=hidden) for one in fact.clauses)
    motions = tuple(replace(one, text=hidden) for one in fact.motions)
    orders = (TaskOrder(what=hidden),)
    hiding = replace(fact, gist=hidden, minutes=hidden, clauses=clauses, motions=motions, orders=orders)
    story.records = [replace(one, fact=hiding) if one.key == "d292" else one for one in story.records]
    assert "Salaisuus" not in whole(version(story, removal_day(told) + timedelta(days=off), people(*told.known)))
