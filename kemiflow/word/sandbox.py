"""The only language a tag may speak: names, fields, comparisons and a closed list of filters; no calls."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from kemiflow.word.facts import LONGEST
from kemiflow.word.filters import FILTERS

VALUE_START, VALUE_END, BLOCK_START, BLOCK_END, COMMENT_START, COMMENT_END = (chr(0xFDD2 + step) for step in range(6))
LOOP = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem"})
MOST_BITS = 256
MOST_TEXT = 50_000_000
PIECES_AT_ONCE = 4096

ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.If,
    nodes.For,
    nodes.Assign,
    nodes.Name,
    nodes.Const,
    nodes.Tuple,
    nodes.List,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Neg,
    nodes.Pos,
    nodes.Add,
    nodes.Sub,
    nodes.Mul,
    nodes.Div,
    nodes.FloorDiv,
    nodes.Mod,
    nodes.Concat,
    nodes.CondExpr,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Slice,
    nodes.Filter,
    nodes.Keyword,
    nodes.Test,
    nodes.TemplateData,
)


class Missing(StrictUndefined):
    """A fact that was not given."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        name = self._undefined_name
        return f"tietoa ”{name}” ei ole" + ("" if self._undefined_obj is missing else " tässä kohdassa")


class _Concat(CodeGenerator):
    """Joining with ~ goes through the environment, which limits it."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja names it
        self.write("environment.joined((")
        for one in node.nodes:
            self.visit(one, frame)
            self.write(", ")
        self.write("))")


def bounded(pieces: Iterable[str]) -> str:
    """Join what a template gives, and stop above 50 million characters (SecurityError)."""
    rest = iter(pieces)
    batches: list[str] = []
    size = 0
    while batch := "".join(islice(rest, PIECES_AT_ONCE)):
        batches.append(batch)
        size += len(batch)
        if size > MOST_TEXT:
            raise SecurityError("asiakirja kasvaa liian suureksi")
    return "".join(batches)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without globals, methods, calls or growth; only facts, loops and filters."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})
    code_generator_class = _Concat
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
        """Do the sums that cannot grow without end; SecurityError for the others."""
        del context
        if operator == "+":
            return self._limited(left + right)
        if operator == "**" or not (isinstance(left, int) and isinstance(right, int)):
            raise SecurityError(f"laskutoimitus {operator} on sallittu vain kokonaisluvuille")
        return self._limited(left * right if operator == "*" else left % right)

    def joined(self, values: tuple[object, ...]) -> object:
        """Join values into one text of limited length."""
        return self._limited("".join(map(str, values)))

    def _limited(self, value: object) -> object:
        if isinstance(value, int) and value.bit_length() > MOST_BITS:
            raise SecurityError("luku kasvaa liian suureksi")
        if isinstance(value, str | list | tuple) and len(value) > LONGEST:
            raise SecurityError(f"teksti kasvaa liian pitkäksi (enintään {LONGEST} merkkiä)")
        return value


def problem(env: Sandbox, source: str) -> str | None:
    """Tell what is wrong with one complete piece of template source, or None."""
    try:
        tree = env.parse(source)
    except TemplateSyntaxError as error:
        return f"merkintää ei voi tulkita ({error.message})"
    return next((found for node in _all(tree) if (found := _objection(env, node))), None)


def _all(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _all(child)


def _objection(env: Sandbox, node: nodes.Node) -> str | None:
    match node:
        case nodes.Filter(name=name) if name not in FILTERS:
            return f"suodatinta ”{name}” ei ole; käytössä ovat {', '.join(FILTERS)}"
        case nodes.Test(name=name) if name not in env.tests:
            return f"ehtoa ”is {name}” ei ole"
        case nodes.Name(name=name) | nodes.Getattr(attr=name) if name.startswith("_"):
            return f"alaviivalla alkavaa nimeä ”{name}” ei saa käyttää"
        case nodes.For(recursive=True):
            return "sisäkkäin itseään kutsuvaa silmukkaa ei sallita"
        case nodes.Call():
            return "kutsuja ei sallita"
        case _:
            return None if isinstance(node, ALLOWED) else f"”{type(node).__name__}” ei ole sallittu"
