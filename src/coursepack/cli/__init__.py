"""Knows the command line: ``coursepack`` and its commands. Prints; decides nothing itself."""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Sequence

from coursepack.cli import authoring, teaching
from coursepack.faults import CourseError

__all__ = ["main"]

NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Signs of a broken file that would steer a terminal instead of being read."""
LONGEST_NAME = 200
CHECK = "Check the name and the disk, and try again."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 if it went well, 1 if a check failed, 2 for wrong input."""
    _show_every_letter()
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except CourseError as error:
        print(NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", str(error)), file=sys.stderr)
        return 2
    except OSError as error:
        # A name too long for this system, a folder taken away meanwhile: nobody's mistake in a file of the course.
        reason = error.strerror or type(error).__name__
        print(f"{str(error.filename or 'A file')[:LONGEST_NAME]}: {reason}. {CHECK}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 2


def _show_every_letter() -> None:
    """Let no letter of a name stop a command where the output knows only a few of them, as into a file on Windows."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="coursepack", description="Build the course and grade answers.")
    commands = parser.add_subparsers(required=True, metavar="command")
    authoring.add_commands(commands)
    teaching.add_commands(commands)
    return parser
