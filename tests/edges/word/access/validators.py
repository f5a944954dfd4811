"""What two validators of Open XML say of a document; neither finds all, and each errs in places named here."""

from pathlib import Path

from ooxml_integrity import check
from openxml_audit import OpenXmlValidator

# The theme is asked for by this validator alone: ISO/IEC 29500-1 § 14.2.7 allows a document without one, and Word and
# LibreOffice take the fonts and colours of our templates from their styles, which name them outright
THEME = "A required relationship type 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme'"


def audited(path: Path) -> list[str]:
    """Give what openxml-audit faults, the theme apart."""
    result = OpenXmlValidator(max_errors=0).validate(str(path))
    return [one.description for one in result.errors if not one.description.startswith(THEME)]


def inspected(path: Path) -> list[str]:
    """Give what ooxml-integrity finds, warnings too."""
    return [str(one) for one in check(path)]
