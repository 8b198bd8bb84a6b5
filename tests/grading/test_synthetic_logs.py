"""The generator of made-up classes: the same seed, the same class, in logs that are real ones."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

from classroom import Classroom
from coursepack.course import Course
from support import REPOSITORY

WriteLogs = Callable[[Course, Path, int, int], None]


@pytest.fixture(scope="module")
def write_logs() -> WriteLogs:
    """Return the generator, which lies among the benchmarks and is no part of the library."""
    path = REPOSITORY / "benchmarks" / "synthetic_logs.py"
    spec = importlib.util.spec_from_file_location("synthetic_logs", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made: WriteLogs = module.write_logs
    return made


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_seed_writes_the_same_class(write_logs: WriteLogs, course: Course, tmp_path: Path) -> None:
    for folder, count, seed in (("a", 5, 1), ("b", 5, 1), ("c", 5, 2), ("d", 3, 1)):
        write_logs(course, tmp_path / folder, count, seed)
    first = contents(tmp_path / "a")
    assert len(first) == 5
    assert contents(tmp_path / "b") == first
    assert not set(contents(tmp_path / "c").values()) & set(first.values())
    assert contents(tmp_path / "d").items() < first.items()


def test_made_up_logs_are_graded_without_a_doubt(write_logs: WriteLogs, classroom: Classroom) -> None:
    write_logs(classroom.course, classroom.submissions, 20, 1)
    report = classroom.grade()
    assert {row["status"] for row in report.rows} == {"graded"}
    assert report.unreadable == []
    assert len({row["points"] for row in report.rows}) > 5
