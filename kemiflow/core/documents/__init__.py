"""What each kind of document says: flat facts for one Word template."""

from kemiflow.core.documents.annex import ComingRow, HistoryAnnex, HistoryClause, HistoryEntry, HistoryOrder
from kemiflow.core.documents.bundle import PAGE, Bundle, BundleRow
from kemiflow.core.documents.facts import KINDS, NAMES, Document, facts_of
from kemiflow.core.documents.items import (
    Block,
    BoardItem,
    BodyItem,
    CouncilItem,
    ExecutedRow,
    ExecutionItem,
    Item,
    Lines,
)
from kemiflow.core.documents.letters import SessionInvitation, StatementRequest
from kemiflow.core.documents.memo import OpenQuestion, SessionMemo, View
from kemiflow.core.documents.tables import LettersProof, ProjectRow, Projects, ProofRow, Summary, SummaryRow

__all__ = [
    "KINDS",
    "NAMES",
    "PAGE",
    "Block",
    "BoardItem",
    "BodyItem",
    "Bundle",
    "BundleRow",
    "ComingRow",
    "CouncilItem",
    "Document",
    "ExecutedRow",
    "ExecutionItem",
    "HistoryAnnex",
    "HistoryClause",
    "HistoryEntry",
    "HistoryOrder",
    "Item",
    "LettersProof",
    "Lines",
    "OpenQuestion",
    "ProjectRow",
    "Projects",
    "ProofRow",
    "SessionInvitation",
    "SessionMemo",
    "StatementRequest",
    "Summary",
    "SummaryRow",
    "View",
    "facts_of",
]
