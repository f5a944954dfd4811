"""The document around the tags: what would stay in every copy, and what a reader with a screen reader would miss."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kemiflow.word.faults import Fault, Place
from kemiflow.word.healing import own_texts
from kemiflow.word.markup import RPR, TBL, TC, TR, VAL, Element, P, R, T, w
from kemiflow.word.reasons import Reason, because
from kemiflow.word.styles import Styles

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
TRACKED = frozenset(
    w(name)
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart", "cellIns", "cellDel"),
        *("cellMerge", "numberingChange"),
        *(f"{part}Change" for part in ("rPr", "pPr", "sectPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr")),
    )
)
COMMENTS = frozenset(w(name) for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))
OFF = frozenset({"0", "false", "off"})
LONGEST_HEADING = 80
TYPED = re.compile(r"\s*([-–—•·▪‣◦*]|\d{1,2}[.)]|[a-zåäö]\))[\s\u00a0]+(?!\w+kuuta)\S")


@dataclass(frozen=True, kw_only=True)
class Around:
    """One part as a document: its paragraphs are numbered as those of tags are."""

    part: str
    root: Element
    styles: Styles

    def faults(self) -> Iterator[Fault]:
        """Tell everything that is wrong, each once a paragraph."""
        places = self._places
        told: set[tuple[Place, str]] = set()
        for element in self.root.iter("*"):
            for reason in (*self._of_element(element), *(self._of_paragraph(element) if element.tag == P else ())):
                place = places.get(nearest_paragraph(element), Place(part=self.part))
                if (place, reason.code) not in told:
                    told.add((place, reason.code))
                    yield Fault(place=place, reason=reason)

    def place_of(self, element: Element) -> Place:
        """Give the place of an element."""
        return self._places.get(nearest_paragraph(element), Place(part=self.part))

    @cached_property
    def _places(self) -> dict[Element | None, Place]:
        heading = ""
        places: dict[Element | None, Place] = {}
        for number, paragraph in enumerate(self.root.iter(P), 1):
            text = text_of(paragraph)
            places[paragraph] = Place(part=self.part, paragraph=number, heading=heading, text=text)
            if self.styles.is_heading(paragraph):
                heading = text or heading
        return places

    def _of_element(self, element: Element) -> Iterator[Reason]:
        if element.tag in TRACKED:
            yield because("tracked")
        elif element.tag in COMMENTS:
            yield because("comment")
        elif element.tag == TBL and not has_header(element):
            yield because("no_header_row")
        elif is_picture_without_words(element):
            yield because("no_alt")

    def _of_paragraph(self, paragraph: Element) -> Iterator[Reason]:
        if any(above.tag in {TC, w("txbxContent")} for above in paragraph.iterancestors()) or self._is_marked(
            paragraph
        ):
            return
        text = text_of(paragraph)
        typed = TYPED.match(text)
        if typed:
            yield because("fake_list", mark=typed.group(1))
        elif text and len(text) <= LONGEST_HEADING and text[-1] not in ".,:;?!" and is_bold(paragraph):
            yield because("fake_heading")

    def _is_marked(self, paragraph: Element) -> bool:
        """Tell whether a paragraph already says what it is, or is none of the body's."""
        is_body = self.root.tag == w("document")
        return not is_body or self.styles.is_heading(paragraph) or self.styles.numbered(paragraph) is not None


def text_of(paragraph: Element) -> str:
    """Give a paragraph's own text."""
    return "".join(one.text or "" for one in own_texts(paragraph)).strip()


def nearest_paragraph(element: Element) -> Element | None:
    """Give the paragraph that an element is in, else the first one in its row or table."""
    for around in (element, *element.iterancestors()):
        if around.tag == P:
            return around
        if around.tag in {TR, TBL, TC}:
            return next(around.iter(P), None)
    return None


def has_header(table: Element) -> bool:
    """Tell whether a table has a row or a column of headings."""
    look = table.find(f"{w('tblPr')}/{w('tblLook')}")
    first_column = look is not None and look.get(w("firstColumn")) == "1" and look.get(w("firstRow")) == "0"
    return first_column or has_header_row(table)


def has_header_row(table: Element) -> bool:
    """Tell whether the first row of a table is a row of headings."""
    row = table.find(TR)
    head = None if row is None else row.find(f"{w('trPr')}/{w('tblHeader')}")
    return head is not None and head.get(VAL) not in OFF


def is_picture_without_words(element: Element) -> bool:
    """Tell whether an element names a picture that has no alternative text; text boxes speak for themselves."""
    around = element.getparent()
    if around is None:
        return False
    if element.tag == IMAGE:
        return not (around.get("alt") or "").strip()
    if element.tag != DRAWING or next(around.iter(w("txbxContent")), None) is not None:
        return False
    decorative = any(one.get("val") == "1" for one in element.iter(DECORATIVE))
    return not decorative and not (element.get("descr") or "").strip()


def is_bold(paragraph: Element) -> bool:
    """Tell whether each run with text is bold by itself."""
    runs = [run for run in paragraph.iter(R) if any((one.text or "").strip() for one in run.findall(T))]
    return bool(runs) and all(_bold(run) for run in runs)


def _bold(run: Element) -> bool:
    found = run.find(f"{RPR}/{w('b')}")
    return found is not None and found.get(VAL) not in OFF


def language_of(styles: Element) -> str:
    """Give the language that a document's text has by default, or nothing."""
    found = styles.find(f"{w('docDefaults')}/{w('rPrDefault')}/{RPR}/{w('lang')}")
    if found is None or not found.get(VAL):
        normal = next((one for one in styles.iterfind(w("style")) if one.get(w("default")) == "1"), styles)
        found = normal.find(f"{RPR}/{w('lang')}")
    return "" if found is None else found.get(VAL, "")
