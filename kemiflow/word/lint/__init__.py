"""Checking a template: everything that is wrong with it at once, where it stands, and what may have been meant."""

from kemiflow.word.lint.annotate import annotated
from kemiflow.word.lint.check import Report, lint
from kemiflow.word.lint.examples import example, shown
from kemiflow.word.lint.fields import Field, fields, schema
from kemiflow.word.lint.install import NotInstalled, install

__all__ = [
    "Field",
    "NotInstalled",
    "Report",
    "annotated",
    "example",
    "fields",
    "install",
    "lint",
    "schema",
    "shown",
]
