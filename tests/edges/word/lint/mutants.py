"""Mistakes put into the shipped templates one at a time, each where it is known to stand."""

import random
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from lxml import etree

from kemiflow.core.documents import KINDS
from kemiflow.word.markup import Element, P, T, child_of, parse, text_in, w
from tests.edges.word.building import OFFICE, PACKAGE, zipped

TEMPLATES: Final = Path(__file__).parents[4] / "templates" / "word"
MAIN: Final = "word/document.xml"
RELATIONS: Final = "word/_rels/document.xml.rels"
DRAWN: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
Files = dict[str, bytes]


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """A template with one mistake: which row of the table it is, in which part and paragraph."""

    kind: str
    code: str
    data: bytes
    part: str
    paragraph: int | None


def mutants(count: int, seed: int) -> Iterator[Mutant]:
    """Make so many mutants, each class of mistake in its turn."""
    draw = random.Random(seed)
    kinds = sorted(KINDS.values())
    made = 0
    while made < count:
        code, mistake = MISTAKES[made % len(MISTAKES)]
        kind = draw.choice(kinds)
        files = read(kind)
        found = mistake(files, draw)
        if found is not None:
            yield Mutant(kind=kind, code=code, data=zipped(files), part=found[0], paragraph=found[1])
            made += 1


def read(kind: str) -> Files:
    with zipfile.ZipFile(BytesIO((TEMPLATES / f"{kind}.docx").read_bytes())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


Place = tuple[str, int | None]
Mistake = Callable[[Files, random.Random], Place | None]


def in_body(change: Callable[[list[Element], random.Random], Element | None]) -> Mistake:
    """Make a mistake out of a change to the body that gives the paragraph it touched."""

    def mistake(files: Files, draw: random.Random) -> Place | None:
        root = parse(files[MAIN])
        touched = change(list(root.iter(P)), draw)
        if touched is None:
            return None
        files[MAIN] = etree.tostring(root)
        return MAIN, 1 + list(root.iter(P)).index(touched)

    return mistake


def text_changed(pattern: str, made: str) -> Mistake:
    """Change the first match in the text of one paragraph."""

    def change(paragraphs: list[Element], draw: random.Random) -> Element | None:
        fit = [one for one in paragraphs if re.search(pattern, whole(one))]
        if not fit:
            return None
        touched = draw.choice(fit)
        text = re.sub(pattern, made, whole(touched), count=1)
        for old in list(touched.iter(T)):
            old.text = ""
        next(touched.iter(T)).text = text
        return touched

    return in_body(change)


def paragraph_put(text: str, bold: str = "0") -> Mistake:
    """Put a new paragraph before the last one outside tables."""

    def change(paragraphs: list[Element], draw: random.Random) -> Element | None:
        outside = [one for one in paragraphs if (above := one.getparent()) is not None and above.tag == w("body")]
        before = draw.choice(outside)
        made = before.makeelement(P)
        run = child_of(made, w("r"))
        child_of(child_of(run, w("rPr")), w("b"), val=bold)
        text_in(run, text)
        before.addprevious(made)
        return made

    return in_body(change)


def element_put(make: Callable[[Element], object]) -> Mistake:
    """Put something into one paragraph that has text."""

    def change(paragraphs: list[Element], draw: random.Random) -> Element | None:
        touched = draw.choice([one for one in paragraphs if "{%" not in whole(one) and whole(one)])
        make(touched)
        return touched

    return in_body(change)


def whole(paragraph: Element) -> str:
    return "".join(one.text or "" for one in paragraph.iter(T))


def headless(paragraphs: list[Element], draw: random.Random) -> Element | None:
    heads = [one for paragraph in paragraphs[:1] for one in paragraph.getroottree().iter(w("tblHeader"))]
    if not heads:
        return None
    head = draw.choice(heads)
    row = head.getparent()
    table = next(head.iterancestors(w("tbl")))
    if row is not None:
        row.remove(head)
    return next(table.iter(P))


def endless(paragraphs: list[Element], draw: random.Random) -> Element | None:
    """Take away a closing tag, so that its opener stays open; it is told at the outermost one left."""
    ends = [one for one in paragraphs if whole(one) in {"{% endif %}", "{% endfor %}"}]
    if not ends:
        return None
    last = ends[-1]
    word = "if" if "endif" in whole(last) else "for"
    depth = 0
    for paragraph in reversed(paragraphs[: paragraphs.index(last)]):
        depth += len(re.findall(r"\{% end", whole(paragraph))) - len(re.findall(r"\{% (?:if|for)", whole(paragraph)))
        if depth < 0 and whole(paragraph).startswith(f"{{% {word}"):
            parent = last.getparent()
            if parent is not None:
                parent.remove(last)
            return paragraph
    del draw
    return None


def picture(paragraph: Element) -> None:
    drawing = child_of(child_of(paragraph, w("r")), w("drawing"))
    drawing.append(etree.fromstring(f'<i:inline xmlns:i="{DRAWN}"><i:docPr id="77" name="Kuva"/></i:inline>'))


def tracked(paragraph: Element) -> None:
    text_in(child_of(child_of(paragraph, w("ins"), id="5", author="x"), w("r")), "uusi")


def commented(paragraph: Element) -> None:
    child_of(child_of(paragraph, w("r")), w("commentReference"), id="0")


def linked_out(files: Files, draw: random.Random) -> Place:
    link = f'<Relationship Id="rId99" Type="{OFFICE}/image" Target="https://k.example/a.png" TargetMode="External"/>'
    files[RELATIONS] = files[RELATIONS].replace(b"</Relationships>", f"{link}</Relationships>".encode())
    put = element_put(lambda one: child_of(one, w("r")).set(f"{{{OFFICE}}}link", "rId99"))
    found = put(files, draw)
    return found or (MAIN, None)


def remote_template(files: Files, _draw: random.Random) -> Place:
    link = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/attachedTemplate" '
        'Target="https://mallit.example/a.dotm" TargetMode="External"/></Relationships>'
    )
    files["word/_rels/settings.xml.rels"] = link.encode()
    return "word/_rels/settings.xml.rels", None


