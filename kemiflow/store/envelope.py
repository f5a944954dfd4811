"""What is read of a letter that lies in the outbox: its heads and its words, decoded."""

from __future__ import annotations

from email.errors import MessageError
from email.parser import BytesParser
from email.policy import default


def read(eml: bytes) -> str:
    """Give the heads and the text of a letter, also of one that is no message of RFC 5322 at all."""
    plain = eml.decode("utf-8", "replace")
    try:
        message = BytesParser(policy=default).parsebytes(eml)
        heads = [str(value) for value in message.values()]
        bodies = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
    except (MessageError, ValueError, LookupError, AttributeError):
        return plain
    return "\n".join([plain, *heads, *map(str, bodies)])
