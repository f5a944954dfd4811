"""What a tag may say: everything in it is on a closed list, or it is told what is not."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from jinja2 import TemplateSyntaxError, nodes

from kemiflow.word.filters import FILTERS
from kemiflow.word.reasons import Reason, because
from kemiflow.word.sandbox import Sandbox

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


def problem(env: Sandbox, source: str) -> Reason | None:
    """Tell what is wrong with one complete piece of template source, or None."""
    try:
        tree = env.parse(source)
    except TemplateSyntaxError as error:
        return because("syntax", detail=error.message)
    return next((found for node in every(tree) if (found := _objection(env, node))), None)


def every(node: nodes.Node) -> Iterator[nodes.Node]:
    """Give a node and all nodes below it."""
    yield node
    for child in node.iter_child_nodes():
        yield from every(child)


def nearest(word: str, known: Iterable[str]) -> str:
    """Give the known word that was probably meant, or nothing."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.6)), "")


def _objection(env: Sandbox, node: nodes.Node) -> Reason | None:
    match node:
        case nodes.Filter(name=name) if name not in FILTERS:
            return because("unknown_filter", name=name, known=", ".join(FILTERS), near=nearest(name, FILTERS))
        case nodes.Test(name=name) if name not in env.tests:
            return because("unknown_test", name=name)
        case nodes.Name(name=name) | nodes.Getattr(attr=name) if name.startswith("_"):
            return because("underscore", name=name)
        case nodes.For(recursive=True):
            return because("recursive")
        case nodes.Call():
            return because("call")
        case _:
            return None if isinstance(node, ALLOWED) else because("not_allowed", name=type(node).__name__)
