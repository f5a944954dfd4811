"""The year of the demo, lived once in a folder, and what is read of it."""

from dataclasses import dataclass
from pathlib import Path

from kemiflow import demo
from tests.year.reading import document_text, history_text, key_names, letter_text

GOLDEN = Path(__file__).parent / "golden"


@dataclass(frozen=True, kw_only=True)
class Year:
    """A year that was lived: its home, and the story as it was told."""

    home: Path
    story: str

    @property
    def documents(self) -> tuple[Path, ...]:
        return (*sorted((self.home / "documents").glob("*.docx")), self.home / "history.docx")

    @property
    def letters(self) -> tuple[Path, ...]:
        return tuple(sorted((self.home / "letters").glob("*.eml")))

    @property
    def history(self) -> Path:
        return self.home / "history.json"


def live(home: Path) -> Year:
    """Live the year in a folder."""
    told: list[str] = []
    demo.run(home, told.append)
    return Year(home=home, story="\n".join(told).replace(str(home), "demo") + "\n")


def golden_of(year: Year) -> dict[str, str]:
    """Give all texts that people read, by the name of their golden file."""
    return {
        "story.txt": year.story,
        "history.txt": history_text(year.history),
        "history_keys.txt": key_names(year.history),
        **{f"documents/{path.stem}.txt": document_text(path) for path in year.documents},
        **{f"letters/{path.stem}.txt": letter_text(path) for path in year.letters},
    }


def kept() -> dict[str, str]:
    """Give the golden files as they lie."""
    found = sorted(GOLDEN.rglob("*.txt"))
    return {path.relative_to(GOLDEN).as_posix(): path.read_text(encoding="utf-8") for path in found}
