"""Files that the tests of what comes in share."""

from functools import cache
from typing import Final

from kemiflow.core.city import Settings
from kemiflow.exchange.city_file import read_settings
from kemiflow.settings import processes_dir, templates_dir

CITY: Final = (templates_dir() / "home" / "city.yaml").read_text(encoding="utf-8")
PROCESSES: Final = {path.name: path.read_text(encoding="utf-8") for path in sorted(processes_dir().glob("*.yaml"))}
STRATEGY: Final = PROCESSES["strategy_update.yaml"]

DECISION: Final = """\
step: draft
body: city_board
section: 292
clauses:
  - {proposed: Luonnos merkitään tiedoksi., decided: Iltakoulu lokakuussa., relation: replaced, effect: ordered}
  - {proposed: Valtuustoon., decided: Valtuustoon., relation: as_proposed, effect: proposed_onward}
how_changed: not_stated
gist: Iltakoulu lokakuussa.
presenter: kaupunginjohtaja
remedy: none
orders:
  - {kind: session, body: council, window: lokakuun aikana, before: proposal}
"""

ACTS: Final = """\
case: strategia
acts:
  - {on: 2023-09-01, by: sanni, tell: role_given, person: sanni, role: secretary}
  - {on: 25.9.2023, by: sanni, tell: project_named, project: p1, sector: vitality, title: Kyllä, goal: "no"}
"""

SHEET: Final = "body,day,time,closes,hour,budget\nELV,2023-11-07,,,,\nKH,27.11.2023,16:00,2023-11-16,9.00,ei\n"

PEOPLE: Final = "id,name,title,email,phone,language\nmaija,Maija Malli,päällikkö,maija@kemi.example,,fi\n"

CALENDAR: Final = """\
BEGIN:VCALENDAR
BEGIN:VEVENT
UID:kh-1@kemi.example
SUMMARY:Kaupunginhallitus\\, kok
 ous 14
DTSTART;TZID=Europe/Helsinki:20231127T160000
CATEGORIES:talousarvio
END:VEVENT
END:VCALENDAR
"""


@cache
def kemi() -> Settings:
    """Read the city file that comes with kemiflow."""
    return read_settings(CITY, "city.yaml")
