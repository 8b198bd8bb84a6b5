"""Built files: the same bytes at every build, and every difference named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from coursepack.build import build, check
from coursepack.build.lessons import lesson_sources
from coursepack.course import Course, load_course
from coursepack.faults import CourseError
from support import REPOSITORY, small_course

LESSON = """---
kernelspec:
  name: python3
---

# A lesson

A quotation: ‹But he said it wasn’t his place to decide.› (A0-08).

```{code-cell} ipython3
from coursepack import exercise
```

```{code-cell} ipython3
exercise("small-choice")
```
"""


@pytest.fixture
def course(tmp_path: Path) -> Course:
    course = small_course(tmp_path / "pack")
    (course.root / "lessons").mkdir()
    (course.root / "lessons" / "01-small.md").write_text(LESSON, encoding="utf-8")
    return course


def test_a_second_build_writes_nothing_and_a_change_is_named(course: Course) -> None:
    written = list(build(course))
    assert set(written) == {
        "docs/codebook.md",
        "notebooks/01-small.ipynb",
        "exercises/01-small.ipynb",
        "solutions/01-small.ipynb",
    }
    assert check(course) == []
    path = course.path("notebooks", "01-small.ipynb")
    path.write_bytes(path.read_bytes().replace(b"# A lesson", b"# A lesion"))
    (difference,) = check(course)
    assert "notebooks/01-small.ipynb" in difference
    assert "A lesion" in difference
    assert "near cell 01-small-001" in difference


def test_a_lesson_with_a_changed_quotation_is_not_built(course: Course) -> None:
    path = course.path("lessons", "01-small.md")
    path.write_text(path.read_text(encoding="utf-8").replace("his place", "her place"), encoding="utf-8")
    with pytest.raises(CourseError, match=r"lessons/01-small.md.*letter by letter"):
        list(build(course))


def test_a_cell_that_fails_is_named(course: Course) -> None:
    path = course.path("lessons", "01-small.md")
    path.write_text(
        path.read_text(encoding="utf-8").replace('"small-choice"', '"small-chioce"'), encoding="utf-8"
    )
    with pytest.raises(CourseError, match=r"01-small-003.*small-chioce"):
        list(build(course))


def test_a_copy_for_students_builds_what_it_can(tmp_path: Path) -> None:
    course = small_course(tmp_path / "pack", solutions=False)
    assert list(build(course)) == ["exercises/01-small.ipynb"]
    text = course.path("exercises", "01-small.ipynb").read_text(encoding="utf-8")
    assert all(cell.get("execution_count", 1) for cell in json.loads(text)["cells"])


def test_a_page_for_teachers_is_built_only_where_solutions_are(course: Course, tmp_path: Path) -> None:
    student = small_course(tmp_path / "student", solutions=False)
    for own in (course, student):
        own.path("lessons").mkdir(exist_ok=True)
        own.path("lessons", "teacher-page.md").write_text(LESSON, encoding="utf-8")
    assert [path.name for path in lesson_sources(course)] == ["01-small.md", "teacher-page.md"]
    assert lesson_sources(student) == []


def test_the_stored_exercises_are_the_same_with_and_without_solutions(tmp_path: Path) -> None:
    """A student's copy must pass the strict comparison as well."""
    with_solutions = small_course(tmp_path / "teacher")
    without = small_course(tmp_path / "student", solutions=False)
    for course in (with_solutions, without):
        list(build(course))
    name = ("exercises", "01-small.ipynb")
    assert with_solutions.path(*name).read_bytes() == without.path(*name).read_bytes()


def test_the_lesson_figures_are_the_same_with_and_without_the_reference(tmp_path: Path) -> None:
    """Lessons are built as a learner without answers: the reference must not show in them."""
    texts = []
    for name, solutions in (("teacher", True), ("student", False)):
        folder = tmp_path / name
        course = small_course(folder, solutions=False)
        if solutions:
            shutil.copytree(REPOSITORY / "solutions" / "coding", folder / "solutions" / "coding")
        (folder / "lessons").mkdir()
        cells = (
            "from coursepack import attributions_by_speaker, speech_and_mind",
            "attributions_by_speaker()",
            "speech_and_mind()",
        )
        source = "\n\n".join(f"```{{code-cell}} ipython3\n{cell}\n```" for cell in cells)
        (folder / "lessons" / "01-figures.md").write_text(
            f"---\nkernelspec:\n  name: python3\n---\n\n{source}\n", encoding="utf-8"
        )
        list(build(load_course(course.root)))
        texts.append((folder / "notebooks" / "01-figures.ipynb").read_bytes())
    assert texts[0] == texts[1]
    assert b"Nothing to draw yet" in texts[0]
