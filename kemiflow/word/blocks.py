"""Blocks once they are placed: do they close where they opened, and which lists does a loop repeat."""

from dataclasses import dataclass, field

from kemiflow.word.controls import SINGLE
from kemiflow.word.faults import Findings
from kemiflow.word.healing import Found
from kemiflow.word.markup import TBL, Element, P, mark, marks
from kemiflow.word.reasons import Reason, because
from kemiflow.word.styles import Numbered, Styles
from kemiflow.word.tags import MIDDLES, OPENERS


@dataclass(kw_only=True)
class Block:
    """An open block: its tag, where it stands, and for a loop the numbered and other paragraphs directly in it."""

    number: int
    word: str
    at: Element
    parent: Element | None
    lists: dict[str, int] = field(default_factory=dict)
    others: bool = False


@dataclass(kw_only=True)
class Walk:
    """One walk through a part in reading order."""

    found: Found
    styles: Styles
    stack: list[Block] = field(default_factory=list)
    repeated: dict[Element, Numbered] = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)
    copied: list[Element] = field(default_factory=list)

    def through(self, root: Element) -> dict[Element, Numbered]:
        """Check all blocks, let each loop begin its lists anew, and give the numbered paragraphs inside loops."""
        for node in list(root.iter()):
            content = marks(node)
            if content is not None:
                self._block(int(content), node)
            elif node.tag == P:
                self._paragraph(node)
            elif node.tag in SINGLE and any(block.word == "for" for block in self.stack):
                self.copied.append(node)
        for block in self.stack:
            self._fault(block.number, because("unclosed", closer=OPENERS[block.word]))
        return self.repeated

    def _block(self, number: int, node: Element) -> None:
        word = self.found.tags[number].word
        if word in OPENERS:
            self.stack.append(Block(number=number, word=word, at=node, parent=node.getparent()))
        elif word in MIDDLES:
            self._is_in(number, MIDDLES[word], node)
        elif word in OPENERS.values():
            opener = next(opener for opener, closer in OPENERS.items() if closer == word)
            if self._is_in(number, (opener,), node):
                self._close(self.stack.pop())

    def _is_in(self, number: int, words: tuple[str, ...], node: Element) -> bool:
        if not self.stack or self.stack[-1].word not in words:
            self._fault(number, because("unopened", opener=words[0]))
            return False
        if self.stack[-1].parent is not node.getparent():
            opened = self.found.tags[self.stack[-1].number].source
            self._fault(number, because("crossing", opened=opened))
        return True

    def _paragraph(self, paragraph: Element) -> None:
        loop = next((block for block in reversed(self.stack) if block.word == "for"), None)
        if loop is None:
            return
        numbered = self.styles.numbered(paragraph)
        if numbered is None:
            loop.others = True
            return
        loop.lists[numbered.model] = min(numbered.level, loop.lists.get(numbered.model, numbered.level))
        self.repeated[paragraph] = numbered

    def _close(self, block: Block) -> None:
        """Put the marks that end a list: before a loop that is one list, else at the start of each round."""
        around = next((above for above in reversed(self.stack) if above.word == "for"), None)
        for model, level in block.lists.items():
            if level and around is not None and model in around.lists:
                continue
            place = mark(f"end {model}")
            if block.others and (block.parent is None or block.parent.tag != TBL):
                block.at.addnext(place)
            else:
                block.at.addprevious(place)

    def _fault(self, number: int, reason: Reason) -> None:
        tag = self.found.tags[number]
        self.findings.add(tag.place, reason, tag.source)
