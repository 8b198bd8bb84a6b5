"""Knows the command line: ``coursepack build``, ``release`` and ``grade``. Prints; decides nothing itself."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
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
    release = commands.add_parser(
        "release", help="make a student's copy, or the solutions that open it later"
    )
    release.add_argument(
        "--units", nargs="+", default=[], help="lessons of the copy, such as 01 02 (default: all)"
    )
    release.add_argument("--open", nargs="+", default=[], help="graded units whose solutions go along")
    release.add_argument(
        "--solutions", nargs="+", default=[], help="make the file with these units' solutions instead"
    )
    release.add_argument(
        "--coding", action="store_true", help="with --solutions: the reference coding as well"
    )
    release.add_argument("--out", type=Path, required=True, help="the zip file to write")
    release.set_defaults(run=_release)
    grade = commands.add_parser("grade", help="grade a folder of answers files")
    grade.add_argument(
        "submissions",
        type=Path,
        help="folder with one answers file per student, or a learning platform's zip",
    )
    grade.add_argument(
        "--out", type=Path, required=True, help="folder for the gradebook and the feedback pages"
    )
    grade.add_argument("--unit", action="append", dest="units", help="grade only this unit (may be repeated)")
    grade.set_defaults(run=_grade)
    return parser


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


def _release(options: argparse.Namespace) -> int:
    from coursepack.release import release_copy, release_solutions

    course = load_course()
    if options.solutions:
        done = release_solutions(course, options.solutions, options.out, coding=options.coding)
    else:
        done = release_copy(course, options.units, options.open, options.out)
    print(done.text())
    if not options.solutions:
        print("The copy holds five texts that belong to others: read `rights` in seeds/manifest.toml first.")
    return 0


def _grade(options: argparse.Namespace) -> int:
    from coursepack.grading import grade

    summary = grade(load_course(), options.submissions, options.out, options.units, progress=_progress())
    print(summary.text())
    return 0


def _progress() -> Progress | None:
    return Progress() if sys.stderr.isatty() else None


class Progress:
    """A line on the terminal that says how many files are done."""

    def __call__(self, done: int, total: int) -> None:
        """Tell that ``done`` of ``total`` files are graded."""
        end = "\n" if done == total else ""
        print(f"\rgraded {done} of {total}", end=end, file=sys.stderr, flush=True)
