"""Knows what starting and running the grader costs: CPU seconds, not wall time, and peak memory.

    python benchmarks/grading.py
    python benchmarks/grading.py --counts 100 1000

Every figure comes from a process of its own, which reports the CPU time it has used since its first
instruction. Starts are measured several times, and the median is shown.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coursepack.course import load_course
from coursepack.faults import CourseError
from coursepack.items import has_keys, load_items

COUNTS = (100, 10_000)
STARTS = 7
SEED = 1
REPORT = """
import json, sys, time
cpu = time.process_time()
try:
    import resource
except ImportError:
    peak = None
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
print("\\n" + json.dumps({"cpu": cpu, "peak": peak}))
"""
"""Run at the end of each process: CPU seconds so far, peak memory in megabytes (Windows tells none)."""
COMMAND = """
import sys
from coursepack.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    if end.code:
        raise
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of one process from its start, and its peak memory in megabytes, if the system tells it."""

    cpu: float
    peak: float | None


def cost(code: str, arguments: Sequence[str], root: Path) -> Cost:
    """Run Python code in a process of its own, inside the pack, and return what it cost."""
    command = [sys.executable, "-c", code + REPORT, *arguments]
    done = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise SystemExit(f"A measured process failed:\n{done.stderr}")
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def median_cpu(code: str, arguments: Sequence[str], root: Path) -> float:
    """Return the median CPU seconds of several runs; the first, which may compile, does not count."""
    runs = [cost(code, arguments, root).cpu for _ in range(STARTS + 1)]
    return statistics.median(runs[1:])


def write_logs(root: Path, folder: Path, count: int) -> Path:
    """Write the logs of a made-up class and return their folder."""
    logs = folder / f"logs-{count}"
    generator = str(Path(__file__).with_name("synthetic_logs.py"))
    command = [sys.executable, generator, str(logs), "--count", str(count), "--seed", str(SEED)]
    subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL)
    return logs


def measure_starts(root: Path) -> None:
    """Print what it costs until the grader could begin."""
    bare = median_cpu("", [], root)
    print(f"{'bare Python':44} {bare:7.3f} CPU s")
    for name, code, arguments in (
        ("import coursepack", "import coursepack", []),
        ("import coursepack.grading", "import coursepack.grading", []),
        ("coursepack grade --help", COMMAND, ["grade", "--help"]),
    ):
        spent = median_cpu(code, arguments, root)
        print(f"{name:44} {spent:7.3f} CPU s   {spent - bare:+.3f} over bare Python")


def measure_grading(root: Path, counts: Sequence[int], folder: Path) -> None:
    """Print what one log and whole classes cost, and how the cost per log compares between them."""
    logs = write_logs(root, folder, 1)
    single = median_cpu(COMMAND, ["grade", str(logs), "--out", str(folder / "report-1")], root)
    print(f"{'start and one log':44} {single:7.3f} CPU s")
    per_log = []
    for count in counts:
        logs, report = write_logs(root, folder, count), folder / f"report-{count}"
        spent = cost(COMMAND, ["grade", str(logs), "--out", str(report)], root)
        per_log.append(1000 * (spent.cpu - single) / max(count - 1, 1))
        peak = "not available on this system" if spent.peak is None else f"{spent.peak:.0f} MB"
        name = f"{count:,} logs"
        print(
            f"{name:44} {spent.cpu:7.3f} CPU s   {per_log[-1]:.3f} ms a log beyond the first, peak memory {peak}"
        )
    if len(per_log) > 1:
        print(
            f"{'a log in the largest class to the smallest':44} {per_log[-1] / per_log[0]:7.2f} (1 is linear)"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the grader.")
    parser.add_argument("--counts", type=int, nargs="+", default=COUNTS)
    options = parser.parse_args()
    root = Path(__file__).resolve().parents[1]
    try:
        course = load_course(root)
        graded = [unit.id for unit in course.units if has_keys(unit.id, course)]
        if not graded:
            raise SystemExit(
                "There is no exercise with a solution file in this copy, so there is nothing to grade."
            )
        exercises = sum(len(load_items(unit, course).items) for unit in graded)
        print(
            f"Python {sys.version.split()[0]}, {sys.platform}; {exercises} exercises of {', '.join(graded)}"
        )
        measure_starts(root)
        with tempfile.TemporaryDirectory(prefix="coursepack-") as folder:
            measure_grading(root, options.counts, Path(folder))
    except CourseError as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
