"""Bundles: many documents as one, at a cost that grows with their number alone."""

from kemiflow.word.bundle.bind import Bundled, BundleRefused, Piece, bind

__all__ = ["BundleRefused", "Bundled", "Piece", "bind"]
