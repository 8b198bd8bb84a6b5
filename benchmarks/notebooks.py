"""Knows what building and checking the notebooks costs: CPU seconds, kernels included, not wall time.

    python benchmarks/notebooks.py
    python benchmarks/notebooks.py --only starts

The build runs in a copy of the pack, so that nothing in this folder is written. ``coursepack build`` and
nbval start kernels; what these use is counted as their children's. Windows does not tell it.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from measuring import COMMAND, NOT_AVAILABLE, Cost, cost, measure_starts, tell

from coursepack.build import build
from coursepack.course import load_course

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = shutil.ignore_patterns(".*", "my-answers", "__pycache__")
FOLDERS = ("notebooks", "exercises", "solutions")
STARTS = (
    ("import coursepack", "import coursepack", ()),
    ("from coursepack import exercise", "from coursepack import exercise", ()),
)
NBVAL = """
import os, subprocess, sys
os.environ["COURSEPACK_ANSWERS"] = "nobody"
command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-q", "-p", "no:cacheprovider"]
done = subprocess.run([*command, *sys.argv[1:]], check=False, capture_output=True, text=True, encoding="utf-8")
if done.returncode:
    print(done.stdout[-3000:])
    raise SystemExit(f"nbval ended with {done.returncode}")
"""


def copy_of_pack(folder: Path) -> Path:
    """Copy the pack without what starts with a dot, and without answers; return the copy."""
    return Path(shutil.copytree(ROOT, folder / "pack", ignore=LEFT_OUT))


def measure_build(folder: Path) -> None:
    """Print what writing and running all notebooks costs."""
    _tell("coursepack build", cost(COMMAND, ["build"], copy_of_pack(folder)))


def measure_nbval(folder: Path) -> None:
    """Print what comparing every stored output costs, over notebooks that are fresh."""
    copy = copy_of_pack(folder)
    build(load_course(copy))
    paths = [
        path.relative_to(copy).as_posix()
        for name in FOLDERS
        for path in sorted((copy / name).glob("*.ipynb"))
    ]
    _tell(f"nbval over {len(paths)} notebooks", cost(NBVAL, paths, copy))


def _tell(name: str, spent: Cost) -> None:
    if spent.children is None:
        tell(name, f"{spent.cpu:7.1f} CPU s   kernels: {NOT_AVAILABLE}")
    else:
        whole = spent.cpu + spent.children
        tell(name, f"{whole:7.1f} CPU s   of that in kernels and other children {spent.children:.1f}")


def main() -> None:
    """Measure and print."""
    parts: dict[str, Callable[[Path], None]] = {
        "starts": lambda _: measure_starts(ROOT, STARTS),
        "build": measure_build,
        "nbval": measure_nbval,
    }
    parser = argparse.ArgumentParser(description="Measure what building and checking the notebooks costs.")
    parser.add_argument("--only", choices=parts, help="measure one part")
    options = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, {sys.platform}")
    for name, measure in parts.items():
        if options.only in {None, name}:
            with tempfile.TemporaryDirectory(prefix="coursepack-") as folder:
                measure(Path(folder))


if __name__ == "__main__":
    main()
