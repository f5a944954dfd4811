"""What each document says, filled from where a matter stands."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kemiflow.core.action import MakeDocument
from kemiflow.core.documents import (
    KINDS,
    BoardItem,
    BodyItem,
    CouncilItem,
    ExecutionItem,
    Projects,
    SessionInvitation,
    SessionMemo,
    StatementRequest,
    Summary,
    facts_of,
)
from kemiflow.core.holdings import Absence
from kemiflow.core.items import document
from kemiflow.core.items.project_list import unbroken
from kemiflow.core.records import Record
from kemiflow.core.records.decision import Clause, DecisionRecorded, Motion, Vote
from kemiflow.core.records.step import RemarkResolved
from kemiflow.core.values import Effect, HowChanged, PresenterMode, Publicity, Refusal, Relation, Resolution, Text
from tests.core.story import (
    CITY,
    FI,
    NOTED,
    ONWARD,
    SEPTEMBER,
    SESSION,
    Story,
    decision,
    secret,
    section_292,
    spring,
    text,
    until_292,
    year,
)
from tests.core.test_history import strings

MARCH = date(2024, 3, 1)
WISHES = [
    ("statement_request", "views", "vitality"),
    ("statement_request", "hearing", "elders"),
    ("body_item", "views", "vitality"),
    ("body_item", "views", "wellbeing"),
    ("summary", "views", None),
    ("summary", "hearing", None),
    ("board_item", "draft", "d292"),
    ("board_item", "draft", None),
    ("board_item", "proposal", None),
    ("council_item", "approval", "d112"),
    ("council_item", "approval", None),
    ("council_item", "follow_up", None),
    ("execution_item", "execution", "d9"),
    ("session_invitation", "session_1", None),
    ("session_memo", "session_1", None),
    ("projects", "projects", None),
]


def board(story: Story, day: date = SEPTEMBER) -> BoardItem:
    found = story.paper("board_item", "draft", day, "d292" if "d292" in story.standing.decisions else None)
    assert isinstance(found, BoardItem)
    return found


def decided_as(fact: DecisionRecorded) -> BoardItem:
    story = spring()
    story.add(fact, SEPTEMBER, key="d292")
    return board(story)


def council(story: Story, about: str | None = None) -> CouncilItem:
    found = story.paper("council_item", "approval", MARCH, about)
    assert isinstance(found, CouncilItem)
    return found


# ---------------------------------------------------------------- the city board


def test_before_the_meeting_an_item_has_its_agenda_number_and_no_section() -> None:
    story = Story(records=[one for one in until_292().records if not one.key.startswith("d292")][:-1])
    item = board(story)
    assert (item.item_number, item.section, item.date) == ("12", None, SEPTEMBER)
    assert item.decision == ()


def test_the_minutes_have_the_section_and_no_agenda_number() -> None:
    item = board(until_292())
    assert (item.item_number, item.section) == (None, 292)


def test_section_292_says_what_was_proposed_and_what_was_decided_instead() -> None:
    item = board(until_292())
    assert item.proposal[0] == NOTED
    assert item.decision == (
        "Kaupunginhallitus päätti, että kaupunginvaltuustolle järjestetään asiasta iltakoulu lokakuussa.",
        "Päivitetty strategia tuodaan valtuuston hyväksyttäväksi talousarvion käsittelyn yhteydessä.",
    )
    assert not [line for line in item.decision if "tiedoksi" in line]


def test_a_clause_that_was_replaced_without_words_is_never_told_as_it_was_proposed() -> None:
    silent = replace(section_292().clauses[0], decided=None)
    item = decided_as(replace(section_292(), clauses=(silent, section_292().clauses[1])))
    assert item.decision == (ONWARD,)


def test_how_it_changed_is_never_guessed() -> None:
    assert board(until_292()).discussion == ()


def test_attachments_are_numbered_and_background_is_not() -> None:
    item = board(until_292())
    assert item.attachments == ("Liite 1 Kaupunkistrategian päivitysluonnos",)
    assert item.background == ("Yhteenveto lautakuntien näkemyksistä",)


def test_an_item_that_nobody_wrote_has_a_yellow_gap_and_the_proposal_of_the_process() -> None:
    item = board(spring())
    assert item.preparation[-1] == "[TÄYDENNÄ: valmisteluteksti]"
    assert item.proposal[0].startswith("Kaupunginhallitus merkitsee kaupunkistrategian päivitysluonnoksen")
    assert item.participation == (
        "Tilaisuus lausua 31.5.2023 mennessä on varattu seuraaville: Nuorisovaltuusto ja Vanhusneuvosto.",
    )


def test_when_nobody_was_heard_participation_is_a_gap() -> None:
    story = Story(records=[one for one in spring().records if one.key in {"opened", "begun-views"}])
    assert board(story).participation == ("[TÄYDENNÄ: osallistuminen ja vaikutusten arviointi]",)


def test_the_presenter_is_a_title_and_the_acting_one_when_the_presenter_is_away() -> None:
    assert board(spring()).presenter == "Kaupunginjohtaja"
    away = replace(CITY, absences=(Absence(person="kaisa", first=SEPTEMBER, last=SEPTEMBER, deputy=None),))
    wish = MakeDocument(day=date(2023, 9, 1), kind="board_item", step="draft", round=1)
    found = document(wish, spring().standing, away, FI)
    assert isinstance(found, BoardItem)
    assert found.presenter == "Vt. kaupunginjohtaja"


def test_an_accepted_proposal_is_told_in_one_sentence() -> None:
    found = year().paper("board_item", "proposal", MARCH, "d351")
    assert isinstance(found, BoardItem)
    assert found.decision == ("Päätösehdotus hyväksyttiin.",)
    assert found.proposal_lead == "Kaupunginhallitus esittää kaupunginvaltuustolle, että valtuusto"


@pytest.mark.parametrize(
    ("effect", "sentence"),
    [
        (Effect.TABLED, "Asia jätettiin pöydälle 9.10.2023 saakka."),
        (Effect.RETURNED, "Asia palautettiin uudelleen valmisteltavaksi."),
        (Effect.WITHDRAWN, "Esittelijä poisti asian esityslistalta."),
    ],
)
def test_a_matter_that_stops_says_why(effect: Effect, sentence: str) -> None:
    until = date(2023, 10, 9) if effect is Effect.TABLED else None
    clause = Clause(proposed=text("a"), decided=None, relation=Relation.NOT_HANDLED, effect=effect, until=until)
    assert decided_as(decision("draft", "city_board", 292, clause)).decision == (sentence,)


def test_the_discussion_tells_the_presenters_change_motions_and_votes() -> None:
    motions = (
        Motion(by="Aino Malli", seconded="Eero Malli", text=text("asia jätetään pöydälle."), fate="hylättiin"),
        Motion(by="Aino Malli", seconded=None, text=text("asia palautetaan"), fate="raukesi"),
    )
    fact = replace(
        section_292(), how_changed=HowChanged.PRESENTER_AMENDED, motions=motions, votes=(Vote(ayes=7, noes=4, blank=1),)
    )
    assert decided_as(fact).discussion == (
        f"Esittelijä muutti päätösehdotustaan kokouksessa seuraavasti: {SESSION}",
        "Jäsen Aino Malli ehdotti jäsenen Eero Malli kannattamana, että asia jätetään pöydälle. Ehdotus hylättiin.",
        "Jäsen Aino Malli ehdotti, että asia palautetaan. Ehdotusta ei kannatettu, joten se raukesi.",
        "Äänestyksessä päätösehdotus sai 7 ääntä ja sitä vastaan annettiin 4 ääntä. Tyhjiä ääniä oli 1, poissa 0.",
    )


def test_a_motion_told_as_a_whole_sentence_does_not_follow_a_conjunction() -> None:
    motions = (Motion(by="Aino Malli", seconded="Eero Malli", text=text("Asia jätetään pöydälle."), fate="hylättiin"),)
    said = decided_as(replace(section_292(), motions=motions)).discussion
    made = "Jäsen Aino Malli ehdotti jäsenen Eero Malli kannattamana seuraavaa: Asia jätetään pöydälle."
    assert said == (f"{made} Ehdotus hylättiin.",)


def test_on_the_chairs_account_nobody_presents() -> None:
    item = decided_as(replace(section_292(), presenter_mode=PresenterMode.CHAIR))
    assert item.presenter == ""
    assert item.discussion == ("Asia käsiteltiin puheenjohtajan selostuksen pohjalta ilman viranhaltijan esittelyä.",)


def test_preparation_is_open_to_no_remedy() -> None:
    assert "kuntalaki 136 §" in board(until_292()).remedy


# ---------------------------------------------------------------- the council


def test_the_council_reads_every_earlier_handling_oldest_first_and_its_own_last() -> None:
    item = council(year(), "d112")
    assert [(block.body, block.section) for block in item.blocks] == [
        ("Kaupunginhallitus", 292),
        ("Kaupunginhallitus", 351),
        ("Kaupunginvaltuusto", 112),
    ]


def test_the_blocks_before_are_those_of_the_board_word_for_word() -> None:
    story = year()
    own, first = board(story, MARCH), council(story, "d112").blocks[0]
    for name in ("preparation", "presenter", "proposal_lead", "proposal", "decision"):
        assert getattr(first, name) == getattr(own, name)


def test_the_city_board_presents_to_the_council() -> None:
    assert council(year(), "d112").blocks[-1].presenter == "Kaupunginhallitus"
    assert council(until_292()).blocks[-1].presenter == "Kaupunginhallitus"


def test_the_council_decision_may_be_appealed_to_the_court_of_the_city() -> None:
    remedy = council(year(), "d112").blocks[-1].remedy
    assert "30 päivän kuluessa" in remedy
    assert "Pohjois-Suomen hallinto-oikeus" in remedy


def test_a_coming_council_item_takes_over_the_papers_once() -> None:
    item = council(until_292())
    assert item.attachments == ("Liite 1 Kaupunkistrategian päivitysluonnos",)
    assert len(item.background) == len(set(item.background))


def test_execution_has_a_row_for_what_the_council_decided() -> None:
    found = year().paper("execution_item", "execution", MARCH, "d9")
    assert isinstance(found, ExecutionItem)
    assert found.title == "Kaupunginvaltuuston 11.12.2023 päätösten täytäntöönpano"
    assert [row.section for row in found.rows] == [112]
    assert "täytäntöönpanoa" in found.remedy


# ---------------------------------------------------------------- statements


def test_a_request_names_the_last_meeting_that_fits() -> None:
    found = spring().paper("statement_request", "views", date(2023, 4, 14), "vitality")
    assert isinstance(found, StatementRequest)
    assert (found.meeting, found.agenda_closes) == (date(2023, 5, 16), date(2023, 5, 8))
    assert (found.recipient, found.answer_by) == ("Elinvoimalautakunta", date(2023, 5, 31))


def test_a_request_after_the_agenda_has_closed_names_no_meeting() -> None:
    found = spring().paper("statement_request", "views", date(2023, 5, 9), "vitality")
    assert isinstance(found, StatementRequest)
    assert found.meeting is None


def test_a_request_asks_for_the_draft_it_speaks_of() -> None:
    found = spring().paper("statement_request", "views", date(2023, 4, 14), "vitality")
    assert isinstance(found, StatementRequest)
    assert found.attachments == ("[TÄYDENNÄ: liitteenä oleva luonnos]",)


def test_a_bodys_item_has_its_questions_and_a_gap_for_each_stand() -> None:
    story = Story(records=spring().records[:3])
    found = story.paper("body_item", "views", date(2023, 4, 14), "vitality")
    assert isinstance(found, BodyItem)
    assert found.title == "Lausunto: kaupunkistrategian päivittäminen"
    assert len(found.questions) == len(found.proposal) == 4
    assert found.proposal[0] == "[TÄYDENNÄ: kanta kysymykseen 1]"
    assert (found.section, found.decision_lead, found.decision) == (None, "", ())


def test_a_bodys_item_has_its_section_together_with_its_decision_alone() -> None:
    found = spring().paper("body_item", "views", date(2023, 6, 9), "vitality")
    assert isinstance(found, BodyItem)
    assert (found.section, found.proposal_lead, found.proposal) == (41, "", ())
    assert found.decision_lead == "Elinvoimalautakunta antoi kaupunginhallitukselle seuraavan lausunnon:"
    assert found.decision


def test_the_summary_tells_what_was_done_with_each_remark_and_who_gave_nothing() -> None:
    views, hearing = (spring().paper("summary", step, date(2023, 6, 9)) for step in ("views", "hearing"))
    assert isinstance(views, Summary)
    assert isinstance(hearing, Summary)
    row = views.rows[0]
    assert (row.tag, row.giver, row.resolution, row.reason, row.place) == (
        "VIT-1",
        "Elinvoimalautakunta 16.5.2023 § 41",
        "Otettu huomioon",
        "Lisätty taulukkoon.",
        "kohta 3.2",
    )
    assert (hearing.rows[-1].giver, hearing.rows[-1].remark) == ("Vanhusneuvosto", "Ei lausuntoa määräajassa")


def test_a_remark_not_taken_without_a_reason_is_a_gap() -> None:
    story = spring()
    fact = RemarkResolved(remark="VIT-1", resolution=Resolution.NOT_TAKEN, reason=None, place=None)
    story.add(fact, date(2023, 6, 10))
    found = story.paper("summary", "views", date(2023, 6, 10))
    assert isinstance(found, Summary)
    assert found.rows[0].reason == "[TÄYDENNÄ: perustelu huomioon VIT-1]"


# ---------------------------------------------------------------- session and projects


def test_the_invitation_says_who_ordered_the_session_and_that_nothing_is_decided() -> None:
    found = year().paper("session_invitation", "session_1", date(2023, 10, 9))
    assert isinstance(found, SessionInvitation)
    assert found.title == "Kutsu: valtuuston iltakoulu, kaupunkistrategian päivittäminen"
    assert found.when == "maanantai 23.10.2023 klo 17.00"
    assert found.text[0] == "Kaupunginhallitus päätti 25.9.2023 § 292 järjestää valtuustolle iltakoulun lokakuussa."
    assert "Päätöksiä ei tehdä." in found.text[1]


def test_the_contact_begins_a_sentence_in_the_invitation() -> None:
    wish = MakeDocument(day=date(2023, 10, 9), kind="session_invitation", step="session_1", round=1)
    home = replace(CITY, settings=replace(CITY.settings, contact="kaupunginsihteeri, kirjaamo@kaupunki.example"))
    found = document(wish, year().standing, home, FI)
    assert isinstance(found, SessionInvitation)
    assert found.excuse == "19.10. mennessä. Kaupunginsihteeri, kirjaamo@kaupunki.example"


def test_a_session_without_a_day_has_no_invitation() -> None:
    wish = MakeDocument(day=date(2023, 10, 1), kind="session_invitation", step="session_1", round=1)
    assert document(wish, until_292().standing, CITY, FI) == Refusal(
        reason="session_not_set", facts={"step": "session_1"}
    )


def test_the_memo_says_that_nothing_was_decided_and_how_the_matter_goes_on() -> None:
    found = year().paper("session_memo", "session_1", date(2023, 10, 24))
    assert isinstance(found, SessionMemo)
    assert found.when == "maanantai 23.10.2023 klo 17.00–19.10"
    assert found.ground == "Kaupunginhallitus 25.9.2023 § 292"
    assert "ei tehty päätöksiä" in found.nature[0]
    assert found.progress[0].startswith("Päivitetty strategia tuodaan valtuuston hyväksyttäväksi")
    assert "päätti" not in " ".join(strings(facts_of(found)))


def test_the_memo_tells_the_coming_handlings_once_their_days_are_known_and_goes_on_saying_so() -> None:
    story = year()
    later = story.paper("session_memo", "session_1", MARCH)
    fresh = Story(records=story.records[: [one.key for one in story.records].index("set-23") + 1])
    early = fresh.paper("session_memo", "session_1", date(2023, 10, 20))
    assert isinstance(later, SessionMemo)
    assert isinstance(early, SessionMemo)
    assert later.progress[1] == "Kaupunginhallitus käsittelee esityksen 27.11.2023 ja kaupunginvaltuusto 11.12.2023."
    assert "käsittelee" not in " ".join(early.progress)
    assert later.progress[-1] == early.progress[-1] == "Muistio liitetään asiaan oheismateriaaliksi."


def test_a_project_gone_on_without_a_budget_line_says_so_and_one_in_hand_has_a_gap() -> None:
    story = year()
    later = story.paper("projects", "projects", MARCH)
    early = Story(records=story.records[: [one.key for one in story.records].index("set-23") + 4])
    before = early.paper("projects", "projects", date(2023, 10, 20))
    assert isinstance(later, Projects)
    assert isinstance(before, Projects)
    assert later.rows[0].budget_line == "puuttuu: talousarvion rivi"
    assert before.rows[0].budget_line == "[TÄYDENNÄ: talousarvion rivi, Yrityspalvelujen yksi luukku]"


# ---------------------------------------------------------------- what holds for all


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (("poem", "draft", None), "unknown_document"),
        (("board_item", "nowhere", None), "unknown_step"),
        (("statement_request", "views", "nobody"), "unknown_body"),
        (("board_item", "draft", "d0"), "unknown_decision"),
    ],
)
def test_what_is_not_known_is_refused_by_name(wish: tuple[str, str, str | None], reason: str) -> None:
    kind, step, about = wish
    made = MakeDocument(day=SEPTEMBER, kind=kind, step=step, round=1, about=about)
    found = document(made, year().standing, CITY, FI)
    assert isinstance(found, Refusal)
    assert found.reason == reason


def test_every_kind_of_a_step_is_made_here() -> None:
    assert {kind for kind, _, _ in WISHES} == set(KINDS.values()) - {"history", "bundle", "letters_proof"}


@pytest.mark.parametrize("wish", WISHES)
def test_no_document_says_none_and_every_one_bears_the_banner(wish: tuple[str, str, str | None]) -> None:
    kind, step, about = wish
    facts = facts_of(year().paper(kind, step, MARCH, about))
    assert not [words for words in strings(facts) if "None" in words or words != words.strip()]
    assert facts["yläotsake"] == "ESIMERKKI – ei Kemin kaupungin asiakirja"


@pytest.mark.parametrize("wish", WISHES)
def test_empty_parts_vanish(wish: tuple[str, str, str | None]) -> None:
    kind, step, about = wish
    assert all(blocks_without_empty_lines(year().paper(kind, step, MARCH, about)))


def blocks_without_empty_lines(value: object) -> list[bool]:
    if is_dataclass(value) and not isinstance(value, type):
        return [ok for field in fields(value) for ok in blocks_without_empty_lines(getattr(value, field.name))]
    if isinstance(value, tuple):
        return [bool(one) and all(blocks_without_empty_lines(one)) for one in value]
    return [True]


def with_secrets(value: object, publicity: Publicity) -> object:
    """Give a value with every text in it turned into a secret."""
    if isinstance(value, Text):
        return replace(value, text="SALAISUUS", publicity=publicity, ground="JulkL 24.1 § 25 k")
    if isinstance(value, tuple):
        return tuple(with_secrets(one, publicity) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: with_secrets(getattr(value, one.name), publicity) for one in fields(value)})
    return value


@given(st.sampled_from(WISHES), st.sampled_from([Publicity.STAFF, Publicity.CONFIDENTIAL]))
def test_no_text_that_is_not_public_enters_any_document(wish: tuple[str, str, str | None], kept: Publicity) -> None:
    kind, step, about = wish
    records = [with_secrets(record, kept) for record in year().records]
    story = Story(records=[one for one in records if isinstance(one, Record)])
    assert len(story.records) == len(records)
    told = strings(facts_of(story.paper(kind, step, MARCH, about)))
    assert told
    assert not [words for words in told if "SALAISUUS" in words]


def test_a_public_text_does_enter_and_a_secret_one_leaves_its_ground() -> None:
    clauses = (replace(section_292().clauses[0], decided=secret("SALAISUUS")), section_292().clauses[1])
    item = decided_as(replace(section_292(), clauses=clauses))
    assert item.decision[0] == "Salassa pidettävä (JulkL 24.1 § 25 k)"
    assert item.decision[1].startswith("Päivitetty strategia")


def test_a_decision_that_is_not_public_keeps_its_title_and_section_alone() -> None:
    item = decided_as(replace(section_292(), publicity=Publicity.CONFIDENTIAL, ground="JulkL 24.1 § 25 k"))
    assert (item.title, item.section) == ("Kaupunkistrategian päivittäminen", 292)
    assert item.decision == ("Salassa pidettävä (JulkL 24.1 § 25 k)",)
    assert (item.proposal, item.preparation, item.attachments, item.background) == ((), (), (), ())


def test_a_forgotten_text_is_told_as_removed() -> None:
    clauses = (replace(section_292().clauses[0], decided=Text(text=None)),)
    assert decided_as(replace(section_292(), clauses=clauses)).decision == ("[poistettu]",)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Yrityspalvelut, 45 000 euroa", "Yrityspalvelut, 45\u00a0000\u00a0euroa"),
        ("1 234 567 €", "1\u00a0234\u00a0567\u00a0€"),
        ("61 prosenttia (2022)", "61\u00a0prosenttia (2022)"),
        ("luku 3 ja 4 eurooppalaista", "luku 3 ja 4 eurooppalaista"),
        ("28 2022", "28 2022"),
    ],
)
def test_an_amount_stays_on_one_line(written: str, kept: str) -> None:
    assert unbroken(written) == kept
