"""Knows the command line: ``coursepack`` and its commands. Prints; decides nothing itself."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence

from coursepack.cli import authoring, teaching
from coursepack.faults import CourseError

__all__ = ["main", "parser"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 if it went well, 1 if a check failed, 2 for wrong input."""
    _write_any_letter()
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except CourseError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 2


def _write_any_letter() -> None:
    """Let a letter that the terminal does not have become a sign: in a file or a pipe, Windows writes an old code page.

    Otherwise one student's name would end a command after its work, with a traceback.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def parser() -> argparse.ArgumentParser:
    """Return what reads the command line: every command with its options."""
    made = argparse.ArgumentParser(prog="coursepack", description="Build the course and grade answers.")
    commands = made.add_subparsers(required=True, metavar="command")
    authoring.add_commands(commands)
    teaching.add_commands(commands)
    return made
