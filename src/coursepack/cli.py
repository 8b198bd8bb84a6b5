"""Knows the command line: ``coursepack build``, ``grade`` and ``add-pass``. Prints; decides nothing itself."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from coursepack.course import load_course
from coursepack.faults import CourseError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 if it went well, 1 if a check failed, 2 for wrong input."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except CourseError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="coursepack", description="Build the course and grade answers.")
    commands = parser.add_subparsers(required=True, metavar="command")
    build = commands.add_parser("build", help="write and run all notebooks from their sources")
    build.add_argument("--check", action="store_true", help="write nothing; fail if a notebook is not fresh")
    build.add_argument("--view", action="store_true", help="make the view of the exercises (needs Node.js)")
    build.set_defaults(run=_build)
    grade = commands.add_parser("grade", help="grade a folder of answers files")
    grade.add_argument("submissions", type=Path, help="folder with one answers file per student")
    grade.add_argument(
        "--out", type=Path, required=True, help="folder for the gradebook and the feedback pages"
    )
    grade.add_argument("--unit", action="append", dest="units", help="grade only this unit (may be repeated)")
    grade.set_defaults(run=_grade)
    _add_pass_arguments(commands.add_parser("add-pass", help="add a person's coding to a layer's reference"))
    return parser


def _add_pass_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("layer", help="layer of the codebook, such as school")
    parser.add_argument("source", type=Path, help="a table in the form of a pass (.csv), or answers (.jsonl)")
    parser.add_argument("--id", required=True, help="name of the pass: small letters, digits, hyphens")
    parser.add_argument("--statement", required=True, help="who read, and under which conditions")
    parser.add_argument("--attributions", type=Path, help="second table, for a layer that lists attributions")
    parser.set_defaults(run=_add_pass)


def _build(options: argparse.Namespace) -> int:
    from coursepack.build import build, check, make_view

    course = load_course()
    if options.view:
        print(f"wrote {make_view(course)}")
        return 0
    if not options.check:
        for path in build(course):
            print(f"wrote {path}")
        return 0
    differences = check(course)
    for difference in differences:
        print(difference, file=sys.stderr)
    print("All notebooks are fresh." if not differences else "Run: coursepack build")
    return 1 if differences else 0


def _grade(options: argparse.Namespace) -> int:
    from coursepack.grading import grade

    summary = grade(load_course(), options.submissions, options.out, options.units, progress=_progress())
    print(summary.text())
    return 0


def _add_pass(options: argparse.Namespace) -> int:
    from coursepack.coding.add_pass import NewPass, add_pass

    today = datetime.now(tz=UTC).date()
    new = NewPass(options.layer, options.source, options.id, options.statement, today, options.attributions)
    print(add_pass(new, load_course()).text())
    return 0


def _progress() -> Progress | None:
    return Progress() if sys.stderr.isatty() else None


class Progress:
    """A line on the terminal that says how many files are done."""

    def __call__(self, done: int, total: int) -> None:
        """Tell that ``done`` of ``total`` files are graded."""
        end = "\n" if done == total else ""
        print(f"\rgraded {done} of {total}", end=end, file=sys.stderr, flush=True)
