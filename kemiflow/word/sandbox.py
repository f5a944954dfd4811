"""The only language a tag may speak: names, fields, comparisons and a closed list of filters; no calls."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from kemiflow.word.facts import LONGEST
from kemiflow.word.filters import FILTERS
from kemiflow.word.reasons import Unfit, Worded, because

VALUE_START, VALUE_END, BLOCK_START, BLOCK_END, COMMENT_START, COMMENT_END = (chr(0xFDD2 + step) for step in range(6))
LOOP = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem"})
MOST_BITS = 256
MOST_TEXT = 50_000_000
# Pieces that are joined before they are counted
AT_ONCE = 64


class Missing(StrictUndefined):
    """A fact that was not given."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        name = self._undefined_name
        return Worded.of(because("missing_fact" if self._undefined_obj is missing else "missing_here", name=name))


class _Limited(CodeGenerator):
    """Joining with ~ and the rounds of loops go through the environment, which limits them."""

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802 - Jinja names it
        counted = nodes.EnvironmentAttribute("counted")
        node.iter = nodes.Call(counted, [nodes.ContextReference(), node.iter], [], None, None)
        super().visit_For(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja names it
        self.write("environment.joined((")
        for one in node.nodes:
            self.visit(one, frame)
            self.write(", ")
        self.write("))")


def bounded(pieces: Iterable[str]) -> str:
    """Join what a template gives, and stop above 50 million characters (Unfit)."""
    stream = iter(pieces)
    written: list[str] = []
    size = 0
    while batch := list(islice(stream, AT_ONCE)):
        written.append("".join(batch))
        size += len(written[-1])
        if size > MOST_TEXT:
            raise Unfit(because("document_too_big"))
    return "".join(written)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without globals, methods, calls or growth; only facts, loops and filters."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})
    code_generator_class = _Limited
    concat = staticmethod(bounded)

    def __init__(self) -> None:
        super().__init__(
            variable_start_string=VALUE_START,
            variable_end_string=VALUE_END,
            block_start_string=BLOCK_START,
            block_end_string=BLOCK_END,
            comment_start_string=COMMENT_START,
            comment_end_string=COMMENT_END,
            undefined=Missing,
            keep_trailing_newline=True,
            cache_size=0,
        )
        self.globals.clear()
        self.filters.clear()
        self.filters.update(FILTERS)

    def getattr(self, obj: object, attribute: str) -> object:
        """Give a record's field, or what a loop knows of itself; values have no methods here."""
        if type(obj) is dict:
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        if isinstance(obj, Undefined):
            str(obj)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: object, argument: object) -> object:
        """Give a record's field or a list's element."""
        if isinstance(obj, list | tuple | str) and isinstance(argument, int | slice):
            try:
                return obj[argument]
            except IndexError:
                return self.undefined(obj=obj, name=str(argument))
        return self.getattr(obj, str(argument))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> object:  # noqa: ANN401 - any operands
        """Do the sums that cannot grow without end; Unfit for the others."""
        del context
        if operator == "+":
            return self._limited(left + right)
        if operator == "**" or not (isinstance(left, int) and isinstance(right, int)):
            raise Unfit(because("whole_numbers", operator=operator))
        return self._limited(left * right if operator == "*" else left % right)

    def counted(self, context: Context, value: object) -> object:
        """Give what a loop goes through, once its rounds are added to those of the document; Unfit above a million."""
        if isinstance(value, list | tuple | str | dict):
            context["_l"].turn(len(value))
        return value

    def joined(self, values: tuple[object, ...]) -> object:
        """Join values into one text of limited length."""
        return self._limited("".join(map(str, values)))

    def _limited(self, value: object) -> object:
        if isinstance(value, int) and value.bit_length() > MOST_BITS:
            raise Unfit(because("number_too_big"))
        if isinstance(value, str | list | tuple) and len(value) > LONGEST:
            raise Unfit(because("text_too_long", limit=LONGEST))
        return value
