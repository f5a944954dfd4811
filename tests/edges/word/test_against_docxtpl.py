"""The tag language is docxtpl's: with the tags that both know, both write the same text."""

from datetime import date
from io import BytesIO

import docxtpl
from docx.document import Document as Opened

from tests.edges.word.building import cell, file, opened, par, run, table, template

SPLIT = f"<w:p>{run('Asia {')}{run('{ ots', '<w:b/>')}{run('ikko }')}{run('}.')}</w:p>"
BODY = (
    par("{{ otsikko }}", "H2")
    + SPLIT
    + par("{%p for l in lausunnot %}")
    + par("{{ loop.index }} {{ l.antaja }}: {{ l.teksti }}")
    + par("{%p if l.liite %}")
    + par("Liite {{ l.liite }}")
    + par("{%p endif %}")
    + par("{%p endfor %}")
    + par("Kunto: {% if paatos %}päätetty {{ paatos }}{% else %}kesken{% endif %}.")
    + table(
        cell(par("Nimi")) + cell(par("Määrä")),
        cell(par("{%tr for r in rivit %}")) + cell(par("")),
        cell(par("{{ r.nimi }}")) + cell(par("{{ r.maara }}")),
        cell(par("{%tr endfor %}")) + cell(par("")),
    )
    + par("{{ vuosi + 1 }} {{ lausunnot[0].antaja }} {{ 'a' if vuosi > 2000 else 'b' }}")
)
FACTS: dict[str, object] = {
    "otsikko": "Kemi & <Tornio> ”§ 5”",
    "lausunnot": [
        {"antaja": "A & B", "teksti": "rivi\ntoinen", "liite": None},
        {"antaja": "C", "teksti": "x", "liite": "1"},
    ],
    "paatos": "25.9.",
    "rivit": [{"nimi": "Ä", "maara": 1}, {"nimi": "<b>", "maara": 20}],
    "vuosi": date(2023, 9, 25).year,
}


def everything(document: Opened) -> list[str]:
    tables = [one.text for table in document.tables for row in table.rows for one in row.cells]
    header = [one.text for one in document.sections[0].header.paragraphs]
    return [*header, *(one.text for one in document.paragraphs), *tables]


def test_both_write_the_same_text() -> None:
    data = file(BODY, header=par("{{ otsikko }}"))
    theirs = docxtpl.DocxTemplate(BytesIO(data))
    theirs.render(FACTS, autoescape=True)
    written = BytesIO()
    theirs.save(written)
    ours = template(BODY, header=par("{{ otsikko }}")).render(FACTS)
    expected = docxtpl.DocxTemplate(BytesIO(written.getvalue())).get_docx()
    assert everything(opened(ours)) == everything(expected)
