"""Word documents: a template is compiled once and rendered often, safely, and always to the same bytes."""

from kemiflow.word.compile import compile_template
from kemiflow.word.facts import FactsRefused
from kemiflow.word.faults import Fault, Place, TemplateBroken
from kemiflow.word.recalled import FactsUnreadable, recalled
from kemiflow.word.shelf import Shelf, TemplateMissing
from kemiflow.word.template import Rendered, Template
from kemiflow.word.used import TemplateLost, Used, content_digest

__all__ = [
    "FactsRefused",
    "FactsUnreadable",
    "Fault",
    "Place",
    "Rendered",
    "Shelf",
    "Template",
    "TemplateBroken",
    "TemplateLost",
    "TemplateMissing",
    "Used",
    "compile_template",
    "content_digest",
    "recalled",
]
