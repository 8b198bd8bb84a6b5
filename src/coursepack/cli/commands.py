"""Knows what both groups of commands are added to."""

from __future__ import annotations

import argparse
from typing import Protocol


class Commands(Protocol):
    """The part of argparse's list of commands that is used here; argparse gives its type no public name."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002 (argparse's own word)
        """Add a command and return its parser."""
