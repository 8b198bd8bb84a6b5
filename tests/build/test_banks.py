"""Exercise and solution notebooks of every kind of item, of units that count and of units for practice."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from coursepack.answers import histories, own_log
from coursepack.build.banks import exercise_notebook, solution_notebook
from coursepack.build.products import products
from coursepack.build.unit_votes import unit_votes
from coursepack.course import Course, load_course
from coursepack.faults import CourseError
from coursepack.items import load_items, load_keys
from coursepack.release import release_copy, release_solutions
from coursepack.scoring import mark
from support import MARKING, MARKING_ITEMS, MARKING_SOLUTIONS, PRACTICE, UNIT, marking_course, practice_course

PRACTISED = f"{MARKING}-practice"
REFERENCE_CELLS = ("agreement_table", "passes_beside_published", "show_reference")
PLACE = ("solutions", f"{PRACTISED}.attribution.csv")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Return the small course with a unit for practice that has one exercise of each of the later kinds."""
    course = marking_course(tmp_path / "pack")
    unit = f'\n[[units]]\nid = "{PRACTISED}"\ntitle = "Marking. Practice"\npractice = true\n'
    _append(course, "course.toml", unit)
    for folder, text in (("exercises", MARKING_ITEMS), ("solutions", MARKING_SOLUTIONS)):
        own = text.replace(f'"{MARKING}"', f'"{PRACTISED}"').replace("small-", "practised-")
        course.path(folder, f"{PRACTISED}.toml").write_text(own.lstrip(), encoding="utf-8", newline="\n")
    return load_course(course.root)


def _append(course: Course, name: str, text: str) -> None:
    path = course.path(name)
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8", newline="\n")


def _sources(course: Course, unit: str, kind: str) -> Iterator[str]:
    cells = solution_notebook(course.unit(unit), course).cells
    return (cell.source for cell in cells if cell.cell_type == kind)


def test_every_kind_is_answered_with_its_key_and_earns_full_credit(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSEPACK_ROOT", str(course.root))
    monkeypatch.setenv("COURSEPACK_ANSWERS", str(tmp_path / "answers"))
    for unit in (UNIT, MARKING, PRACTISED):
        names: dict[str, object] = {}
        for source in _sources(course, unit, "code"):
            if not any(shown in source for shown in REFERENCE_CELLS):
                exec(source, names)  # noqa: S102 (the cells as a notebook would run them)
        past, keys = histories(own_log(course).read().records), load_keys(unit, course).keys
        for item in load_items(unit, course).items.values():
            assert past[item.id].submitted is not None, item.id
            earned = mark(item, keys[item.id], past[item.id])
            assert earned is not None, item.id
            assert earned.result.right or item.id.endswith("essay"), item.id


def test_only_a_unit_that_counts_shows_the_reference_of_the_layers_it_draws_on(course: Course) -> None:
    assert {"agreement_table()", "passes_beside_published()"} <= set(_sources(course, MARKING, "code"))
    assert "speech_and_mind(show_reference=True)" in _sources(course, UNIT, "code")
    assert not [source for source in _sources(course, PRACTISED, "code") if "agreement_table" in source]


def test_the_head_says_whether_solutions_are_in_every_copy(tmp_path: Path) -> None:
    course = practice_course(tmp_path / "pack")
    practice, counted = course.unit(PRACTICE), course.unit(UNIT)
    assert "their solutions are in every copy" in exercise_notebook(practice, course).cells[0].source
    assert "in every copy" not in exercise_notebook(counted, course).cells[0].source
    assert "in every copy of the course" in next(_sources(course, PRACTICE, "markdown"))
    assert "out of a copy for students" in next(_sources(course, UNIT, "markdown"))


def test_a_copy_without_the_other_votes_keeps_the_keys_of_what_is_coded(
    course: Course, tmp_path: Path
) -> None:
    before = load_keys(PRACTISED, course).keys["practised-code"].codes
    ((name, text),) = unit_votes(course.unit(PRACTISED), course).items()
    assert name == "/".join(PLACE)
    assert {line.partition(",")[0] for line in text.splitlines()[1:]} == set(before)
    course.path(*PLACE).write_text(text, encoding="utf-8", newline="\n")
    # The practice of this test repeats the words of the graded unit, so that unit is opened.
    release_copy(course, [UNIT, PRACTISED], [MARKING], tmp_path / "copy.zip")
    copy = _unpacked(tmp_path / "copy.zip", tmp_path)
    assert not copy.path("solutions", "coding").exists()
    assert load_keys(PRACTISED, copy).keys["practised-code"].codes == before
    assert unit_votes(copy.unit(PRACTISED), copy) == {}


def test_solutions_handed_out_later_bring_the_votes_of_their_unit(tmp_path: Path) -> None:
    course = marking_course(tmp_path / "pack")
    for name, text in unit_votes(course.unit(MARKING), course).items():
        course.path(name).write_text(text, encoding="utf-8", newline="\n")
    release_copy(course, [], [], tmp_path / "copy.zip")
    _unpacked(tmp_path / "copy.zip", tmp_path)
    release_solutions(course, [MARKING], tmp_path / "later.zip")
    copy = _unpacked(tmp_path / "later.zip", tmp_path)
    assert load_keys(MARKING, copy).keys["small-code"] == load_keys(MARKING, course).keys["small-code"]


def test_a_copy_without_any_votes_says_which_file_is_missing(course: Course) -> None:
    shutil.rmtree(course.path("solutions", "coding"))
    with pytest.raises(CourseError, match=r"votes\.csv, practised-code: found no such file"):
        load_keys(PRACTISED, course)


def test_the_first_build_writes_the_votes_before_a_key_rests_on_them(course: Course) -> None:
    course.path("solutions", "coding", "attribution", "votes.csv").unlink()
    written = []
    for name, make in products(course):
        written.append(name)
        if not name.endswith(".ipynb"):
            course.path(name).parent.mkdir(parents=True, exist_ok=True)
            course.path(name).write_bytes(make())
    assert {f"solutions/{MARKING}.attribution.csv", "/".join(PLACE), f"solutions/{MARKING}.ipynb"} <= set(
        written
    )


def _unpacked(archive: Path, folder: Path) -> Course:
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    return load_course(folder / "course")
