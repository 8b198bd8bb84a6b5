"""Knows the command line: ``coursepack`` and its commands. Prints; decides nothing itself."""

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
    _build_arguments(commands.add_parser("build", help="write and run all notebooks from their sources"))
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
    _add_pass_arguments(commands.add_parser("add-pass", help="add a person's coding to a layer's reference"))
    _export_arguments(commands.add_parser("export", help="write units as a question bank for Moodle"))
    _import_arguments(commands.add_parser("import", help="make a new unit of a question bank"))
    return parser


def _build_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a notebook is not fresh")
    parser.add_argument("--view", action="store_true", help="make the view of the exercises (needs Node.js)")
    parser.set_defaults(run=_build)


def _release_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--units", nargs="+", default=[], help="lessons of the copy, such as 01 02 (default: all)"
    )
    parser.add_argument("--open", nargs="+", default=[], help="graded units whose solutions go along")
    parser.add_argument(
        "--solutions", nargs="+", default=[], help="make the file with these units' solutions instead"
    )
    parser.add_argument(
        "--coding", action="store_true", help="with --solutions: the reference coding as well"
    )
    parser.add_argument("--out", type=Path, required=True, help="the zip file to write")
    parser.set_defaults(run=_release)


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
        "--unit", action="append", dest="units", help="grade only this unit (may be repeated)"
    )
    parser.add_argument(
        "--class",
        type=Path,
        dest="class_list",
        metavar="LIST.csv",
        help="class list with a column student, and id if you like: whoever handed in nothing gets a row",
    )
    parser.add_argument(
        "--rules", type=Path, metavar="GRADING.toml", help="your own rules, see docs/grading-rules.md"
    )
    parser.add_argument("--marks", type=Path, help="folder of marks by hand, as coursepack mark writes it")
    parser.add_argument(
        "--before", type=Path, help="folder of an earlier report: changes.csv tells every mark that changed"
    )
    parser.set_defaults(run=_grade)


def _mark_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "submissions", type=Path, help="folder of answers files, or a learning platform's zip"
    )
    parser.add_argument("--marker", required=True, help="who marks: small letters, digits, hyphens")
    parser.add_argument(
        "--marks", type=Path, default=Path("marks"), help="folder for the marks (default: marks)"
    )
    parser.add_argument("--unit", action="append", dest="units", help="only this unit (may be repeated)")
    parser.add_argument("--names", action="store_true", help="show the students' names (default: do not)")
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    parser.set_defaults(run=_mark)


def _fill_in_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("gradebook", type=Path, help="gradebook.csv of a report")
    platform = parser.add_mutually_exclusive_group(required=True)
    platform.add_argument("--canvas", type=Path, help="the gradebook as exported from Canvas")
    platform.add_argument("--moodle", type=Path, help="the grading worksheet as downloaded from Moodle")
    parser.add_argument("--column", default="", help="the column for the marks, as it is named in the file")
    parser.add_argument("--out", type=Path, required=True, help="the filled-in file to write")
    parser.set_defaults(run=_fill_in)


def _add_pass_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("layer", help="layer of the codebook, such as school")
    parser.add_argument("source", type=Path, help="a table in the form of a pass (.csv), or answers (.jsonl)")
    parser.add_argument("--id", required=True, help="name of the pass: small letters, digits, hyphens")
    parser.add_argument("--statement", required=True, help="who read, and under which conditions")
    parser.add_argument("--attributions", type=Path, help="second table, for a layer that lists attributions")
    parser.set_defaults(run=_add_pass)


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "units", nargs="+", metavar="UNIT", help="unit whose exercises go, such as 02-who-speaks"
    )
    parser.add_argument("--gift", type=Path, required=True, help="the GIFT file to write")
    parser.set_defaults(run=_export)


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "source", type=Path, help="questions as Moodle GIFT (.gift) or of jupyterquiz (.json)"
    )
    parser.add_argument("--unit", required=True, help="id of the new unit, such as 09-my-unit")
    parser.add_argument("--title", required=True, help="its title")
    parser.set_defaults(run=_import)


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


def _hand_in(_options: argparse.Namespace) -> int:
    from coursepack.answers import handing_in, own_log

    course = load_course()
    print(handing_in(course, own_log(course)).text().replace("**", ""))
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


def _mark(options: argparse.Namespace) -> int:
    import webbrowser

    from coursepack.grading.mark_desk import open_desk
    from coursepack.grading.mark_server import serving

    desk = open_desk(
        load_course(), options.submissions, options.marks, options.marker, options.units, names=options.names
    )
    with serving(desk) as server:
        for note in desk.notes:
            print(note)
        print(
            f"Marking as {options.marker}: {server.address}\nMarks are kept in {desk.path}. End with Ctrl+C.",
            flush=True,
        )
        if not options.no_browser:
            webbrowser.open(server.address)
        server.wait()
    return 0


def _fill_in(options: argparse.Namespace) -> int:
    from coursepack.grading.given_back import give_back
    from coursepack.grading.platforms import Platform

    platform = Platform.CANVAS if options.canvas else Platform.MOODLE
    given = options.canvas or options.moodle
    print(give_back(options.gradebook, platform, given, options.column, options.out))
    return 0


def _add_pass(options: argparse.Namespace) -> int:
    from coursepack.coding.add_pass import NewPass, add_pass

    today = datetime.now(tz=UTC).date()
    new = NewPass(options.layer, options.source, options.id, options.statement, today, options.attributions)
    print(add_pass(new, load_course()).text())
    return 0


def _export(options: argparse.Namespace) -> int:
    from coursepack.exchange import export_gift

    print(export_gift(load_course(), options.units, options.gift).text())
    return 0


def _import(options: argparse.Namespace) -> int:
    from coursepack.exchange import bring_in

    print(bring_in(load_course(), options.source, options.unit, options.title).text())
    return 0


def _progress() -> Progress | None:
    return Progress() if sys.stderr.isatty() else None


class Progress:
    """A line on the terminal that says how many files are done."""

    def __call__(self, done: int, total: int) -> None:
        """Tell that ``done`` of ``total`` files are graded."""
        end = "\n" if done == total else ""
        print(f"\rgraded {done} of {total}", end=end, file=sys.stderr, flush=True)
