"""Whatever is spoiled in a log or a zip: no crash, no hang, one row for every student."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from classroom import Row, read_csv
from coursepack.answers import Answer
from coursepack.course import Course
from coursepack.faults import CourseError
from coursepack.grading import grade
from coursepack.grading.source import opened
from mutations import MUTATIONS, Mutation, spoiled, spoiled_zip
from support import write_log

CORPUS = Path(__file__).with_name("corpus")
"""What ``benchmarks/fuzz_grading.py`` found once, kept so that it never comes back."""
QUICK = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def sound(course: Course, best: Mapping[str, Answer], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a log without a fault, with hints and tries."""
    path = tmp_path_factory.mktemp("sound") / "jane.jsonl"
    return write_log(path, course, best, hints=dict.fromkeys(best, 1)).read_bytes()


def rows_of(course: Course, files: Sequence[bytes]) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        submissions = Path(folder) / "class"
        submissions.mkdir()
        for number, content in enumerate(files):
            (submissions / f"student-{number:02d}.jsonl").write_bytes(content)
        grade(course, submissions, Path(folder) / "report")
        return read_csv(Path(folder) / "report" / "gradebook.csv")


def check(row: Row) -> None:
    assert "could not be graded (" not in row["notes"]
    if row["status"] == "unreadable":
        assert row["points"] == ""
    if row["points"]:
        assert 0 <= float(row["points"]) <= float(row["possible"])
        assert row["answered"] != "0"
    if row["status"] != "graded":
        assert row["notes"]


@QUICK
@given(
    recipes=st.lists(
        st.tuples(st.integers(0, 10**6), st.lists(st.sampled_from(MUTATIONS), min_size=1, max_size=4)),
        min_size=1,
        max_size=8,
    )
)
def test_any_spoiled_logs_are_a_row_each(
    course: Course, sound: bytes, recipes: list[tuple[int, list[Mutation]]]
) -> None:
    files = [spoiled(sound, recipe, random.Random(seed)) for seed, recipe in recipes]  # noqa: S311 (no secret)
    rows = rows_of(course, files)
    assert [row["student"] for row in rows] == [f"student-{number:02d}" for number in range(len(files))]
    for row in rows:
        check(row)


@QUICK
@given(st.binary(max_size=3000))
def test_any_bytes_are_a_row(course: Course, content: bytes) -> None:
    (row,) = rows_of(course, [content])
    assert row["status"] == "unreadable"
    check(row)


@QUICK
@given(seed=st.integers(0, 10**6))
def test_any_spoiled_zip_is_refused_in_words_or_has_a_row_for_every_file(
    course: Course, sound: bytes, seed: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place, out = Path(folder) / "class.zip", Path(folder) / "report"
        place.write_bytes(spoiled_zip([sound, b"", sound[:500]], random.Random(seed)))  # noqa: S311 (no secret)
        try:
            grade(course, place, out)
        except CourseError:
            return
        rows = read_csv(out / "gradebook.csv")
        with opened(place) as source:
            assert len(rows) == len(source.submissions)
        for row in rows:
            check(row)


def test_what_was_found_once_stays_mended(course: Course, tmp_path: Path) -> None:
    kept = sorted(CORPUS.glob("*")) if CORPUS.is_dir() else []
    logs = [path for path in kept if path.suffix == ".jsonl"]
    for row in rows_of(course, [b"", *(path.read_bytes() for path in logs)]):
        check(row)
    for path in kept:
        if path.suffix == ".zip":
            place = tmp_path / path.name
            shutil.copyfile(path, place)
            try:
                grade(course, place, tmp_path / "report")
            except CourseError as error:
                assert path.name in str(error)  # noqa: PT017 (both ends are right: refused in words, or graded)
