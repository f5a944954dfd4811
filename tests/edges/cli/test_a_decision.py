"""The secretary's way with a decision: form, foretelling, record, what follows."""

from __future__ import annotations

from typing import cast

from tests.edges.cli.homes import DECISION, Asker

SECTION = ("--step", "draft", "--day", "2023-09-25", "--section", "292")


def decided(ask: Asker) -> None:
    file = ask.file("decision.yaml", DECISION)
    assert ask("record", "decision", "strategia", *SECTION, "--from", file).status == 0


def lines(ask: Asker, *words: str) -> list[dict[str, object]]:
    return cast("list[dict[str, object]]", ask("history", "strategia", "--json", *words).json())


def test_what_departs_and_what_follows_is_shown_before_it_is_saved(ask: Asker) -> None:
    file = ask.file("decision.yaml", DECISION)
    said = ask("record", "decision", "strategia", *SECTION, "--from", file).out
    assert "Päätös poikkeaa ehdotuksesta osittain" in said
    assert "Kohta 1: korvattu" in said
    assert "Kohta 2: ehdotuksen mukainen" in said
    assert "Uusi vaihe: Iltakoulu, aikaikkuna lokakuussa. Päätös ei nimeä tekijää" in said
    assert "odottaa nyt 2 vaihetta: Toimialojen projektit ja Iltakoulu" in said
    assert "Kirjeitä ei lähde ennen kuin pöytäkirja on tarkastettu" in said


def test_the_history_tells_both_axes_of_each_clause(ask: Asker) -> None:
    decided(ask)
    (line,) = (one for one in lines(ask) if one["kind"] == "decision")
    assert (line["on"], line["body"], line["section"], line["by"]) == ("2023-09-25", "city_board", 292, "sanni")
    clauses = cast("list[dict[str, str]]", line["clauses"])
    assert [(one["relation"], one["effect"]) for one in clauses] == [
        ("replaced", "ordered"),
        ("as_proposed", "proposed_onward"),
    ]
    assert line["how_changed"] == "not_stated"
    assert line["orders"]
    assert line["deviations"]
    names = {"on", "known_at", "kind", "body", "section", "text", "proposal", "decision", "clauses", "how_changed"}
    assert names | {"orders", "deviations", "documents", "letters", "by", "key"} <= set(line)


def test_a_history_as_of_an_earlier_day_knows_no_later_decision(ask: Asker) -> None:
    decided(ask)
    assert "decision" in {one["kind"] for one in lines(ask, "--as-of", "2023-09-25")}
    assert "decision" not in {one["kind"] for one in lines(ask, "--as-of", "2023-09-24")}
    assert lines(ask, "--known-by", "2023-09-25") == []


def test_the_form_comes_back_as_a_decision_once_the_secretary_has_told_its_gist(ask: Asker) -> None:
    form = ask("record", "decision", "strategia", "--step", "draft", "--form").out
    assert "clauses:" in form
    untouched = ask("record", "decision", "strategia", *SECTION, "--from", ask.file("untouched.yaml", form))
    assert (untouched.status, untouched.out) == (2, "")
    assert "gist" in untouched.err
    told = form.replace("gist: null", "gist: Luonnos merkittiin tiedoksi.")
    for name in ("motions", "votes"):  # the examples of the form are what it takes
        told = told.replace(f"{name}: []\n#", f"{name}:\n ")
    assert "fate: hyväksyttiin" in told
    assert ask("record", "decision", "strategia", *SECTION, "--from", ask.file("form.yaml", told)).status == 0


def test_one_item_is_decided_once(ask: Asker) -> None:
    decided(ask)
    file = ask.file("again.yaml", DECISION)
    said = ask("record", "decision", "strategia", *SECTION, "--from", file)
    assert (said.status, said.out) == (0, "Tämä oli jo kirjattu.\n")
    another = ask("record", "decision", "strategia", *SECTION[:-1], "293", "--from", file)
    assert another.status == 2
    assert "25.9.2023" in another.err
    assert len([one for one in lines(ask) if one["kind"] == "decision"]) == 1


def test_a_forecast_places_every_coming_step(ask: Asker) -> None:
    decided(ask)
    told = cast("dict[str, object]", ask("forecast", "strategia", "--day", "2023-09-26", "--json").json())
    assert set(told) == {"steps", "fits", "missing"}
    steps = cast("list[dict[str, object]]", told["steps"])
    names = {"step", "body", "earliest", "proposed", "latest", "confirmed", "slack_days", "critical", "why"}
    assert all(set(step) == names for step in steps)
    assert {"session_1", "proposal", "approval"} <= {step["step"] for step in steps}
    assert all(isinstance(step["why"], str) and step["why"] for step in steps)


def test_minutes_are_named_by_their_step(ask: Asker) -> None:
    decided(ask)
    checked = ask("record", "minutes-checked", "strategia", "--step", "draft", "--day", "2023-09-26")
    assert (checked.status, checked.err) == (0, "")
    published = ("published", "strategia", "--step", "draft", "--channel", "member", "--day", "2023-09-26")
    assert ask("record", *published).status == 0
    assert ask("record", *published[:3], "proposal", *published[4:]).status == 2


