"""One part of a template as Jinja source, in which the line of an error is the running number of its tag."""

import re
from dataclasses import dataclass

from kemiflow.word.blocks import Walk
from kemiflow.word.controls import free_copies, unbind
from kemiflow.word.faults import Place
from kemiflow.word.healing import Found, find_elsewhere, find_in_paragraphs
from kemiflow.word.markup import TBL, TC, Element, P, mark, marks, parse, w, whole
from kemiflow.word.placing import place_blocks
from kemiflow.word.reasons import because
from kemiflow.word.sandbox import BLOCK_END, BLOCK_START, VALUE_END, VALUE_START, Sandbox
from kemiflow.word.styles import Styles
from kemiflow.word.tags import RICH, Kind, Tag
from kemiflow.word.values import Writers, own_value

MARKED = re.compile("<\\?kf ([^?]*)\\?>|\ufdd0([^\ufdd1]*)\ufdd1")
RESERVED = re.compile("[\ufdd0-\ufdd7]")
HOLDERS = (TC, w("hdr"), w("ftr"), w("txbxContent"), w("footnote"), w("endnote"))
PARA_IDS = tuple(f"{{http://schemas.microsoft.com/office/word/2010/wordml}}{name}" for name in ("paraId", "textId"))


@dataclass(frozen=True, kw_only=True)
class Source:
    """Jinja source of one part, its tags in the order of their lines, and the writers it calls."""

    text: str
    tags: tuple[Tag, ...]
    writers: Writers


def source_of(part: tuple[int, str, bytes], styles: Styles, env: Sandbox) -> tuple[Source, Found]:
    """Turn a part (running number, name, XML) into source; what is wrong with it stands in what was found."""
    number, name, data = part
    root = parse(data)
    found = Found(part=name)
    if RESERVED.search(whole(root)):
        found.findings.add(Place(part=name), because("reserved"))
    unbind(root)
    find_in_paragraphs(root, found, styles)
    find_elsewhere(root, found)
    for tag in found.tags.values():
        problem = tag.problem(env)
        if problem:
            found.findings.add(tag.place, problem, tag.source)
    writers = Writers(part=number, name=name, root=root, styles=styles, repeated={})
    if found.tags or found.commented:
        place_blocks(root, found)
        walk = Walk(found=found, styles=styles)
        writers.repeated = walk.through(root)
        found.findings.faults += () if _blocks_are_unsure(found) else walk.findings.faults
        free_copies(walk.copied)
    _check_rich(root, found)
    if not found.findings.faults:
        writers.collect(found)
        _keep_holders_filled(root)
    return _assembled(whole(root), found, writers), found


def _blocks_are_unsure(found: Found) -> bool:
    """Tell whether a mistyped block leaves it open which blocks there are, so that one mistake is told once."""
    reasons = [fault.reason for fault in found.findings.faults]
    return any(one.code == "unknown_word" or "%" in str(dict(one.facts).get("brace")) for one in reasons)


def _check_rich(root: Element, found: Found) -> None:
    """Tell of long texts that do not have a paragraph of their own to become many."""
    alone = {number for paragraph in root.iter(P) if (number := own_value(paragraph)) is not None}
    for number, tag in found.tags.items():
        if tag.is_picture and number in found.elsewhere:
            found.findings.add(tag.place, because("picture_elsewhere"), tag.source)
        if tag.is_rich and tag.kind is Kind.VALUE and number not in alone:
            name = RICH.findall(tag.body)[0]
            found.findings.add(tag.place, because("rich_inline", name=name), tag.source)


def _keep_holders_filled(root: Element) -> None:
    """Mark what must never be empty (Word refuses a cell without a paragraph) where a block may empty it."""
    for paragraph in root.iter(P):
        for name in PARA_IDS:
            paragraph.attrib.pop(name, "")
    for holder in [one for one in root.iter(*HOLDERS) if any(marks(child) is not None for child in one)]:
        last = next(one for one in reversed(holder) if one.tag in {P, TBL} or marks(one) is not None)
        if last.tag != P:
            first = next(one for one in holder if one.tag in {P, TBL} or marks(one) is not None)
            first.addprevious(mark("fill"))
            last.addnext(mark("filled"))


def _assembled(text: str, found: Found, writers: Writers) -> Source:
    pieces: list[str] = []
    tags: list[Tag] = []
    at = 0
    for match in MARKED.finditer(text):
        content = match.group(1) or match.group(2)
        pieces += (text[at : match.start()], _piece(content, found, writers))
        if content.isdigit():
            tags.append(found.tags[int(content)])
        at = match.end()
    return Source(text="".join((*pieces, text[at:])), tags=tuple(tags), writers=writers)


def _piece(content: str, found: Found, writers: Writers) -> str:
    if content.isdigit():
        return _tag(int(content), found.tags[int(content)], writers)
    word, _, model = content.partition(" ")
    if word in {"fill", "filled"}:
        return f"{BLOCK_START}{'filter _filled' if word == 'fill' else 'endfilter'}{BLOCK_END}"
    return f'{VALUE_START}_l|_{word}("{model}"){VALUE_END}'


def _tag(number: int, tag: Tag, writers: Writers) -> str:
    if tag.kind is Kind.BLOCK:
        return f"{BLOCK_START}\n{tag.body}{BLOCK_END}"
    return f"{VALUE_START}\n({tag.body})|{writers.of_tag.get(number, '_plain')}{VALUE_END}"
