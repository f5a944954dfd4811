"""Lives the year and rewrites the golden texts: python -m tests.year.update; then read the difference."""

import shutil
import tempfile
from pathlib import Path

from tests.year.lived import GOLDEN, golden_of, live


def main() -> None:
    """Rewrite all golden texts; one that is told no more goes."""
    with tempfile.TemporaryDirectory() as folder:
        texts = golden_of(live(Path(folder)))
    shutil.rmtree(GOLDEN, ignore_errors=True)
    for name, text in texts.items():
        (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
        (GOLDEN / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
