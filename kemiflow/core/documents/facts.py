"""A document as plain facts, under the Finnish names that templates know them by."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from kemiflow.core.documents.annex import HistoryAnnex
from kemiflow.core.documents.bundle import Bundle
from kemiflow.core.documents.items import BoardItem, BodyItem, CouncilItem, ExecutionItem
from kemiflow.core.documents.letters import SessionInvitation, StatementRequest
from kemiflow.core.documents.memo import SessionMemo
from kemiflow.core.documents.tables import LettersProof, Projects, Summary

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Document = (
    BodyItem
    | BoardItem
    | CouncilItem
    | Summary
    | StatementRequest
    | SessionInvitation
    | SessionMemo
    | Projects
    | ExecutionItem
    | HistoryAnnex
    | Bundle
    | LettersProof
)

KINDS: Mapping[type[Document], str] = MappingProxyType(
    {
        BodyItem: "body_item",
        BoardItem: "board_item",
        CouncilItem: "council_item",
        Summary: "summary",
        StatementRequest: "statement_request",
        SessionInvitation: "session_invitation",
        SessionMemo: "session_memo",
        Projects: "projects",
        ExecutionItem: "execution_item",
        HistoryAnnex: "history",
        Bundle: "bundle",
        LettersProof: "letters_proof",
    }
)

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "agenda_closes": "lista_suljetaan",
        "answers": "vastaukset",
        "answer_by": "vastattava",
        "asked": "vaatii",
        "attachments": "liitteet",
        "background": "oheismateriaali",
        "banner": "yläotsake",
        "baseline": "lähtö",
        "blocks": "käsittelyt",
        "body": "toimielin",
        "budget_line": "talousarvio",
        "by": "viimeistään",
        "chair": "puheenjohtaja",
        "checked": "tarkastus",
        "clauses": "kohdat",
        "coming": "tulossa",
        "coming_next": "seuraavaksi",
        "copy_to": "kopio",
        "corrections": "korjaukset",
        "date": "pvm",
        "decided": "päätettiin",
        "decision": "päätös",
        "decision_lead": "päätös_johdanto",
        "deputy": "sijainen",
        "deviations": "poikkeamat",
        "discussion": "kokouskäsittely",
        "disqualified": "esteellisyys",
        "dissent": "eriävä_mielipide",
        "distribution": "jakelu",
        "documents": "asiakirjat",
        "earliest": "aikaisintaan",
        "entries": "tapahtumat",
        "excuse": "este",
        "fits": "ehtiikö",
        "followed": "mitä_seurasi",
        "gist": "tiivistelmä",
        "giver": "antaja",
        "ground": "peruste",
        "inform": "tiedoksi",
        "intro": "johdanto",
        "item_number": "asianro",
        "letters": "kirjeet",
        "latest": "viimeistään",
        "material": "aineisto",
        "measure": "mittari",
        "meeting": "kokous",
        "milestones": "välitavoitteet",
        "nature": "luonne",
        "notes": "merkinnät",
        "number": "nro",
        "open_questions": "avoimet",
        "orders": "toimeksiannot",
        "others": "muut",
        "outcome": "tulos",
        "owner": "vastuuhenkilö",
        "page": "sivu",
        "participation": "osallistuminen",
        "place": "paikka",
        "preparation": "valmistelu",
        "preparation_end": "valmistelu_loppu",
        "preparer": "valmistelija",
        "present": "paikalla",
        "presenter": "esittelijä",
        "progress": "eteneminen",
        "project": "projekti",
        "proposal": "päätösehdotus",
        "proposal_lead": "päätösehdotus_johdanto",
        "proposed": "ehdotettiin",
        "public": "julkinen",
        "publicity": "julkisuus",
        "question": "kysymys",
        "questions": "kysymykset",
        "reason": "perustelu",
        "recipient": "vastaanottaja",
        "register_number": "diaarinumero",
        "remark": "huomio",
        "remedy": "muutoksenhaku",
        "resolution": "ratkaisu",
        "rows": "rivit",
        "rulings": "ratkaisut",
        "section": "pykälä",
        "sector": "toimiala",
        "sender": "lähettäjä",
        "state": "tila",
        "step": "vaihe",
        "suggested": "ehdotettu",
        "tag": "tunnus",
        "target": "tavoite",
        "task": "tehtävä",
        "text": "teksti",
        "title": "otsikko",
        "topic": "aihe",
        "views": "näkemykset",
        "what": "mitä",
        "when": "milloin",
        "where": "missä_mennään",
        "who": "kuka",
        "why": "miksi",
        "writer": "laatija",
    }
)


def facts_of(document: Document) -> dict[str, object]:
    """Give a document's facts as dicts, lists and plain values, under the names of `NAMES`; field order is kept."""
    return _of(document)


def _of(value: "DataclassInstance") -> dict[str, object]:
    return {NAMES[field.name]: _plain(getattr(value, field.name)) for field in fields(value)}


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return _of(value) if is_dataclass(value) and not isinstance(value, type) else value
