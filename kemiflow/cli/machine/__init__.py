"""Keeping an installation: set up, run, looked after."""
