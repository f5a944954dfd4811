"""Runs the command line for `python -m kemiflow`."""

from kemiflow.cli import main

if __name__ == "__main__":
    main()
