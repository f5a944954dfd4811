"""How the tables came to be, step by step; a step that was released is never edited."""

from typing import Final

# In order: the last is the schema of this program
REVISIONS: Final = ("0001", "0002", "0003", "0004", "0005", "0006")
