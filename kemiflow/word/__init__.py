"""Word documents: a template is compiled once and rendered often, safely, and always to the same bytes."""

from kemiflow.word.compile import compile_template
from kemiflow.word.facts import FactsRefused
from kemiflow.word.faults import Fault, Place, TemplateBroken
from kemiflow.word.shelf import Shelf, TemplateMissing
from kemiflow.word.template import Rendered, Template

__all__ = [
    "FactsRefused",
    "Fault",
    "Place",
    "Rendered",
    "Shelf",
    "Template",
    "TemplateBroken",
    "TemplateMissing",
    "compile_template",
]
