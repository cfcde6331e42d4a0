"""The command line: input and output only."""

from leitlinien.cli.app import app, main

__all__ = ["app", "main"]
