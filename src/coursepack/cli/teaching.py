"""Knows the commands of a class: copies, handing in, grading, marking, giving back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from coursepack.cli.commands import Commands
from coursepack.cli.progress import Progress
from coursepack.course import load_course
from coursepack.faults import Fault, raise_if_any


def add_commands(commands: Commands) -> None:
    """Add ``release``, ``hand-in``, ``mark``, ``grade`` and ``fill-in``."""
    _release_arguments(
        commands.add_parser("release", help="make a student's copy, or the solutions that open it later")
    )
    hand_in = commands.add_parser(
        "hand-in", help="say which file to hand in, its receipt code, what is missing"
    )
    hand_in.set_defaults(run=_hand_in)
    _mark_arguments(commands.add_parser("mark", help="mark written answers, one question after the other"))
    _grade_arguments(commands.add_parser("grade", help="grade a folder or zip of answers files"))
    _fill_in_arguments(commands.add_parser("fill-in", help="put the marks into a file of Canvas or Moodle"))


def _release_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--units",
        nargs="+",
        default=[],
        metavar="UNIT",
        help="lessons of the copy, such as 01 02 (default: all)",
    )
    parser.add_argument(
        "--open", nargs="+", default=[], metavar="UNIT", help="graded units whose solutions go along"
    )
    parser.add_argument(
        "--solutions",
        nargs="+",
        default=[],
        metavar="UNIT",
        help="make the file with these units' solutions instead",
    )
    parser.add_argument(
        "--coding", action="store_true", help="with --solutions: the reference coding as well"
    )
    parser.add_argument("--out", type=Path, required=True, help="the zip file to write")
    parser.set_defaults(run=_release)


def _mark_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "submissions", type=Path, help="folder of answers files, or a learning platform's zip"
    )
    parser.add_argument("--marker", required=True, help="who marks: small letters, digits, hyphens")
    parser.add_argument(
        "--marks", type=Path, default=Path("marks"), help="folder for the marks (default: marks)"
    )
    parser.add_argument("--unit", action="append", dest="units", help="only this unit (may be repeated)")
    parser.add_argument(
        "--settle",
        action="store_true",
        help="only answers on which markers are far apart, with their marks; what you save counts in place of these",
    )
    parser.add_argument(
        "--rules", type=Path, metavar="GRADING.toml", help="your own rules, if they name files that count"
    )
    parser.add_argument("--names", action="store_true", help="show the students' names (default: do not)")
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    parser.set_defaults(run=_mark)


def _grade_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "submissions",
        type=Path,
        help="folder with one answers file per student, or a learning platform's zip",
    )
    parser.add_argument(
        "--out", type=Path, required=True, help="folder for the gradebook and the feedback pages"
    )
    parser.add_argument(
        "--unit",
        action="append",
        dest="units",
        metavar="UNIT",
        help="grade only this unit, such as 02 or pre-test (may be repeated)",
    )
    parser.add_argument(
        "--class",
        type=Path,
        dest="class_list",
        metavar="LIST.csv",
        help="class list with a column student, and id, late and due if you like: whoever handed in nothing gets a row",
    )
    parser.add_argument(
        "--rules", type=Path, metavar="GRADING.toml", help="your own rules, see docs/grading-rules.md"
    )
    parser.add_argument(
        "--marks", type=Path, metavar="FOLDER", help="folder of marks by hand, as coursepack mark writes it"
    )
    parser.add_argument(
        "--before",
        type=Path,
        metavar="FOLDER",
        help="folder of an earlier report: changes.csv tells every mark that changed",
    )
    parser.set_defaults(run=_grade)


def _fill_in_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("gradebook", type=Path, help="gradebook.csv of a report")
    platform = parser.add_mutually_exclusive_group(required=True)
    platform.add_argument(
        "--canvas", type=Path, metavar="EXPORT.csv", help="the gradebook as exported from Canvas"
    )
    platform.add_argument(
        "--moodle", type=Path, metavar="WORKSHEET.csv", help="the grading worksheet as downloaded from Moodle"
    )
    parser.add_argument("--column", default="", help="the column for the marks, as it is named in the file")
    parser.add_argument("--out", type=Path, required=True, help="the filled-in file to write")
    parser.add_argument(
        "--pages",
        type=Path,
        metavar="PAGES.zip",
        help="with --moodle: a zip of all pages of feedback to write",
    )
    parser.set_defaults(run=_fill_in)


def _release(options: argparse.Namespace) -> int:
    from coursepack.release import release_copy, release_solutions

    course = load_course()
    raise_if_any(_contradictions(options))
    if options.solutions:
        done = release_solutions(course, options.solutions, options.out, coding=options.coding)
    else:
        done = release_copy(course, options.units, options.open, options.out)
    print(done.text())
    if not options.solutions:
        print("The copy holds five texts that belong to others: read `rights` in seeds/manifest.toml first.")
    return 0


def _contradictions(options: argparse.Namespace) -> Iterator[Fault]:
    """Yield a fault for each option that would do nothing beside the others."""
    for name in ("units", "open"):
        if not (options.solutions and getattr(options, name)):
            continue
        yield Fault(
            f"--{name}",
            "",
            f"--{name} beside --solutions",
            "either a copy or the file that opens one later",
            f"Leave --{name} or --solutions out.",
        )
    if options.coding and not options.solutions:
        expected = "--coding beside --solutions"
        yield Fault("--coding", "", "--coding alone", expected, "Name the units with --solutions.")


def _hand_in(_options: argparse.Namespace) -> int:
    from coursepack.answers import handing_in, own_log

    course = load_course()
    print(handing_in(course, own_log(course)).text().replace("**", ""))
    return 0


def _mark(options: argparse.Namespace) -> int:
    import webbrowser

    from coursepack.grading.mark_desk import open_desk
    from coursepack.grading.mark_server import serving

    desk = open_desk(
        load_course(),
        options.submissions,
        options.marks,
        options.marker,
        options.units,
        names=options.names,
        settle=options.settle,
        rules=options.rules,
    )
    with serving(desk) as server:
        for note in desk.notes:
            print(note)
        print(
            f"{'Settling' if options.settle else 'Marking'} as {options.marker}: {server.address}\nMarks are kept in {desk.path}. End with Ctrl+C.",
            flush=True,
        )
        if not options.no_browser:
            webbrowser.open(server.address)
        server.wait()
    return 0


def _grade(options: argparse.Namespace) -> int:
    from coursepack.grading import grade

    summary = grade(
        load_course(),
        options.submissions,
        options.out,
        options.units,
        progress=_progress(),
        marks=options.marks,
        before=options.before,
        class_list=options.class_list,
        rules=options.rules,
    )
    print(summary.text())
    return 0


def _fill_in(options: argparse.Namespace) -> int:
    from coursepack.grading.given_back import give_back
    from coursepack.grading.platforms import Platform

    platform = Platform.CANVAS if options.canvas else Platform.MOODLE
    given = options.canvas or options.moodle
    print(give_back(options.gradebook, platform, given, options.column, options.out, options.pages))
    return 0


def _progress() -> Progress | None:
    return Progress() if sys.stderr.isatty() else None
