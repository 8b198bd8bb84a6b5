"""Knows the command line: ``coursepack`` and its commands. Prints; decides nothing itself."""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress

from coursepack.cli import authoring, teaching
from coursepack.faults import CourseError

__all__ = ["main", "parser"]

NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Signs of a broken file that would steer a terminal instead of being read."""
LONGEST_NAME = 200
CHECK = "Check the name and the disk, and try again."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 if it went well, 1 if a check failed, 2 for wrong input."""
    _write_any_letter()
    options = parser().parse_args(arguments)
    try:
        done = int(options.run(options))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads the output has had enough of it, as ``head`` has: nobody's fault.
        _write_nowhere()
        return 0
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
    return done


def _write_any_letter() -> None:
    """Let a letter that the terminal does not have become a sign: in a file or a pipe, Windows writes an old code page.

    Otherwise one student's name would end a command after its work, with a traceback.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _write_nowhere() -> None:
    """Send the rest of the output away; otherwise Python would complain of it at its end."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def parser() -> argparse.ArgumentParser:
    """Return what reads the command line: every command with its options."""
    made = argparse.ArgumentParser(prog="coursepack", description="Build the course and grade answers.")
    commands = made.add_subparsers(required=True, metavar="command")
    authoring.add_commands(commands)
    teaching.add_commands(commands)
    return made
