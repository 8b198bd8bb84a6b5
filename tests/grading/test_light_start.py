"""The grader starts light: what it does not need is never imported."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from classroom import Classroom

HEAVY = {
    "IPython",
    "ipykernel",
    "ipywidgets",
    "anywidget",
    "jupyter_client",
    "jupyter_core",
    "nbformat",
    "nbclient",
}
HEAVY |= {"jupytext", "jupyterlab", "traitlets", "pandas", "numpy", "plotly", "asyncio"}
GRADE = """
import json, sys
from pathlib import Path
from coursepack.course import load_course
from coursepack.grading import grade
before = sorted(sys.modules)
grade(load_course(Path(sys.argv[1])), Path(sys.argv[2]), Path(sys.argv[3]))
print(json.dumps([before, sorted(sys.modules)]))
"""


def modules(classroom: Classroom) -> tuple[set[str], set[str]]:
    """Return the packages imported with the room, and after one log was graded, in a process of its own."""
    folders = [str(classroom.course.root), str(classroom.submissions), str(classroom.out)]
    done = subprocess.run(
        [sys.executable, "-c", GRADE, *folders],
        cwd=Path(classroom.course.root),
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    before, after = (
        {name.partition(".")[0] for name in names} for names in json.loads(done.stdout.splitlines()[-1])
    )
    return before, after


def test_grading_imports_neither_jupyter_nor_pandas_nor_plotly(classroom: Classroom) -> None:
    classroom.hand_in("jane.jsonl", {"small-choice": "haass"})
    before, after = modules(classroom)
    assert "coursepack" in before
    assert not before & {"jinja2", "markdown_it", "markupsafe"}
    assert {"jinja2", "markdown_it"} <= after
    assert not after & HEAVY
    assert (classroom.out / "feedback" / "jane.html").is_file()
