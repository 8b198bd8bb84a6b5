"""Knows what starting and running the grader costs: CPU seconds, not wall time, and peak memory.

    python benchmarks/grading.py
    python benchmarks/grading.py --counts 100 1000
    python benchmarks/grading.py --counts 100 100000 --units 02-who-speaks

A class larger than ``DISTINCT`` hands in that many different logs again and again, under other names. With
the whole course, a hundred thousand pages take some 70 GB of disk; one unit needs a tenth. Every figure comes from a process of its own, which reports the CPU time it has used since its first
instruction. Starts are measured several times, and the median is shown.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from measuring import COMMAND, NOT_AVAILABLE, cost, measure_starts, median_cpu, tell

from coursepack.answers import read_log
from coursepack.course import load_course
from coursepack.faults import CourseError
from coursepack.grading.marking import grade_log
from coursepack.grading.paper import load_paper
from coursepack.items import has_keys, load_items

COUNTS = (100, 1_000, 10_000)
DISTINCT = 1_000
REPEATS = 50
SEED = 1
STARTS = (
    ("import coursepack", "import coursepack", ()),
    ("import coursepack.grading", "import coursepack.grading", ()),
    ("coursepack grade --help", COMMAND, ("grade", "--help")),
)


def write_logs(root: Path, folder: Path, count: int, *, once: bool) -> Path:
    """Write the logs of a made-up class and return their folder."""
    logs = folder / f"logs-{count}"
    generator = str(Path(__file__).with_name("synthetic_logs.py"))
    distinct = min(count, DISTINCT)
    command = [sys.executable, generator, str(logs), "--count", str(distinct), "--seed", str(SEED)]
    command += ["--once"] if once else []
    subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL)
    written = sorted(logs.iterdir())
    for number in range(distinct, count):
        again(written[number % distinct], logs / f"again-{number:06d}.jsonl")
    return logs


def again(log: Path, name: Path) -> None:
    """Hand in a log under another name; without a copy where the disk can."""
    try:
        name.hardlink_to(log)
    except OSError:
        shutil.copyfile(log, name)


def json_alone(lines: Sequence[bytes]) -> float:
    """Return the CPU milliseconds that reading the lines of a log takes, without any check: a yardstick of this machine."""
    start = time.process_time()
    for _ in range(REPEATS):
        for line in lines:
            json.loads(line)
    return 1000 * (time.process_time() - start) / REPEATS


def reading_and_grading(root: Path, units: Sequence[str], logs: Path) -> tuple[float, float]:
    """Return CPU milliseconds of reading and grading a log, without page, tables and writing; and answers in it."""
    course = load_course(root)
    paper = load_paper(course, units or None)
    files = sorted(logs.iterdir())
    answers = 0
    start = time.process_time()
    for file in files:
        answers += grade_log(read_log(file, course.id), paper).answered
    return 1000 * (time.process_time() - start) / len(files), answers / len(files)


def measure_grading(
    root: Path, counts: Sequence[int], units: Sequence[str], folder: Path, *, once: bool
) -> None:
    """Print what one log and whole classes cost, and how the cost per log compares between them."""
    chosen = [argument for unit in units for argument in ("--unit", unit)]
    logs = write_logs(root, folder, 1, once=once)
    lines = next(logs.iterdir()).read_bytes().splitlines()
    print(f"A log of {len(lines):,} lines")
    alone = json_alone(lines)
    tell("reading its lines with json alone", f"{alone:7.3f} ms")
    single = median_cpu(COMMAND, ["grade", str(logs), "--out", str(folder / "report-1"), *chosen], root)
    tell("start and one log", f"{single:7.3f} CPU s")
    per_log = []
    for count in counts:
        logs, report = write_logs(root, folder, count, once=once), folder / f"report-{count}"
        spent = cost(COMMAND, ["grade", str(logs), "--out", str(report), *chosen], root)
        if count <= DISTINCT:
            core, answers = reading_and_grading(root, units, logs)
            words = f"{core:7.3f} ms a log, {answers:.0f} graded answers in it: {100 * core / answers:.2f} ms for 100"
            tell(f"of {count:,} logs reading and grading alone", words)
        shutil.rmtree(logs)
        shutil.rmtree(report)
        per_log.append(1000 * (spent.cpu - single) / max(count - 1, 1))
        peak = NOT_AVAILABLE if spent.peak is None else f"{spent.peak:.0f} MB"
        each = f"{per_log[-1]:.3f} ms a log beyond the first ({per_log[-1] / alone:.1f} times json alone)"
        tell(f"{count:,} logs", f"{spent.cpu:7.3f} CPU s   {each}, peak memory {peak}")
    if len(per_log) > 1:
        ratio = per_log[-1] / per_log[0]
        tell("a log in the largest class to the smallest", f"{ratio:7.2f} (1 is linear)")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the grader.")
    parser.add_argument("--counts", type=int, nargs="+", default=COUNTS)
    parser.add_argument(
        "--units", nargs="+", default=(), help="grade these only (default: all with solutions)"
    )
    parser.add_argument(
        "--once",
        action="store_true",
        help="logs with what counts only, one try each (default: all, with tries)",
    )
    options = parser.parse_args()
    root = Path(__file__).resolve().parents[1]
    try:
        course = load_course(root)
        graded = options.units or [
            unit.id for unit in course.units if has_keys(unit.id, course) and not unit.practice
        ]
        if not graded:
            raise SystemExit(
                "There is no exercise with a solution file in this copy, so there is nothing to grade."
            )
        exercises = sum(len(load_items(unit, course).items) for unit in graded)
        print(
            f"Python {sys.version.split()[0]}, {sys.platform}; {exercises} exercises of {', '.join(graded)}"
        )
        measure_starts(root, STARTS)
        with tempfile.TemporaryDirectory(prefix="coursepack-") as folder:
            measure_grading(root, options.counts, options.units, Path(folder), once=options.once)
    except CourseError as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
