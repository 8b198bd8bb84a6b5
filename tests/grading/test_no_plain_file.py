"""Pipes, devices, links in circles and impossible names where a file is expected: told in words, never waited for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from coursepack.answers import UnreadableLogError, read_log
from coursepack.answers.lines import MOST_LINES
from coursepack.cli import main
from coursepack.course import Course
from support import best_answers, write_log

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no pipes among its files")
TOO_LONG = "x" * 300


@pytest.fixture(name="place")
def _place(course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a class, a pipe under every name that a command may be given, and a link to itself."""
    monkeypatch.chdir(course.root)
    monkeypatch.delenv("COURSEPACK_ROOT", raising=False)
    write_log(tmp_path / "class" / "ann.jsonl", course, best_answers(course))
    for name in ("pipe", "pipe.gift", "marks/ann.jsonl", "report/gradebook.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        os.mkfifo(tmp_path / name)
    (tmp_path / "loop").symlink_to("loop")
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        "grade {0}/pipe --out {0}/out",
        "grade /dev/zero --out {0}/out",
        "grade {0}/class --out {0}/out --class {0}/pipe",
        "grade {0}/class --out {0}/out --rules {0}/pipe",
        "grade {0}/class --out {0}/out --marks {0}/marks",
        "grade {0}/class --out {0}/out --before {0}/report",
        "grade {0}/loop --out {0}/out",
        "grade {0}/class --out {0}/loop",
        "grade {1} --out {0}/out",
        "grade {0}/class --out {0}/{1}",
        "grade {0}/class --out {0}/out --class {1}",
        "grade {0}/class --out {0}/out --before {1}",
        "mark {0}/pipe --marker ann --no-browser",
        "mark {0}/class --marker ann --marks {0}/loop --no-browser",
        "fill-in {0}/pipe --canvas {0}/pipe --column x --out {0}/filled.csv",
        "import {0}/pipe.gift --unit 09-x --title x",
    ],
)
def test_what_is_no_plain_file_is_refused_at_once_and_in_words(
    place: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command.format(place, TOO_LONG).split()) == 2
    said = capsys.readouterr().err
    assert said.strip()
    assert "Traceback" not in said


def test_a_pipe_in_place_of_a_log_is_refused(place: Path, course: Course) -> None:
    with pytest.raises(UnreadableLogError, match="a pipe or a device, not a file"):
        read_log(place / "pipe", course.id)


def test_fifty_million_line_ends_are_given_up_early(course: Course, tmp_path: Path) -> None:
    (tmp_path / "blank.jsonl").write_bytes(b"\n" * (MOST_LINES + 1))
    with pytest.raises(UnreadableLogError, match=f"more than {MOST_LINES:,} lines"):
        read_log(tmp_path / "blank.jsonl", course.id)
