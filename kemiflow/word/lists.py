"""Numbered lists: each list that a template repeats gets a numbering of its own, which starts again."""

import re
from dataclasses import dataclass, field

from kemiflow.word.markup import VAL, Element, as_text, mark, w, whole
from kemiflow.word.media import Media
from kemiflow.word.reasons import Unfit, because

MOST_TURNS = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Numbering:
    """The numbering part of a template: text before and after new lists, and what each existing list is made from."""

    before: str
    after: str
    abstract: dict[str, str]
    prefix: str
    first_free: int

    def written(self, lists: "Lists") -> str:
        """Give the whole part with the lists of one document added, in the order in which they were begun."""
        return self.before + "".join(self._one(*begun) for begun in lists.begun) + self.after

    def _one(self, number: int, model: str) -> str:
        q = self.prefix
        return (
            f'<{q}num {q}numId="{number}"><{q}abstractNumId {q}val="{self.abstract[model]}"/>'
            f'<{q}lvlOverride {q}ilvl="0"><{q}startOverride {q}val="1"/></{q}lvlOverride></{q}num>'
        )


@dataclass(kw_only=True)
class Lists:
    """The lists of one document while it is written, the rounds of its loops, and its pictures."""

    free: int
    begun: list[tuple[int, str]] = field(default_factory=list)
    going: dict[str, int] = field(default_factory=dict)
    turns: int = 0
    media: Media = field(default_factory=lambda: Media(free=1))

    def turn(self, rounds: int) -> None:
        """Count the rounds of a loop. Errors: Unfit above a million in one part."""
        self.turns += rounds
        if self.turns > MOST_TURNS:
            raise Unfit(because("too_many_turns", limit=MOST_TURNS))

    def drawing_number(self, _: str) -> int:
        """Give a drawing that a loop repeats a number of its own."""
        return self.media.number()

    def begin(self, model: str) -> int:
        """Begin a new list like `model` and give its number."""
        self.going[model] = self.free
        self.begun.append((self.free, model))
        self.free += 1
        return self.going[model]

    def number(self, model: str) -> int:
        """Give the number of the list that goes on, or begin one."""
        return self.going.get(model) or self.begin(model)

    def end(self, model: str) -> str:
        """Let the next paragraph like `model` begin a new list."""
        self.going.pop(model, None)
        return ""


def numbering(root: Element) -> Numbering:
    """Read the numbering part."""
    place = mark("lists")
    lists = root.findall(w("num"))
    where = lists[-1] if lists else root[-1]
    where.addnext(place)
    abstract = {
        one.get(w("numId"), ""): made.get(VAL, "") for one in lists for made in one.iterfind(w("abstractNumId"))
    }
    before, after = whole(root).split(as_text(place, root))
    free = 1 + max((int(number) for number in abstract if re.fullmatch(r"\d{1,9}", number)), default=0)
    prefix = f"{root.prefix}:" if root.prefix else ""
    return Numbering(before=before, after=after, abstract=abstract, prefix=prefix, first_free=free)