def test_the_day_of_a_session_is_its_own(ask: Asker) -> None:
    decided(ask)
    said = ask(*("record", "session", "strategia", "--step", "session_1", "--day", "2023-10-23", "--time", "17.00"))
    assert said.status == 0
    assert "23.10.2023" in said.out
    assert "26.9.2023" in said.out


def test_approval_goes_on_with_a_reason_alone(ask: Asker) -> None:
    decided(ask)
    looked = ask("approve", "strategia", "--what-if")
    assert looked.status == 0
    assert "Iltakoulua ei ole pidetty" in looked.out
    stopped = ask("approve", "strategia", "--yes")
    assert stopped.status == 2
    assert stopped.err
    assert [one for one in lines(ask) if one["kind"] == "approval_started"] == []
    assert ask("approve", "strategia", "--yes", "--reason", "Puutteet korjataan.").status == 0
    assert len([one for one in lines(ask) if one["kind"] == "approval_started"]) == 1


MOTION = ("--process", "council_motion", "--title", "Aloite", "--register-number", "1/2", "--day", "2023-03-02")


def test_approval_is_foreseen_from_the_day_that_was_asked(ask: Asker) -> None:
    assert ask("open", "aloite", *MOTION).status == 0
    earlier = ask("approve", "aloite", "--what-if", "--day", "2023-04-03")
    assert "kokous puuttuu ajalta 3.4.2023–19.6.2023" in " ".join(earlier.out.split()), earlier.out
    assert "ei puutu mitään" not in earlier.out
    assert "26.9.2023" in ask("approve", "aloite", "--what-if").out
    assert "1.3.2023" in ask("approve", "aloite", "--what-if", "--day", "2023-03-01").err


def test_a_matter_goes_on_today_alone(ask: Asker) -> None:
    told = ("approve", "strategia", "--yes", "--reason", "Puutteet korjataan.")
    stopped = ask(*told, "--day", "2023-06-30")
    assert (stopped.status, "30.6.2023" in stopped.err, "--what-if" in stopped.err) == (2, True, True)
    assert [one for one in lines(ask) if one["kind"] == "approval_started"] == []
    assert ask(*told, "--day", "2023-09-26").status == 0


def test_a_correction_leaves_what_it_corrects_readable(ask: Asker) -> None:
    decided(ask)
    file = ask.file("mended.yaml", "section: 293\n")
    said = ask("correct", "strategia", "decision:draft:1", "--from", file, "--reason", "Väärä pykälä.")
    assert (said.status, "§ 293" in said.out) == (0, True), said
    assert "Perustelu: Väärä pykälä." in ask("history", "strategia").out
    (line,) = (one for one in lines(ask) if one["kind"] == "decision")
    assert (line["section"], line["corrected"]) == (293, True)


def test_a_correction_without_a_reason_and_a_decision_of_no_step_are_refused(ask: Asker) -> None:
    decided(ask)
    file = ask.file("mended.yaml", "section: 293\n")
    said = ask("correct", "strategia", "decision:draft:1", "--from", file, "--reason", " ")
    assert (said.status, "perustelu" in said.err) == (2, True), said
    said = ask("record", "decision", "strategia", "--step", "nope", "--from", file)
    assert (said.status, "nope" in said.err, "draft" in said.err) == (2, True, True), said


def test_the_monday_list_tells_what_closes_first(ask: Asker) -> None:
    decided(ask)
    assert ask("walk").status == 0
    said = ask("due").out
    assert said.startswith("Tällä viikolla (järjestys: mikä sulkeutuu ensin)\n1. ")
    assert "2023 (myöhässä)" in ask("due", "--day", "2024-01-08").out
    owed = cast("list[dict[str, str]]", ask("due", "--json").json())
    assert owed
    assert [one["closes"] for one in owed] == sorted(one["closes"] for one in owed)


def test_the_proof_of_letters_names_a_task_by_its_words(ask: Asker) -> None:
    task = "  - {kind: task, what: Selvitys palveluista, due: 2023-10-31, addressee: null}\n"
    file = ask.file("decision.yaml", f"{DECISION.rstrip()}\n{task}")
    assert ask("record", "decision", "strategia", *SECTION, "--from", file).status == 0
    assert ask("record", "assigned", "strategia", "--step", "draft", "--order", "1", "--person", "sanni").status == 0
    assert ask("record", "task-done", "strategia", "--step", "draft", "--order", "1").status == 0
    assert "tehtävä: Selvitys palveluista\n" in ask("letters", "proof", "strategia").out


def test_a_session_is_cancelled_with_a_reason_and_set_anew(ask: Asker) -> None:
    decided(ask)
    told = ("record", "session-cancelled", "strategia", "--step", "session_1", "--reason", "Sali on varattu.")
    early = ask(*told)
    assert (early.status, "session_1" in early.err) == (2, True), early
    assert (
        ask("record", "session", "strategia", "--step", "session_1", "--day", "2023-10-16", "--time", "17").status == 0
    )
    said = ask(*told)
    assert (said.status, "peruttiin. Uusi päivä sovitaan. Perustelu: Sali on varattu." in said.out) == (0, True), said
    gone = ask(*told, "--for-good")
    assert (gone.status, "Poikkeama: iltakoulua ei ollut pidetty." in gone.out) == (0, True), gone
