"""Administration: health, the city's settings as they are, and the processes as pictures."""

from __future__ import annotations

from importlib.metadata import version

from kemiflow.core.records.city import Sealed, SettingsAdopted
from kemiflow.core.streams import CITY
from kemiflow.exchange.decoding import decoded
from kemiflow.exchange.problems import FileRefused
from kemiflow.exchange.process_file import read_process
from kemiflow.exchange.wording import sentences
from kemiflow.settings import definitions, templates_dir
from kemiflow.web.drawing import drawing
from kemiflow.web.route import Answer, Shown
from kemiflow.web.visit import Visit


def keeping(visit: Visit) -> Answer:
    """Show how the installation is."""
    city = visit.world.journal.read(CITY)
    sealed = [record.on for record in city if isinstance(record.fact, Sealed)]
    return Shown(
        template="keeping.html",
        facts={
            "facts": (
                ("version", version("kemiflow")),
                ("cases", str(visit.world.lists.count_cases())),
                ("waiting", str(visit.world.lists.count_due(visit.today))),
                ("records", str(len(city))),
                ("sealed", visit.wording.day(sealed[-1]) if sealed else visit.t("history.not_sealed")),
                ("tls", visit.t("keeping.yes" if visit.site.configuration.tls else "keeping.no")),
                ("openid", visit.site.configuration.openid.issuer if visit.site.configuration.openid else "–"),
            )
        },
    )


def settings(visit: Visit) -> Answer:
    """Show the settings that were adopted, and when; they are changed by adopting another file."""
    adopted = [one for one in visit.world.journal.read(CITY) if isinstance(one.fact, SettingsAdopted)]
    last = adopted[-1]
    text = visit.world.journal.definition(last.fact.definition) if isinstance(last.fact, SettingsAdopted) else ""
    times = [(visit.wording.day(one.on), one.by) for one in adopted[::-1]]
    return Shown(template="settings.html", facts={"text": text, "adopted": times})


def processes(visit: Visit) -> Answer:
    """Show the processes: drawn, and as a table; files that cannot be followed with all that is wrong in them."""
    drawn, unsound = [], []
    for file in definitions(visit.site.home.path).values():
        try:
            process = read_process(decoded(file.read_bytes(), file.name), file.name)
        except FileRefused as refused:
            unsound.append((file.name, sentences(refused, templates_dir(), visit.language)))
            continue
        name = process.title.in_language(visit.language)
        drawn.append((process, name, drawing(process, visit.language, visit.t("keeping.picture", name=name))))
    facts = {"drawn": drawn, "unsound": unsound, "city": visit.city.settings}
    return Shown(template="processes.html", facts=facts)
