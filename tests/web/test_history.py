"""The history page answers on its first screen, as of any day, and goes out as files."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date

import httpx
import pytest

from kemiflow.core.records.step import ItemWritten, RoundBegun, StatementGiven
from kemiflow.core.values import Text
from kemiflow.web.site import Site
from tests.app.home import at, founded, tell
from tests.web.forms import sentence
from tests.web.served import site_for

PAGE = "/asiat/s/historia"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with founded(tmp_path_factory.mktemp("history") / "home") as home:
        begun = RoundBegun(
            step="views",
            round=1,
            asked=("vitality", "wellbeing"),
            questions=(Text(text="Mikä?"),),
            due=date(2023, 5, 31),
        )
        tell(home, begun, date(2023, 4, 14))
        for body, on in (("vitality", date(2023, 5, 16)), ("wellbeing", date(2023, 5, 17))):
            given = StatementGiven(step="views", round=1, body=body, day=on, section=41, remarks=())
            tell(home, given, on)
        written = ItemWritten(
            step="draft",
            round=1,
            preparation=(),
            participation=(),
            proposal_lead="",
            proposal=(Text(text="=HYPERLINK(1)"),),
            attachments=(),
            background=(),
            inform=(),
        )
        tell(home, written, date(2023, 6, 1))
        at(home, date(2023, 6, 2))
        yield site_for(home)


def test_the_four_lines_come_first(client: httpx.Client) -> None:
    page = client.get(PAGE).text
    places = [page.index(words) for words in ("Missä mennään.", "Seuraavaksi.", "Ehtiikö.", "Vaatii sinulta.")]
    assert places == sorted(places)
    assert places[-1] < page.index("<h2>Päätökset</h2>")


def test_as_of_a_day_nothing_later_is_told(client: httpx.Client) -> None:
    page = client.get(f"{PAGE}?paiva=2023-05-16").text
    assert "Tilanne päivänä 16.5.2023." in page
    assert "16.5.2023" in page
    assert "17.5.2023" not in page
    assert "17.5.2023" in client.get(PAGE).text


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("paiva=2022-01-01", 404, "ei ollut vielä avattu"),
        ("paiva=2099-01-01", 400, "vasta tulossa"),
        ("paiva=30.2.2023", 400, "ei kelpaa päiväksi"),
        ("tiedossa=huomenna", 400, "ei kelpaa päiväksi"),
    ],
)
def test_a_day_that_cannot_be_is_told_in_a_sentence(client: httpx.Client, query: str, status: int, said: str) -> None:
    answer = client.get(f"{PAGE}?{query}")
    assert answer.status_code == status
    assert said in sentence(answer)


def test_lines_are_chosen_by_body_period_person_and_inflected_words(client: httpx.Client) -> None:
    def told(query: str) -> list[str]:
        return [line["body"] or line["kind"] for line in json.loads(client.get(f"{PAGE}/json?{query}").content)]

    assert told("toimielin=vitality") == ["vitality"]
    assert told("alku=2023-05-17&loppu=2023-05-31") == ["wellbeing"]
    found = told("haku=lausunnot+elinvoima")
    assert "vitality" in found
    assert "wellbeing" not in found
    assert told("haku=vesihuolto") == []
    assert len(told("henkilo=sanni")) == len(told("")) > 3


def test_files_hold_what_the_page_shows(client: httpx.Client) -> None:
    word = client.get(f"{PAGE}/word")
    assert zipfile.ZipFile(io.BytesIO(word.content)).testzip() is None
    assert word.headers["content-disposition"] == 'attachment; filename="historia-s.docx"'
    sheet = client.get(f"{PAGE}/csv").content.decode("utf-8-sig")
    assert sheet.splitlines()[0] == "Päivä;Toimielin tai vaihe;Tapahtuma;Tulos"
    assert "16.5.2023" in sheet or "2023-05-16" in sheet


def test_no_cell_of_the_csv_is_a_formula(client: httpx.Client) -> None:
    cells = [
        cell for row in client.get(f"{PAGE}/csv").content.decode("utf-8-sig").splitlines() for cell in row.split(";")
    ]
    assert [cell for cell in cells if cell.lstrip('"').startswith(("=", "+", "@"))] == []


def test_the_order_may_be_turned(client: httpx.Client) -> None:
    pages = (client.get(PAGE + query).text for query in ("", "?jarjestys=vanhin"))
    newest, oldest = (re.findall(r"<h3>(.*?)</h3>", page) for page in pages)
    assert len(newest) > 1
    assert newest == oldest[::-1]
