"""Measures of Word: one item beside docxtpl, its physical limit, many bound beside docxcompose, memory, the linter."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docxtpl
import jinja2
from docx import Document
from docxcompose.composer import Composer

from kemiflow import demo
from kemiflow.app import gather
from kemiflow.wiring import open_home
from kemiflow.word import Rendered, Shelf, Template, compile_template
from kemiflow.word.bundle import Piece, bind
from kemiflow.word.filters import FILTERS
from kemiflow.word.lists import Lists
from kemiflow.word.packing import LEVEL
from kemiflow.word.recalled import recalled
from kemiflow.word.template import DECLARATION, Live
from tests.bench.measure import Row, interleaved, processor, row
from tests.bench.word_lint import COUNT, lint_row
from tests.edges.word.building import opened
from tests.edges.word.samples import BUNDLE, DECIDED
from tests.edges.word.test_oracle import TEMPLATES, everything, plainly_dated, single

ITEMS = 100
FEW, MANY, SOME = 100, 1000, 300
MOST = 10_000
KIND, ABOUT = "board_item", "decision:draft:1"


def rows() -> list[Row]:
    """Measure everything of Word."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        facts = _decided(folder)
        return [_item(facts), _limit(facts), _growth(folder), _merge(folder), _memory(), *_lint()]


def _decided(folder: Path) -> dict[str, object]:
    """Live the demo's year and give what it recorded of the city board's section 292, as minutes."""
    demo.run(folder / "year", lambda _: None)
    home = open_home(folder / "year")
    found = [one for one in gather.matter(home.world, demo.CASE).standing.documents if one.about == ABOUT]
    home.close()
    return dict(recalled(KIND, str(found[-1].said)))