def macro(files: Files, _draw: random.Random) -> Place:
    files["word/vbaProject.bin"] = b"x"
    return "word/vbaProject.bin", None


def doctype(files: Files, _draw: random.Random) -> Place:
    files["word/settings.xml"] = b'<!DOCTYPE a [<!ENTITY b "c">]>' + files["word/settings.xml"].partition(b"?>")[2]
    return "word/settings.xml", None


def speechless(files: Files, _draw: random.Random) -> Place:
    files["word/styles.xml"] = re.sub(rb"<w:lang [^>]*>", b"", files["word/styles.xml"])
    return "word/styles.xml", None


def untitled(files: Files, _draw: random.Random) -> Place:
    files["docProps/core.xml"] = re.sub(rb"<dc:title>.*?</dc:title>", b"<dc:title/>", files["docProps/core.xml"])
    return "docProps/core.xml", None


def broken_xml(files: Files, _draw: random.Random) -> Place:
    files["word/settings.xml"] = files["word/settings.xml"].replace(b"</w:settings>", b"")
    return "word/settings.xml", None


def crossing(paragraphs: list[Element], draw: random.Random) -> Element | None:
    cells = [one for one in paragraphs if any(True for _ in one.iterancestors(w("tc"))) and "{%" not in whole(one)]
    if not cells:
        return None
    cell = draw.choice(cells)
    text_in(child_of(cell, w("r")), "{% if otsikko %}x")
    after = cell.makeelement(P)
    text_in(child_of(after, w("r")), "x{% endif %}")
    next(cell.iterancestors(w("tbl"))).addnext(after)
    return after


def reserved(files: Files, _draw: random.Random) -> Place:
    files[MAIN] = files[MAIN].replace(b"</w:t>", "\ufdd3</w:t>".encode(), 1)
    return MAIN, None


VALUE: Final = r"\{\{ ([\w.]+) \}\}"
MISTAKES: Final[tuple[tuple[str, Mistake], ...]] = (
    ("stray", text_changed(VALUE, r"{{ \1 }")),
    ("stray", text_changed(VALUE, r"{ \1 }}")),
    ("empty_tag", text_changed(VALUE, "{{ }}")),
    ("syntax", text_changed(VALUE, r"{{ \1 x }}")),
    ("unknown_filter", text_changed(VALUE, r"{{ \1 | paivay }}")),
    ("unknown_test", text_changed(r"\{% if ([\w.]+) %\}", r"{% if \1 is jotain %}")),
    ("call", text_changed(VALUE, r"{{ \1.upper() }}")),
    ("underscore", text_changed(VALUE, r"{{ _\1 }}")),
    ("not_allowed", text_changed(VALUE, r"{{ {'a': \1} }}")),
    ("unknown_word", text_changed(r"\{% if ", "{% iff ")),
    ("unclosed", in_body(endless)),
    ("unopened", paragraph_put("{% endfor %}")),
    ("crossing", in_body(crossing)),
    ("unknown_field", text_changed(r"\{\{ (\w+)(\w) \}\}", r"{{ \1x\2 }}")),
    ("unknown_part", text_changed(r"\{\{ (\w)\.(\w+) \}\}", r"{{ \1.\2x }}")),
    ("no_list", paragraph_put("x {% for x in otsikko %}{{ x }}{% endfor %}")),
    ("wrong_kind", paragraph_put("Päivä {{ otsikko | paivays }}")),
    ("record_as_text", text_changed(r"\{\{ (\w)\.\w+ \}\}", r"{{ \1 }}")),
    ("tracked", element_put(tracked)),
    ("comment", element_put(commented)),
    ("no_alt", element_put(picture)),
    ("no_header_row", in_body(headless)),
    ("fake_heading", paragraph_put("Lihava otsikko", bold="1")),
    ("fake_list", paragraph_put("– eka kohta")),
    ("fake_list", paragraph_put("1) eka kohta")),
    ("external", linked_out),
    ("external", remote_template),
    ("macro", macro),
    ("doctype", doctype),
    ("no_language", speechless),
    ("no_title", untitled),
    ("not_xml", broken_xml),
    ("reserved", reserved),
)
