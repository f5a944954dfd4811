"""Text without the characters that no document can hold."""

import re

BREAKS = re.compile(r"\r\n?")
# Control characters, and what XML cannot hold: halves of a character, and two code points that are none
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdd7\ufffe\uffff]")


def clean(text: str) -> str:
    """Give a text with one kind of line break, and without control characters and what XML cannot hold."""
    return UNWRITABLE.sub("", BREAKS.sub("\n", text))
