"""A document's styles and lists as the bundle has them."""

from dataclasses import dataclass, field

from kemiflow.word.bundle.numbers import OwnNumbers
from kemiflow.word.bundle.styles import Mapped
from kemiflow.word.markup import VAL, Element, child_of, w
from kemiflow.word.skeleton import BEFORE_NUMBER

STYLED, NUMBERED, KEY, LEVEL = w("pStyle"), w("numPr"), w("numId"), w("ilvl")
NAMED = (STYLED, w("rStyle"), w("tblStyle"))
EARLIER = frozenset(w(name) for name in BEFORE_NUMBER)


@dataclass(kw_only=True)
class Restyled:
    """How one document's text is put under the bundle's styles and lists."""

    styles: Mapped
    numbers: OwnNumbers
    used: set[str] = field(default_factory=set)

    @property
    def differing(self) -> tuple[str, ...]:
        """Name the styles of this document that look otherwise in the bundle."""
        return tuple(name for key, name in self.styles.differing.items() if key in self.used)

    def take(self, root: Element) -> None:
        """Restyle what stands in a part."""
        for one in root.iter(KEY):
            one.set(VAL, self.numbers.number(one.get(VAL, "0")))
        for one in root.iter(STYLED):
            if one.get(VAL, "") in self.styles.own.lists:
                self._number(one.getparent(), *self.styles.own.lists[one.get(VAL, "")])
        if self.styles.same:
            return
        self.used.add(self.styles.own.default("paragraph"))
        for one in root.iter(*NAMED):
            self.used.add(one.get(VAL, ""))
            one.set(VAL, self.styles(one.get(VAL, "")))
        self.styles(self.styles.own.default("paragraph"))

    def _number(self, properties: Element | None, model: str, level: str) -> None:
        """Put a paragraph whose style is one of a list into that list, unless it is in one of its own."""
        own = None if properties is None else properties.find(NUMBERED)
        if properties is None or (own is not None and own.find(KEY) is not None):
            return
        earlier = [place for place, one in enumerate(properties, 1) if one.tag in EARLIER]
        made = child_of(properties, NUMBERED, max(earlier, default=0)) if own is None else own
        if made.find(LEVEL) is None:
            child_of(made, LEVEL, 0, val=level)
        child_of(made, KEY, 1, val=self.numbers.number(model))
