"""Knows how a made-up class is asked for on the command line; ``coursepack.grading.made_up`` knows how it answers.

python benchmarks/synthetic_logs.py FOLDER --count 100 --seed 1
python benchmarks/synthetic_logs.py FOLDER --count 100 --once
"""

from __future__ import annotations

import argparse
from pathlib import Path

from coursepack.course import load_course
from coursepack.faults import CourseError
from coursepack.grading.made_up import write_logs


def main() -> None:
    """Write logs from the command line."""
    parser = argparse.ArgumentParser(description="Write logs of a made-up class.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--once", action="store_true", help="only what counts, one try each")
    options = parser.parse_args()
    try:
        write_logs(load_course(), options.folder, options.count, options.seed, once=options.once)
    except CourseError as error:
        raise SystemExit(str(error)) from None
    print(f"{options.count:,} logs written to {options.folder}")


if __name__ == "__main__":
    main()
