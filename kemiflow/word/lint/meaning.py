"""Do the tags of a part make sense for a kind of document: fields it has, loops over lists, filters that fit."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import singledispatchmethod

from jinja2 import TemplateSyntaxError, nodes

from kemiflow.word.faults import Fault
from kemiflow.word.grammar import every, nearest
from kemiflow.word.lint.fields import ANYTHING, NUMBER, TEXT, Holds, Meaning
from kemiflow.word.reasons import Reason, because
from kemiflow.word.sandbox import BLOCK_END, BLOCK_START, LOOP, VALUE_END, VALUE_START, Sandbox
from kemiflow.word.tags import CHECKS, Kind, Tag

LOOP_MEANING = Meaning(
    holds=Holds.LOOP, fields={name: ANYTHING if name in {"previtem", "nextitem"} else NUMBER for name in LOOP}
)
NEEDS = {
    **dict.fromkeys(("paivays", "paivays_pitka", "date", "long_date"), Holds.DAY),
    **dict.fromkeys(("euro", "euros"), Holds.NUMBER),
    **dict.fromkeys(("luettelo", "listing"), Holds.LIST),
}
SHOWN_FIELDS = 6


@dataclass(kw_only=True)
class Sense:
    """A walk over tags in reading order: which names are known where, and what was found."""

    names: list[dict[str, Meaning]]
    env: Sandbox
    reasons: list[Reason] = field(default_factory=list)

    def of_tags(self, tags: tuple[Tag, ...]) -> Iterator[Fault]:
        """Tell what does not make sense."""
        for tag in tags:
            self.reasons = []
            if tag.kind is Kind.VALUE:
                self._value(tag)
            else:
                self._block(tag)
            yield from (Fault(place=tag.place, reason=one, tag=tag.source) for one in dict.fromkeys(self.reasons))

    def _value(self, tag: Tag) -> None:
        tree = self._tree(f"{VALUE_START}{tag.body}{VALUE_END}")
        for node in tree.find_all(nodes.Output) if tree else ():
            for shown in node.nodes:
                self._is_text(shown, self.meaning(shown))

    def _block(self, tag: Tag) -> None:
        if tag.word == "endfor" and len(self.names) > 1:
            self.names.pop()
        if tag.word not in {"if", "elif", "for", "set"}:
            return
        whole = CHECKS[tag.word].replace("%", BLOCK_START).replace("$", BLOCK_END)
        tree = self._tree(whole.format(f"{BLOCK_START}{tag.body}{BLOCK_END}"))
        for node in tree.body if tree else ():
            self._opened(node)
        if tree is None and tag.word == "for":
            self.names.append({})

    def _opened(self, node: nodes.Node) -> None:
        match node:
            case nodes.For():
                inside = self._gone_through(node.iter)
                self.names.append({"loop": LOOP_MEANING, **dict.fromkeys(_targets(node.target), ANYTHING)})
                if isinstance(node.target, nodes.Name):
                    self.names[-1][node.target.name] = inside
                self.meaning(node.test)
            case nodes.Assign(target=nodes.Name(name=name)):
                self.names[-1][name] = self.meaning(node.node)
            case nodes.If():
                self.meaning(node.test)
                for other in node.elif_:
                    self.meaning(other.test)

    def _gone_through(self, node: nodes.Node) -> Meaning:
        meaning = self.meaning(node)
        if meaning.holds not in {Holds.LIST, Holds.ANYTHING}:
            self.reasons.append(because("no_list", name=written(node)))
        return meaning.item or ANYTHING

    def _is_text(self, node: nodes.Node, meaning: Meaning) -> None:
        inside = meaning.item or meaning
        if inside.holds is Holds.RECORD:
            known = ", ".join(list(inside.fields)[:SHOWN_FIELDS])
            self.reasons.append(because("record_as_text", name=written(node), known=known))

    def _tree(self, source: str) -> nodes.Template | None:
        try:
            return self.env.parse(source)
        except TemplateSyntaxError:
            return None

    @singledispatchmethod
    def meaning(self, node: object) -> Meaning:
        """Tell what an expression is; what makes no sense in it is noted."""
        if isinstance(node, nodes.Node):
            for child in node.iter_child_nodes():
                self.meaning(child)
        return ANYTHING

    @meaning.register
    def _(self, node: nodes.Name) -> Meaning:
        found = next((names[node.name] for names in reversed(self.names) if node.name in names), None)
        if found is None:
            known = [name for names in self.names for name in names]
            self.reasons.append(because("unknown_field", name=node.name, near=nearest(node.name, known)))
        return found or ANYTHING

    @meaning.register
    def _(self, node: nodes.Getattr) -> Meaning:
        return self._part_of(node.node, node.attr)

    @meaning.register
    def _(self, node: nodes.Getitem) -> Meaning:
        match node.arg:
            case nodes.Const(value=str() as name):
                return self._part_of(node.node, name)
            case nodes.Slice():
                return self.meaning(node.node)
        return self.meaning(node.node).item or ANYTHING

    @meaning.register
    def _(self, node: nodes.Filter) -> Meaning:
        found = self.meaning(node.node)
        needed = NEEDS.get(node.name)
        if needed and node.node is not None and found.holds not in {needed, Holds.ANYTHING}:
            wanted, is_now = because(f"_needs_{needed}"), because(f"_{found.holds}")
            name = written(node.node)
            self.reasons.append(because("wrong_kind", filter=node.name, name=name, needed=wanted, found=is_now))
        return TEXT if needed else found

    @meaning.register
    def _(self, node: nodes.Const) -> Meaning:
        return TEXT if isinstance(node.value, str) else ANYTHING

    def _part_of(self, node: nodes.Node, name: str) -> Meaning:
        owner = self.meaning(node)
        if owner.holds is Holds.ANYTHING or name in owner.fields:
            return owner.fields.get(name, ANYTHING)
        self.reasons.append(because("unknown_part", owner=written(node), name=name, near=nearest(name, owner.fields)))
        return ANYTHING


def written(node: nodes.Node) -> str:
    """Write an expression as its author did, as far as it is names and fields."""
    match node:
        case nodes.Name(name=name):
            return str(name)
        case nodes.Getattr(node=owner, attr=name):
            return f"{written(owner)}.{name}"
        case nodes.Getitem(node=owner) | nodes.Filter(node=nodes.Node() as owner):
            return written(owner)
    return "…"


def _targets(node: nodes.Node) -> list[str]:
    return [one.name for one in every(node) if isinstance(one, nodes.Name)]
