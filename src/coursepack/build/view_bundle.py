"""Knows how the view's source files become the one small file that a page loads, and whether it is fresh.

Making it needs Node.js (``npx esbuild``), which only somebody who changes the view has. Everybody
else checks: the made file names the digest of the sources it was made from.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

from coursepack.course import Course
from coursepack.faults import CourseError, Fault

SOURCES = ("src", "coursepack", "widgets", "view")
MADE = "src/coursepack/widgets/exercise.js"
ENTRY = "exercise.js"
BUNDLER = "esbuild@0.28.2"
HEAD = "// Made by `coursepack build --view` from the folder view. Sources: "


def view_difference(course: Course) -> str | None:
    """Return a sentence if the made view is not made from the present sources; ``None`` if it is, or has none."""
    folder = course.path(*SOURCES)
    if not folder.is_dir():
        return None
    path = course.path(MADE)
    first = path.read_text(encoding="utf-8").partition("\n")[0] if path.is_file() else ""
    if first == HEAD + _digest(folder):
        return None
    return f"{MADE}: not made from the present files of the folder view. Run: coursepack build --view"


def make_view(course: Course) -> str:
    """Make the view and return its path inside the pack; raise ``CourseError`` without Node.js or with an error."""
    npx = shutil.which("npx")
    if npx is None:
        raise CourseError(
            Fault(MADE, "", "no Node.js", "Node.js, to change the view", "Install it from nodejs.org.")
        )
    folder = course.path(*SOURCES)
    command = [npx, "--yes", BUNDLER, ENTRY, "--bundle", "--format=esm", "--minify", "--charset=utf8"]
    done = subprocess.run(  # noqa: S603 (the command is this module's own)
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise CourseError(
            Fault(MADE, "", done.stderr.strip(), "sources that bundle", "Mend the line named here.")
        )
    course.path(MADE).write_text(f"{HEAD}{_digest(folder)}\n{done.stdout}", encoding="utf-8", newline="\n")
    return MADE


def _digest(folder: Path) -> str:
    content = hashlib.sha256()
    for path in sorted(folder.glob("*.js")):
        content.update(f"{path.name}\n{path.read_text(encoding='utf-8')}\n".encode())
    return content.hexdigest()[:16]
