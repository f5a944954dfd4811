"""The history as an annex in Word, its first four lines, and what followed from a decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kemiflow.core.documents import HistoryAnnex, facts_of
from kemiflow.core.duty import Duty, DutyKind, Ground
from kemiflow.core.forecast import forecast
from kemiflow.core.history.annex import annex
from kemiflow.core.history.followed import followed
from kemiflow.core.history.line import LetterLine
from kemiflow.core.history.overview import Overview, overview
from kemiflow.core.history.story import history
from kemiflow.core.items import Telling
from kemiflow.core.records.person import Fate
from kemiflow.core.values import Publicity, Role
from tests.core.story import CITY, DEFINITIONS, FI, SEPTEMBER, Story, made, section_292, until_292, year
from tests.core.test_history import strings

OCTOBER = date(2023, 10, 1)


def telling(story: Story, day: date = OCTOBER) -> Telling:
    return Telling(standing=story.standing, city=CITY, wording=FI, day=day)


def seen(story: Story, day: date = OCTOBER) -> Overview:
    return overview(telling(story, day), forecast(story.standing, CITY, day), ())


def full(story: Story, day: date = OCTOBER) -> HistoryAnnex:
    timetable = forecast(story.standing, CITY, day)
    lines = history(story.records, DEFINITIONS, as_of=day)
    return annex(lines, telling(story, day), seen(story, day), timetable)


def test_the_first_line_says_what_was_decided_last_and_what_waits_for_a_day() -> None:
    assert " ".join(seen(until_292()).where) == (
        "Kaupunginhallitus 25.9.2023 § 292. Osittain ehdotuksesta poiketen. "
        "Valtuustolle järjestetään iltakoulu lokakuussa. Iltakoulun päivää ei ole sovittu."
    )


def test_before_any_decision_the_first_line_counts_the_statements() -> None:
    story = Story(records=until_292().records[:4])
    assert seen(story, date(2023, 5, 17)).where == (
        "Asia avattiin 1.3.2023.",
        "Lautakuntien lausunnot: 1/2 saatu.",
        "Vaikuttamistoimielinten ja henkilöstön kuuleminen: 0/2 saatu.",
    )


def test_the_overview_says_whether_the_matter_fits_and_which_step_decides() -> None:
    story = until_292()
    fits = seen(story).fits
    assert fits[0] == "Kyllä."
    slack = {one.step: one.slack_days for one in forecast(story.standing, CITY, OCTOBER).places}
    assert slack["approval"] == 0, "a meeting with less slack than the critical step"
    assert fits[-1] == ("Ratkaiseva vaihe: Toimialojen projektit (kokouspäiviä ja vahvistettuja päiviä ei lasketa).")


def test_what_is_not_counted_is_said_only_beside_a_day_with_less_slack() -> None:
    story = until_292()
    found = forecast(story.standing, CITY, OCTOBER)
    alone = replace(found, places=tuple(one for one in found.places if one.critical))
    assert overview(telling(story), alone, ()).fits[-1] == "Ratkaiseva vaihe: Toimialojen projektit."


def test_when_no_meeting_is_left_the_overview_says_no_and_what_is_missing() -> None:
    poor = replace(CITY, meetings=tuple(met for met in CITY.meetings if met.body != "council"))
    story = until_292()
    told = Telling(standing=story.standing, city=poor, wording=FI, day=OCTOBER)
    fits = overview(told, forecast(story.standing, poor, OCTOBER), ()).fits
    assert fits[0] == "Ei."
    assert "Kaupunginvaltuusto" in fits[1]


def test_what_is_asked_names_the_duty_and_its_day() -> None:
    duty = Duty(
        case="s",
        id="presenter:proposal:1",
        kind=DutyKind.PRESENTER,
        role=Role.PRESENTER,
        due=date(2023, 11, 16),
        opened=OCTOBER,
        about="proposal",
        title="Kaupunginhallituksen esitys valtuustolle",
        case_title="Kaupunkistrategian päivittäminen",
        register_number="691/00.01.02/2021",
        ground=Ground(kind="role", on=OCTOBER),
    )
    assert overview(telling(until_292()), None, [duty]).asked == (
        "Esittelijän hyväksyntä: Kaupunginhallituksen esitys valtuustolle, viimeistään 16.11.2023.",
    )
    assert overview(telling(until_292()), None, ()).asked == ("Ei mitään juuri nyt.",)


def test_a_decision_is_an_entry_with_its_clauses_side_by_side() -> None:
    entry = next(one for one in full(until_292()).entries if one.what == "Kaupunginhallitus § 292")
    assert (entry.when, entry.outcome) == ("25.9.2023", "Osittain ehdotuksesta poiketen")
    assert entry.checked == "pöytäkirja tarkastettu 27.9.2023"
    assert [clause.decided for clause in entry.clauses] == [
        "Kaupunginhallitus päätti, että kaupunginvaltuustolle järjestetään asiasta iltakoulu lokakuussa.",
        "sama",
    ]
    assert "Miten muutos syntyi: ei ilmene pöytäkirjasta." in entry.notes
    assert "Muutoksenhaku: ei, valmistelua (kuntalaki 136 §)." in entry.notes


def test_before_the_minutes_are_checked_the_entry_says_unchecked() -> None:
    entry = next(one for one in full(until_292(), SEPTEMBER).entries if one.what == "Kaupunginhallitus § 292")
    assert entry.checked == "tarkastamaton"


def test_a_step_is_one_entry_between_two_decisions() -> None:
    names = [entry.what for entry in full(until_292()).entries]
    assert names.count("Lautakuntien lausunnot") == 1


def test_a_document_made_anew_is_named_once() -> None:
    story = until_292()
    for day in (date(2023, 4, 14), date(2023, 6, 7)):
        story.add(made("summary", "views"), day)
    entry = next(one for one in full(story).entries if one.what == "Lautakuntien lausunnot")
    assert entry.documents == ("yhteenveto",)


def test_an_order_that_names_nobody_says_so_until_it_is_assigned_and_even_then() -> None:
    assert full(until_292()).orders[0].who == "ei nimetty päätöksessä"
    assert full(year(), date(2024, 2, 1)).orders[0].who == "Sanni Malli (ei nimetty päätöksessä)"


def test_what_followed_tells_each_order_and_the_letters_sent() -> None:
    sent = LetterLine(key="x", on=OCTOBER, kind="reminder", duties=("d",), fate=Fate.SENT)
    waiting = replace(sent, fate=None)
    assert followed("d292", telling(until_292()), [sent, sent, waiting]) == (
        "iltakoulun päivää ei ole sovittu",
        "Kaupunginvaltuusto hyväksyy: päivää ei ole vahvistettu",
        "kirjeitä lähetetty 2",
    )
    assert followed("d292", telling(year(), date(2024, 2, 1))) == (
        "iltakoulu pidettiin 23.10.2023",
        "Kaupunginvaltuusto hyväksyy: Kaupunginvaltuusto 11.12.2023 § 112",
    )


def test_a_decision_that_is_not_public_shows_neither_clauses_nor_orders() -> None:
    story = until_292()
    fact = replace(section_292(), publicity=Publicity.CONFIDENTIAL, ground="JulkL 24.1 § 25 k")
    story.correct("d292", fact, SEPTEMBER, date(2023, 9, 30))
    told = full(story)
    entry = next(one for one in told.entries if one.what == "Kaupunginhallitus § 292")
    assert (entry.clauses, entry.followed, told.orders) == ((), (), ())
    assert entry.gist == ("Salassa pidettävä (JulkL 24.1 § 25 k)",)
    assert "Valtuustolle järjestetään" not in " ".join(seen(story).where)


def test_a_correction_is_listed_with_its_day_and_reason() -> None:
    story = until_292()
    story.correct("d292", replace(section_292(), section=293), SEPTEMBER, date(2023, 9, 30))
    assert full(story).corrections == (
        "25.9.2023 Kaupunginhallitus § 293: korjattu 30.9.2023. Perustelu: Kirjausvirhe.",
    )


def test_no_word_of_the_annex_says_none_and_every_day_has_a_reason() -> None:
    for story, day in ((until_292(), OCTOBER), (year(), date(2024, 2, 1))):
        told = full(story, day)
        assert not [words for words in strings(facts_of(told)) if "None" in words]
        assert all(row.why for row in told.coming)
