"""What people get wrong: each ends with status 2 and names the value and its place; nothing is saved."""

from __future__ import annotations

import pytest

from tests.edges.cli.homes import DECISION, Asker

DRAFT = ("record", "decision", "strategia", "--step", "draft", "--section", "292")
BAD_YAML = DECISION.replace("relation: replaced", "relation: replacd")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (("forecast", "strategja"), "strategja"),
        (("record", "begin", "strategia", "--step", "vievs"), "vievs"),
        (("record", "statement", "strategia", "--step", "views", "--body", "nobody"), "views"),
        (("record", "preparer", "strategia", "--person", "nobody"), "nobody"),
        (("record", "preparer", "strategia"), "--person"),
        (("record", "owner", "strategia", "--project", "p9", "--owner", "maija"), "p9"),
        (("record", "owner", "strategia", "--project", "p9", "--owner", "maija", "--day", "2023-09-31"), "2023-09-31"),
        (("record", "more-time", "strategia", "--step", "views", "--body", "vitality", "--due", "kesä"), "--due"),
        (("record", "role", "--person", "maija", "--role", "directr"), "directr"),
        (("record", "role", "--person", "nobody", "--role", "director"), "nobody"),
        (("record", "absence", "--person", "maija", "--first", "2023-10-06", "--last", "2023-10-02"), "2.10.2023"),
        (("record", "item-approved", "strategia", "--step", "views"), "views"),
        (("record", "published", "strategia", "--step", "draft", "--channel", "member"), "draft"),
        (("record", "closed", "strategia", "--reason", "Loppu.", "--day", "2030-01-01"), "1.1.2030"),
        (("record", "closed", "strategia", "--reason", "Loppu.", "--day", "2022-01-01"), "1.1.2022"),
        (("record", "closed", "strategia", "--reason", "Loppu.", "--by", "matti"), "matti"),
        (("record", "descision", "strategia"), "decision"),
        ((*DRAFT[:-1], "abc", "--from", "x.yaml"), "abc"),
        ((*DRAFT, "--from", "missing.yaml"), "missing.yaml"),
        ((*DRAFT,), "--from"),
        (("meetings", "move", "no-such", "--to", "2023-10-01"), "no-such"),
        (("meetings", "cancel", "no-such"), "no-such"),
        (("people", "forget", "nobody", "--yes"), "nobody"),
        (("open", "Väärä nimi", "--register-number", "1", "--title", "x"), "Väärä nimi"),
        (("open", "uusi", "--register-number", "1", "--title", "x", "--process", "no_such"), "no_such"),
        (("open", "strategia", "--register-number", "1", "--title", "x"), "strategia"),
        (("correct", "strategia", "no:key", "--from", "x.yaml", "--reason", "x"), "no:key"),
        (("history", "strategia", "--as-of", "eilen"), "eilen"),
        (("walk", "--day", "2023-13-01"), "2023-13-01"),
        (("letters", "why", "nobody"), "nobody"),
        (("letters", "send", "--limit", "x"), "”x” ei ole kokonaisluku"),
        (("letters", "send", "--limit", "0"), "Pienin sallittu on 1"),
        (("tokens", "make", "--days", "999"), "Suurin sallittu on 366"),
        (("process", "draw", "strategy_update", "--out", "none/x.svg"), "none/x.svg: kansiota none ei ole"),
        (("people", "import", "none/people.csv"), "none/people.csv: kansiota none ei ole"),
        (("walk", "--day", "9999-12-31"), "1992–2199"),
        (("history", "strategia", "--as-of", "1.1.0001"), "1992–2199"),
        (("open", "uusi", "--register-number", "1", "--title", "a\x07b"), "--title"),
        (("open", "uusi", "--register-number", "1\x1b", "--title", "x"), "U+001B"),
        (("--by", "sanni\x00", "walk"), "--by"),
        (("forecast", "strate\x9bgia"), "CASE"),
        (("record", "closed", "strategia", "--reason", "a\udc80"), "U+DC80"),
    ],
)
def test_a_mistake_is_named_with_its_value(ask: Asker, words: tuple[str, ...], value: str) -> None:
    before = ask("verify").out
    said = ask(*words)
    assert said.status == 2, said
    assert value in said.err
    assert 1 <= len(said.err.splitlines()) <= 3
    assert "Traceback" not in said.err
    assert ask("verify").out == before


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (BAD_YAML, ":4:"),
        (DECISION.replace("gist:", "gits:"), ":2:"),
        (DECISION + "  - [\n", ":9:"),
        ("", "decision.yaml"),
        (DECISION.replace("before: proposal", "before: propsal"), "propsal"),
        (DECISION.replace("body: council", "body: senate"), "senate"),
        (DECISION.replace("lokakuun aikana", "joskus"), ":7:"),
    ],
)
def test_a_mistake_in_a_form_is_named_with_its_line(ask: Asker, text: str, place: str) -> None:
    said = ask(*DRAFT, "--day", "2023-09-25", "--from", ask.file("decision.yaml", text))
    assert said.status == 2, said
    assert place in said.err
    assert 1 <= len(said.err.splitlines()) <= 3


