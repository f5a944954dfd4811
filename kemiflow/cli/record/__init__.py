"""Telling facts on the command line."""
