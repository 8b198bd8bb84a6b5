"""Knows how the cost of a process is measured: CPU seconds, not wall time, and peak memory."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

STARTS = 7
WIDTH = 44
NOT_AVAILABLE = "not available on this system"
REPORT = """
import json, sys, time
cpu = time.process_time()
try:
    import resource
except ImportError:
    peak = children = None
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    inner = resource.getrusage(resource.RUSAGE_CHILDREN)
    children = inner.ru_utime + inner.ru_stime
print("\\n" + json.dumps({"cpu": cpu, "peak": peak, "children": children}))
"""
"""Run at the end of each process: CPU seconds so far, peak memory in megabytes, CPU seconds of its children."""
COMMAND = """
import sys
from coursepack.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    if end.code:
        raise
"""
"""The command line of the course, with the arguments of the measured process."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process cost from its start.

    ``cpu`` are its own CPU seconds, ``peak`` is its memory in megabytes, ``children`` the CPU seconds of the
    processes that it started and waited for. What the system does not tell is ``None``.
    """

    cpu: float
    peak: float | None
    children: float | None


def cost(code: str, arguments: Sequence[str], root: Path, python: Path = Path(sys.executable)) -> Cost:
    """Run Python code in a process of its own, inside the pack, and return what it cost.

    ``python`` is the interpreter, for code that needs another environment than this one.
    """
    command = [str(python), "-c", code + REPORT, *arguments]
    done = run(command, root)
    if done.returncode:
        raise SystemExit(f"A measured process failed:\n{done.stdout[-2000:]}{done.stderr}")
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def run(command: Sequence[str], root: Path) -> subprocess.CompletedProcess[str]:
    """Run a Python and its arguments inside ``root``, with the programs of its own environment found first."""
    programs = os.pathsep.join((str(Path(command[0]).parent), os.environ.get("PATH", "")))
    # Compiled once and kept, as on the machine of a teacher.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(
        command,
        cwd=root,
        env={**kept, "PATH": programs},
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )


def median_cpu(code: str, arguments: Sequence[str], root: Path) -> float:
    """Return the median CPU seconds of several runs; the first, which may compile, does not count."""
    runs = [cost(code, arguments, root).cpu for _ in range(STARTS + 1)]
    return statistics.median(runs[1:])


def measure_starts(root: Path, starts: Sequence[tuple[str, str, Sequence[str]]]) -> None:
    """Print what starts cost: each a name, its code and its arguments, beside bare Python."""
    bare = median_cpu("", [], root)
    tell("bare Python", f"{bare:7.3f} CPU s")
    for name, code, arguments in starts:
        spent = median_cpu(code, arguments, root)
        tell(name, f"{spent:7.3f} CPU s   {spent - bare:+.3f} over bare Python")


def tell(name: str, figures: str) -> None:
    """Print one line of a report."""
    print(f"{name:{WIDTH}} {figures}")


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which ``share`` (0 to 1) of the values lie, by linear interpolation.

    Hyndman and Fan (1996), definition 7, the usual one of spreadsheets.
    """
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])