@pytest.mark.parametrize(
    ("command", "data", "place"),
    [
        ("people", "tunnus,nimi,puhelinnumero\nx,X,1\n", "puhelinnumero"),
        ("people", "id\nx\n", "name"),
        ("people", "id,name,roles\nx,X,director;kuningas\n", ":2:"),
        ("people", "id,name,email\nx,X,ei osoite\n", ":2:"),
        ("people", f"id,name,email\nx,X,{'a' * 60}@{'.'.join(['b' * 60] * 4)}.fi\n", ":2:"),
        ("meetings", "body,day\nKH,2023-02-30\n", ":2:"),
        ("meetings", "body,day\nXX,2023-02-03\n", ":2:"),
        ("meetings", "toimielin\nKH\n", "day"),
        ("meetings", "toimielin,päivä\nKH,3.2.2023\n".encode("latin-1").decode("latin-1") + "\udcff", "UTF-8"),
    ],
)
def test_a_mistake_in_a_sheet_is_named_with_its_line(ask: Asker, command: str, data: str, place: str) -> None:
    file = ask.home.parent / "sheet.csv"
    file.write_bytes(data.encode("utf-8", "surrogateescape"))
    said = ask(command, "import", str(file))
    assert said.status == 2, said
    assert place in said.err
    assert 1 <= len(said.err.splitlines()) <= 3


def test_many_mistakes_are_three_lines(ask: Asker) -> None:
    rows = "".join(f"XX,2023-02-{day}\n" for day in range(40, 60))
    said = ask("meetings", "import", ask.file("many.csv", "body,day\n" + rows))
    assert said.status == 2
    assert len(said.err.splitlines()) == 3
    assert "muuta" in said.err.splitlines()[-1]


def test_a_mistake_in_the_city_file_makes_no_home(ask: Asker) -> None:
    asker = Asker(home=ask.home.parent / "new", captured=ask.captured)
    asker.home.mkdir()
    (asker.home / "city.yaml").write_text("name: Kemi\nlanguage: ruotsi\n", encoding="utf-8")
    said = asker("init")
    assert said.status == 2
    assert "city.yaml:" in said.err
    assert not (asker.home / "kemiflow.db").exists()


def test_a_mistake_is_told_in_english_where_the_locale_is(ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEMIFLOW_LANGUAGE", "en")
    assert "no such person" in ask("record", "preparer", "strategia", "--person", "nobody").err.lower()


def test_a_file_of_people_is_taken_whole_or_not_at_all(ask: Asker) -> None:
    head = "id,name,title,email,phone,language,roles\n"
    rows = (
        "uusi,Uusi Malli,johtaja,uusi@x.example,,fi,director:vitality\n",
        "toinen,Toinen Malli,,t@x.example,,fi,{role}\n",
    )
    file = ask.file("uudet.csv", head + rows[0] + rows[1].format(role="director:group"))
    said = ask("people", "import", file)
    assert (said.status, "uudet.csv: toinen" in said.err, "group" in said.err) == (2, True, True), said.err
    assert "uusi" not in ask("people", "list").out
    ask.file("uudet.csv", head + rows[0] + rows[1].format(role="director:education"))
    assert ask("people", "import", file).status == 0
    assert "toinen" in ask("people", "list").out


def test_a_step_that_is_unknown_is_answered_with_those_that_are(ask: Asker) -> None:
    said = ask("record", "begin", "strategia", "--step", "vievs", "--day", "2023-09-20")
    assert (said.status, "vievs" in said.err, "views" in said.err) == (2, True, True)


def test_a_day_before_the_matter_is_written_as_people_write_it(ask: Asker) -> None:
    said = ask("history", "strategia", "--as-of", "2022-10-18")
    assert (said.status, "18.10.2022" in said.err) == (2, True), said.err


def test_a_forecast_says_each_reason_once(ask: Asker) -> None:
    lines = [line for line in ask("forecast", "strategia", "--day", "2023-09-26").out.splitlines() if line]
    assert len(lines) == len(set(lines))
    assert sum("Myöhässä 30.7.2023 alkaen" in line for line in lines) == 2


def test_a_text_of_an_option_may_have_lines_and_any_letters(ask: Asker) -> None:
    said = ask("open", "uusi", "--register-number", "1", "--title", "Sámi – 文字 🏛\tyksi\nkaksi")
    assert said.status == 0, said


def test_a_home_where_no_folder_can_be_made_is_said_so(ask: Asker) -> None:
    file = ask.file("taken", "")
    for place in (f"{file}/home", "/proc/nope"):
        said = ask("--home", place, "init")
        assert (said.status, place in said.err, "--home" in said.err) == (2, True, True), said


def test_a_home_without_people_says_so(ask: Asker) -> None:
    home = ask.home.parent / "empty"
    assert ask("--home", str(home), "init").status == 0
    said = ask("--home", str(home), "people", "forget", "nope")
    assert (said.status, "people import" in said.err) == (2, True), said