def _item(facts: dict[str, object]) -> Row:
    """Render an item, ours and docxtpl as documented, from the same template and facts."""
    data, facts = (TEMPLATES / f"{KIND}.docx").read_bytes(), _joined(facts)
    ours = compile_template(data, name=KIND)
    env = jinja2.Environment(autoescape=True)
    env.filters.update(FILTERS)
    env.finalize = plainly_dated
    assert everything(opened(ours.render(facts))) == everything(Document(BytesIO(_docxtpl(data, facts, env))))
    found = interleaved(
        lambda: processor(lambda: [ours.render(facts) for _ in range(ITEMS)]) / ITEMS,
        lambda: processor(lambda: [_docxtpl(data, facts, env) for _ in range(ITEMS // 10)]) / (ITEMS // 10),
    )
    return row(("item", "one item against docxtpl as documented, same template and facts", "ms"), _milli(found))


def _docxtpl(data: bytes, facts: Mapping[str, object], env: jinja2.Environment) -> bytes:
    made = docxtpl.DocxTemplate(BytesIO(data))
    made.render(dict(facts), jinja_env=env, autoescape=True)
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def _limit(facts: dict[str, object]) -> Row:
    """Compare rendering with what cannot be spared: evaluating the compiled parts and deflating what they give."""
    template = compile_template((TEMPLATES / f"{KIND}.docx").read_bytes(), name=KIND)
    ours, least = interleaved(
        lambda: processor(lambda: [template.render(facts) for _ in range(ITEMS)]) / ITEMS,
        lambda: processor(lambda: [_least(template, facts) for _ in range(ITEMS)]) / ITEMS,
        rounds=15,
    )
    share = 100 * least / ours
    return _alone(("limit", f"evaluation and deflate alone, of {ours * 1000:.3f} ms", "%"), share, 15)


def _least(template: Template, facts: Mapping[str, object]) -> list[bytes]:
    numbering = template.numbering[1] if template.numbering else None
    lists = Lists(free=numbering.first_free if numbering else 1)
    context = {**facts, "_l": lists}
    live = [part.compiled for part in template.parts if isinstance(part, Live)]
    texts = ["".join(one.root_render_func(one.new_context(context))) for one in live]
    if numbering and lists.begun:
        texts.append(numbering.written(lists))
    return [zlib.compress((DECLARATION + text).encode(), LEVEL, -zlib.MAX_WBITS) for text in texts]


def _growth(folder: Path) -> Row:
    frame, pieces = _frame(), list(_pieces(MANY))
    many, few = interleaved(
        lambda: processor(lambda: bind(frame, pieces, folder / "many.docx")) / MANY,
        lambda: processor(lambda: bind(frame, pieces[:FEW], folder / "few.docx")) / FEW,
    )
    what = f"an item of {MANY:,} bound against an item of {FEW}"
    return row(("merge-growth", what, "ms"), _milli((many, few)))


def _merge(folder: Path) -> Row:
    frame, pieces = _frame(), list(_pieces(SOME))
    found = interleaved(
        lambda: processor(lambda: bind(frame, pieces, folder / "ours.docx")) / SOME,
        lambda: processor(lambda: _composed(frame, pieces)) / SOME,
    )
    return row(("merge", f"an item of {SOME} bound against docxcompose", "ms"), _milli(found))


def _composed(frame: bytes, pieces: list[Piece]) -> bytes:
    whole = Composer(Document(BytesIO(frame)))
    for piece in pieces:
        whole.append(Document(BytesIO(piece.data)))
    written = BytesIO()
    whole.save(written)
    return written.getvalue()


def _memory() -> Row:
    """Write 10,000 items, each with its digests, and bind them all, in a process of its own."""
    code = "from tests.bench.word import above_start; print(above_start())"
    found = [float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(3)]
    what = f"{MOST:,} items to disk with digests and bound into one file: peak above the start"
    return _alone(("memory", what, "MB"), max(found), 3)


def above_start() -> float:
    """Give the megabytes of memory that this process took at most, above what it had at the start."""
    shelf, frame = _shelf(), _frame()
    shelf.document(DECIDED)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        bind(frame, _pieces(1), folder / "warm.docx")
        start = _resident("VmRSS")
        digests = [_written(folder / f"{number}.docx", one) for number, one in enumerate(_rendered(MOST))]
        bundled = bind(frame, _read(folder, digests), folder / "whole.docx")
    assert bundled.count == len(digests) == MOST
    return (_resident("VmHWM") - start) / 1_000_000


def _resident(name: str) -> int:
    """Give the bytes that this process has in memory (VmRSS) or had at most (VmHWM)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith(name)).split()[1]) * 1024


def _written(path: Path, one: Rendered) -> str:
    path.write_bytes(one.data)
    return one.file_digest


def _read(folder: Path, digests: list[str]) -> Iterator[Piece]:
    for number, digest in enumerate(digests):
        data = (folder / f"{number}.docx").read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest
        yield Piece(name=f"{number}.docx", data=data)


def _lint() -> list[Row]:
    made, found, false = lint_row()
    assert made == COUNT
    what = f"mutants of {made} over every class of error, found in the right paragraph"
    return [
        _alone(("lint", what, ""), found, 1),
        _alone(("lint-false", "findings on all shipped templates", ""), false, 1),
    ]


def _joined(facts: dict[str, object]) -> dict[str, object]:
    """Give facts that docxtpl writes as we do: a list of texts is one text."""
    joined = single(facts)
    assert isinstance(joined, dict)
    return joined


def _shelf() -> Shelf:
    return Shelf(folders=(TEMPLATES,))


def _frame() -> bytes:
    return _shelf().document(BUNDLE).data


def _rendered(count: int) -> Iterator[Rendered]:
    shelf = _shelf()
    return (shelf.document(replace(DECIDED, title=f"Asia {number}")) for number in range(count))


def _pieces(count: int) -> Iterator[Piece]:
    return (Piece(name=f"{number}.docx", data=one.data) for number, one in enumerate(_rendered(count)))


def _milli(found: tuple[float, float]) -> tuple[float, float]:
    return found[0] * 1000, found[1] * 1000


def _alone(names: tuple[str, str, str], found: float, rounds: int) -> Row:
    return row(names, (found, float("nan")), rounds)
