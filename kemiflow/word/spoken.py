"""All words of a .docx, wherever in it they stand: for finding what a document speaks of."""

import re
from html import unescape

from kemiflow.word.package import PackageRefused, unpack

PARAGRAPH = re.compile(r"</w:p>|<w:(?:br|tab)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")


def spoken(data: bytes) -> str | None:
    """Give all text of a document's parts, runs joined as they are read; None when the file is no .docx."""
    try:
        parts = unpack(data)
    except PackageRefused:
        return None
    texts = (part.data.decode("utf-8", "replace") for part in parts if part.name.endswith(".xml"))
    return "\n".join(unescape(TAG.sub("", PARAGRAPH.sub("\n", text))) for text in texts)
