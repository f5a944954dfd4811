"""The process around a Finnish city's decisions."""

__version__ = "0.1.0"
