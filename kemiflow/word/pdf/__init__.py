"""PDF through LibreOffice: tagged, in the document's language, with its title, and the same bytes at every run."""

from kemiflow.word.pdf.convert import Pdf, pdfs
from kemiflow.word.pdf.normal import is_ours, normalised
from kemiflow.word.pdf.office import Office, OfficeMissing, office
from kemiflow.word.pdf.sound import faults
from kemiflow.word.pdf.structure import Tag, tags

__all__ = ["Office", "OfficeMissing", "Pdf", "Tag", "faults", "is_ours", "normalised", "office", "pdfs", "tags"]
