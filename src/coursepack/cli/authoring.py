"""Knows the commands of whoever changes the course: build, coding passes, question banks."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from coursepack.cli.commands import Commands
from coursepack.course import load_course


def add_commands(commands: Commands) -> None:
    """Add ``build``, ``add-pass``, ``export`` and ``import``."""
    _build_arguments(commands.add_parser("build", help="write and run all notebooks from their sources"))
    _add_pass_arguments(commands.add_parser("add-pass", help="add a person's coding to a layer's reference"))
    _export_arguments(commands.add_parser("export", help="write units as a question bank for Moodle"))
    _import_arguments(commands.add_parser("import", help="make a new unit of a question bank"))


def _build_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a notebook is not fresh")
    parser.add_argument("--view", action="store_true", help="make the view of the exercises (needs Node.js)")
    parser.set_defaults(run=_build)


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
