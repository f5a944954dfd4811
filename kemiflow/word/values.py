"""Values where they stand: the markup around each decides how it is written."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field

from kemiflow.word.filters import said
from kemiflow.word.healing import Found, own_texts
from kemiflow.word.lists import Lists
from kemiflow.word.look import Look, look_of
from kemiflow.word.markup import RPR, Element, P, T, as_text, child_of, mark, remove, w
from kemiflow.word.pictures import Picture
from kemiflow.word.placing import is_alone
from kemiflow.word.skeleton import CONTENT, number_by, number_slot, skeleton
from kemiflow.word.styles import Numbered, Styles
from kemiflow.word.tags import SLOT, Tag
from kemiflow.word.text import Run, Write, in_run, paragraphs

Writer = Callable[..., str]

# The order of Word's schema: what stands after w:highlight in w:rPr
AFTER_HIGHLIGHT = ("u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout")


@dataclass(frozen=True, kw_only=True)
class Around:
    """A paragraph around its one value; `model` is its list, and `head` then has a gap for the list's number."""

    head: tuple[str, ...]
    tail: str
    model: str | None
    repeated: bool


@dataclass(kw_only=True)
class Writers:
    """The writers of one part by filter name, and the filter that each tag uses."""

    part: int
    name: str
    root: Element
    styles: Styles
    repeated: dict[Element, Numbered]
    by_name: dict[str, Writer] = field(default_factory=dict)
    of_tag: dict[int, str] = field(default_factory=dict)
    _runs: dict[str, str] = field(default_factory=dict)

    def collect(self, found: Found) -> None:
        """Give every value its writer; one that is alone in its paragraph takes the paragraph's place."""
        self.of_tag.update(found.elsewhere)
        above = 0
        for paragraph in list(self.root.iter(P)):
            above = self.styles.heading_level(paragraph) or above
            number = own_value(paragraph)
            if number is not None and not found.tags[number].is_picture:
                self._take_place(paragraph, found.tags[number], (number, above))
            elif paragraph in self.repeated:
                number_by(paragraph, self.repeated[paragraph])
        for text in self.root.iter(T):
            for number in SLOT.findall(text.text or ""):
                write = self._in_run(text)
                self.of_tag[int(number)] = self._drawn(text) if found.tags[int(number)].is_picture else write

    def _in_run(self, text: Element) -> str:
        properties = _properties(text, self.root)
        if properties not in self._runs:
            self._runs[properties] = f"_t{self.part}_{len(self._runs)}"
            self.by_name[self._runs[properties]] = in_run(_run(text, self.root))
        return self._runs[properties]

    def _drawn(self, text: Element) -> str:
        name = f"{self._in_run(text)}_kuva"
        frame = _around_drawing(text)
        self.by_name[name] = in_drawing(frame, self.name)
        return f"{name}(_l)"

    def _take_place(self, paragraph: Element, tag: Tag, standing: tuple[int, int]) -> None:
        number, above = standing
        text = next(one for one in own_texts(paragraph) if (one.text or "").strip())
        write = self.by_name[self._in_run(text)]
        numbered = self.repeated.get(paragraph) or self.styles.numbered(paragraph)
        head, tail = as_text(skeleton(paragraph, text, numbered), self.root).split(CONTENT)
        model = None if numbered is None else numbered.model
        around = Around(
            head=tuple(head.split(number_slot(model or ""))),
            tail=tail,
            model=model,
            repeated=paragraph in self.repeated,
        )
        name = f"_p{self.part}_{number}"
        run = text.getparent()
        look = look_of(paragraph, run, self.styles, above) if tag.is_rich and run is not None else None
        self.by_name[name] = in_paragraphs(around, write, look)
        self.of_tag[number] = f"{name}(_l)"
        paragraph.addprevious(mark(str(number)))
        for bookmark in list(paragraph.iter(w("bookmarkStart"), w("bookmarkEnd"))):
            paragraph.addprevious(bookmark)
        remove(paragraph)


def own_value(paragraph: Element) -> int | None:
    """Give the number of the value that has a paragraph to itself, or None."""
    alone = SLOT.fullmatch("".join(one.text or "" for one in own_texts(paragraph)).strip())
    return int(alone.group(1)) if alone and is_alone(paragraph) else None


def in_paragraphs(around: Around, write: Write, look: Look | None = None) -> Writer:
    """Make the writer of a value alone in its paragraph: one paragraph for each element, or each blank-line-cut part.

    A text whose marks are meant is written by its look. A numbered list value is a list of its own; in a numbered
    paragraph a blank line cuts nothing.
    """

    def write_all(value: object, lists: Lists) -> str:
        is_list = isinstance(value, list | tuple)
        if look is not None:
            whole = value if isinstance(value, list | tuple) else [value]
            return "".join(look.written(said(one), lists) for one in whole)
        texts = [said(one) for one in value] if isinstance(value, list | tuple) else [said(value)]
        if around.model is None:
            texts = [part for text in texts for part in paragraphs(text)]
        head = _number(around, lists, is_list=is_list).join(around.head) if texts else ""
        return "".join(f"{head}{write(text)}{around.tail}" for text in texts)

    return write_all


def in_drawing(frame: tuple[str, str], part: str) -> Writer:
    """Make the writer of a picture inside a run."""

    def write(value: object, lists: Lists) -> str:
        if not isinstance(value, Picture):
            return ""
        return frame[0] + lists.media.drawn(value, part) + frame[1]

    return write


def _number(around: Around, lists: Lists, *, is_list: bool) -> str:
    if around.model is None:
        return ""
    if is_list:
        return str(lists.begin(around.model))
    return str(lists.number(around.model)) if around.repeated else around.model


def _properties(text: Element, root: Element) -> str:
    run = text.getparent()
    found = None if run is None else run.find(RPR)
    return "" if found is None else as_text(found, root)


def _run(text: Element, root: Element) -> Run:
    q = f"{text.prefix}:" if text.prefix else ""
    start, end = f'<{q}t xml:space="preserve">', f"</{q}t>"
    plain = _properties(text, root)
    return Run(
        line_break=f"{end}<{q}br/>{start}",
        tab=f"{end}<{q}tab/>{start}",
        gap_start=f"{end}</{q}r><{q}r>{as_text(_highlighted(text), root)}{start}",
        gap_end=f"{end}</{q}r><{q}r>{plain}{start}",
    )


def _around_drawing(text: Element) -> tuple[str, str]:
    q = f"{text.prefix}:" if text.prefix else ""
    return f"</{q}t><{q}drawing>", f'</{q}drawing><{q}t xml:space="preserve">'


def _highlighted(text: Element) -> Element:
    around = text.getparent()
    run = deepcopy(text if around is None else around)
    found = run.find(RPR)
    made = child_of(run, RPR, 0) if found is None else found
    for old in made.findall(w("highlight")):
        made.remove(old)
    later = (place for place, one in enumerate(made) if one.tag in {w(name) for name in AFTER_HIGHLIGHT})
    child_of(made, w("highlight"), next(later, None), val="yellow")
    return made
