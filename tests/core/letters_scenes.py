"""The four model letters of one project in the autumn of 2023, as scenes that a test can word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kemiflow.core.days import add_working
from kemiflow.core.definition.process import Ladder
from kemiflow.core.duty import Cutoff, Duty, DutyKind, Ground
from kemiflow.core.holdings import Absence
from kemiflow.core.letters import Background, Change, Letter, Move, Told
from kemiflow.core.records.person import Covered
from kemiflow.core.values import Role
from tests.core.letters_cast import ANNI, MAIJA, MATTI, Mailbox, city, cutoff, day, duty

DECISION = (
    "kaupunginhallituksen päätös 25.9.2023 § 292 (691/00.01.02/2021), jonka mukaan päivitetty kaupunkistrategia "
    "tuodaan valtuustoon talousarvion yhteydessä. Asian valmistelutekstin mukaan strategian prosesseista muodostetaan "
    "projekteja, joilla on nimetty vastuuhenkilö"
)
MOVE = Move(
    reason=(
        "iltakoulu siirtyi, ja siellä saatu palaute halutaan mukaan lautakunnan käsittelyyn. Kaupunginhallitus päätti "
        "iltakoulusta 25.9.2023 § 292; se pidetään edelleen lokakuussa, kuten päätös edellyttää"
    ),
    changes=(
        Change(what="Valtuuston iltakoulu", before=day("16.10."), now=day("23.10.")),
        Change(what="Esityslista suljetaan", before=day("1.11."), now=day("8.11."), hour="12.00"),
        Change(what="Elinvoimalautakunta", before=day("7.11."), now=day("14.11.")),
    ),
    stays="Kaupunginhallituksen 27.11. ja valtuuston 11.12. kokoukset pysyvät ennallaan",
)
TOLD = (("29.9.", "first"), ("18.10.", "moved"), ("27.10.", "before-5"), ("2.11.", "before-1"), ("6.11.", "after-1"))

ALL = ("measure", "baseline", "budget_line", "milestone")
FIRST = duty("27.10.", lacks=ALL, cutoff=cutoff("7.11.", "1.11."))
MOVED = duty("3.11.", lacks=("budget_line",), cutoff=cutoff("14.11.", "8.11."))
RULING = duty(
    "8.11.",
    "7.11.",
    id="ruling:luukku:1",
    kind=DutyKind.RULING,
    role=Role.DIRECTOR,
    person=MATTI,
    owner=MAIJA,
    lacks=("budget_line",),
    cutoff=cutoff("14.11.", "8.11."),
    ground=Ground(kind="silent", on=day("7.11.")),
)
BACKGROUND = Background(
    decisions={"kh-292": DECISION},
    moves={(MOVED.case, MOVED.id): MOVE},
    told={
        (RULING.case, RULING.id): tuple(
            Told(day=day(on), covered=Covered(case="", duty="", version="", rung=rung, due=day(on)))
            for on, rung in TOLD
        )
    },
    later={RULING.case: "kaupunginhallituksen 27.11. asiaan"},
)


def model_letters() -> dict[str, Letter]:
    """Live the autumn of one project and give its four model letters by name."""
    owner, director = Mailbox(), Mailbox(person=MATTI)
    owner.walk([FIRST], day("29.9."))
    owner.walk([MOVED], *(day(on) for on in ("18.10.", "27.10.", "2.11.", "6.11.")))
    director.walk([RULING], day("7.11."))
    first, moved, reminder, _, late = owner.letters
    return {"first": first, "moved": moved, "reminder": reminder, "late": late, "ruling": director.letters[0]}


def all_letters() -> dict[str, Letter]:
    """Give one letter of each kind and manner by name, the model letters among them."""
    role = Ground(kind="role", on=day("29.9."), decision="kh-292")
    asked = Ground(kind="asked", on=day("14.4."))
    item = duty(
        "1.11.",
        kind=DutyKind.ITEM,
        role=Role.PREPARER,
        title="Kaupunginhallituksen esitys valtuustolle",
        ground=role,
        cutoff=Cutoff(meeting="kh-9", body="kh", day=day("27.11."), closes=day("16.11."), hour="12.00"),
    )
    statement = duty(
        "31.5.",
        "14.4.",
        kind=DutyKind.STATEMENT,
        role=Role.BOARD_SECRETARY,
        title="Elinvoimalautakunta",
        ground=asked,
        cutoff=cutoff("16.5.", "8.5."),
    )
    naming = duty(
        "6.10.",
        kind=DutyKind.NAME_PROJECTS,
        role=Role.DIRECTOR,
        title="Elinvoima ja kehitys",
        ground=role,
        cutoff=cutoff("7.11.", "1.11."),
    )
    remarks = replace(
        item, kind=DutyKind.REMARKS, title="Lautakuntien lausunnot", cutoff=None, lacks=("ELV-1", "ELV-2", "ELV-3")
    )
    session = duty(
        "6.10.",
        kind=DutyKind.SESSION,
        role=Role.SECRETARY,
        title="Valtuuston iltakoulu",
        ground=Ground(kind="decision", on=day("25.9."), decision="kh-292"),
    )
    task = duty(
        kind=DutyKind.TASK,
        role=Role.PREPARER,
        title="Selvitys mittareista",
        ground=Ground(kind="decision", on=day("25.9."), decision="kh-292"),
    )
    update = duty(
        "15.11.",
        "8.11.",
        id="update:luukku:2023-11-15",
        kind=DutyKind.UPDATE,
        ground=Ground(kind="named", on=day("28.9.")),
        ladder=Ladder(before=(), after=(5,)),
    )
    presenter = replace(item, kind=DutyKind.PRESENTER, role=Role.PRESENTER, due=day("16.11."))
    firsts = {
        "statement": statement,
        "name_projects": naming,
        "item": item,
        "remarks": remarks,
        "session": session,
        "task": task,
        "presenter": presenter,
        "update": update,
    }
    found = model_letters()
    for name, one in firsts.items():
        found[name] = _walked(one, one.opened)
        found[f"{name}_late"] = _walked(one, add_working(one.due, 1))
    former = Mailbox()
    former.walk([FIRST], day("29.9."))
    (found["handed_over"],) = former.walk([replace(FIRST, person=ANNI)], day("10.10."))
    (found["ruling_copy"],) = Mailbox().walk([RULING], day("7.11."))
    found["late_after_closing"] = _walked(FIRST, day("6.11."))
    other = replace(FIRST, id="details:mittarit:1", title="Mittarit kuntoon", due=day("13.10."), lacks=("measure",))
    found["many"] = _walked(other, day("16.10."), MOVED, replace(task, id="task"))
    heap = [replace(FIRST, id=f"d{n:03}", title=f"Projekti {n}", lacks=("budget_line",)) for n in range(400)]
    tasks = [replace(task, id=f"t{n:03}") for n in range(100)]
    found["heap"] = _walked(heap[0], day("29.9."), *heap[1:], *tasks)
    away = city(absences=(Absence(person=MAIJA, first=day("25.9."), last=day("6.10."), deputy=ANNI),))
    (found["deputy"],) = Mailbox(person=ANNI, city=away).walk([FIRST], day("29.9."))
    return found


def _walked(one: Duty, today: date, *others: Duty) -> Letter:
    (letter,) = Mailbox().walk([one, *others], today)
    return letter
