"""Knows that every lesson keeps to its form, and that each check of it can fail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pytest

from coursepack.course import Course
from coursepack.items import Item, load_items
from lesson_checks import exercise_faults, figure_faults, figure_names, structure_faults, time_faults
from lesson_parts import Lesson, empty_sections, read_lesson
from reading_level import grade, grade_of, prose, syllables
from support import REPOSITORY

WELCOME = "00-start-here"
"""The page that explains the course; it has a shape of its own."""
FOR_TEACHERS = "teacher-"
"""Beginning of the name of a page for teachers: no lesson, but read as one for its level."""
TESTS = ("pre-test", "post-test")
HARDEST = 10
"""The highest grade level of a lesson's prose."""

GOOD = Lesson(
    "09-good",
    """
# How sure?

**The question of this lesson:** How sure is a text?

**When you are done, you can**

- find a hedge;
- find a boost.

**Time:** about 60 minutes.

**You need:** nothing.

## Before you start

```{code-cell} ipython3
exercise("good-practice-01")
exercise("good-practice-02")
exercise("good-practice-03")
```

## 1 · Hedges

*About 30 minutes.*

```{code-cell} ipython3
# A comment
barcode("A3")
```

**What this count cannot show.** Much.

```{code-cell} ipython3
calibration()
```

In words: what this count cannot show.

## 2 · Each text at its strongest

*About 20 minutes.*

### Your turn

```{code-cell} ipython3
exercise("good-01")
```

## To discuss

1. Who?
2. What?
3. Why?

## Recap

- One.
- Two.
- Three.

## Words of this lesson

- **hedge**: a word
  that makes a claim smaller.

## Further reading

- A. Writer, *A Work*, A Press 1990.

## What comes next

More.
""",
)
OWN = ("good-01", "good-practice-01", "good-practice-02", "good-practice-03")
MINUTES = dict.fromkeys(OWN, 5.0)


@pytest.fixture(scope="module")
def pages() -> Sequence[Lesson]:
    """Return all lesson sources; a student's copy has none."""
    found = [read_lesson(path) for path in sorted((REPOSITORY / "lessons").glob("*.md"))]
    if not found:
        pytest.skip("this copy has no lesson sources")
    return found


@pytest.fixture(scope="module")
def lessons(pages: Sequence[Lesson]) -> Sequence[Lesson]:
    """Return the lessons proper."""
    return [lesson for lesson in pages if lesson.name != WELCOME and not lesson.name.startswith(FOR_TEACHERS)]


def _ids(course: Course, lesson: str, *, practice: bool = False) -> list[str]:
    units = [unit for unit in course.units if unit.lesson == lesson and (unit.practice or not practice)]
    return [item_id for unit in units for item_id in load_items(unit.id, course).items]


def _told(lessons: Sequence[Lesson], faults: Mapping[str, Iterable[str]]) -> Mapping[str, Sequence[str]]:
    assert set(faults) == {lesson.name for lesson in lessons}
    return {name: told for name, found in faults.items() if (told := list(found))}


def _changed(old: str, new: str) -> Lesson:
    assert GOOD.text.count(old) == 1, old
    return Lesson(GOOD.name, GOOD.text.replace(old, new))


def test_every_unit_of_the_course_belongs_to_a_lesson_or_a_test(
    course: Course, lessons: Sequence[Lesson]
) -> None:
    assert {unit.lesson for unit in course.units} - set(TESTS) == {lesson.name for lesson in lessons}


# Headings


def test_every_lesson_keeps_to_the_form(lessons: Sequence[Lesson]) -> None:
    assert _told(lessons, {lesson.name: structure_faults(lesson) for lesson in lessons}) == {}


def test_the_welcome_page_has_one_title_no_empty_section_and_a_word_for_those_the_war_touched(
    pages: Sequence[Lesson],
) -> None:
    (welcome,) = [page for page in pages if page.name == WELCOME]
    assert len(welcome.titles) == 1
    assert list(empty_sections(welcome)) == []
    assert "**You need:**" in welcome.head
    assert welcome.sections[0].heading == "A word before you begin"


def test_a_lesson_that_keeps_to_the_form_has_no_fault() -> None:
    assert list(structure_faults(GOOD)) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("# How sure?", "How sure?", "0 titles instead of one"),
        ("**Time:** about 60 minutes.", "About 60 minutes.", 'no line "**Time:** …" in the head'),
        ("- find a hedge;\n", "", "fewer than two objectives in the head"),
        ("## Before you start", "## At first", 'the first section is not "Before you start"'),
        ("## 2 · Each", "## 3 · Each", "the teaching sections are not numbered 1 ·, 2 ·, …"),
        ("at its strongest", "at its best", 'no section "Each text at its strongest"'),
        ("*About 20 minutes.*", "", 'no line "*About N minutes.*" in "2 · Each text at its strongest"'),
        ("1. Who?\n", "", "2 questions to discuss instead of 3 to 5"),
        ("- One.\n", "", "fewer than three entries in the recap"),
        (
            "**hedge**: a",
            "hedge, a",
            '"hedge, a word\n  that makes a claim smaller." is not "**term**: definition."',
        ),
        (" 1990", "", "further reading without a year"),
        ("\nMore.\n", "", 'nothing under "What comes next"'),
        ('```{code-cell} ipython3\nexercise("good-01")\n```\n', "", 'nothing under "Your turn"'),
    ],
)
def test_a_lesson_that_leaves_the_form_is_told(old: str, new: str, told: str) -> None:
    assert told in list(structure_faults(_changed(old, new)))


def test_sections_in_another_order_are_told() -> None:
    text = (
        GOOD.text.replace("## Recap", "## X")
        .replace("## To discuss", "## Recap")
        .replace("## X", "## To discuss")
    )
    assert any("instead of ['To discuss', 'Recap'" in told for told in structure_faults(Lesson("09", text)))


# Time


def test_exercises_and_sections_fit_into_the_stated_time(
    lessons: Sequence[Lesson], items: Sequence[Item]
) -> None:
    minutes = {item.id: item.minutes for item in items}
    assert _told(lessons, {lesson.name: time_faults(lesson, minutes) for lesson in lessons}) == {}


def test_a_time_that_is_missing_too_short_or_too_long_is_told() -> None:
    assert list(time_faults(GOOD, MINUTES)) == []
    for stated in ("an hour", "about 40 minutes", "about 90 minutes"):
        (told,) = time_faults(_changed("about 60 minutes", stated), MINUTES)
        assert told.endswith("minutes, not 50 to 80")
    assert list(time_faults(_changed("About 20", "About 40"), MINUTES)) == [
        "its sections take 70 minutes, the lesson states 60"
    ]
    assert list(time_faults(GOOD, dict.fromkeys(OWN, 16))) == [
        "its exercises take 64 minutes, the lesson states 60"
    ]


# Exercises


def test_a_lesson_uses_its_own_exercises_once_and_all_of_its_practice(
    course: Course, lessons: Sequence[Lesson]
) -> None:
    faults = {
        lesson.name: exercise_faults(
            lesson, _ids(course, lesson.name), _ids(course, lesson.name, practice=True)
        )
        for lesson in lessons
    }
    assert _told(lessons, faults) == {}


def test_an_exercise_that_is_foreign_repeated_or_not_used_is_told() -> None:
    own, practice = [*OWN], [*OWN[1:]]
    assert list(exercise_faults(GOOD, own, practice)) == []
    assert list(exercise_faults(GOOD, practice, practice)) == ["good-01 is no exercise of this lesson"]
    repeated = _changed('exercise("good-01")', 'exercise("good-practice-01")')
    assert "good-practice-01 is shown twice" in list(exercise_faults(repeated, own, practice))
    unused = _changed('exercise("good-practice-02")\n', "")
    assert list(exercise_faults(unused, own, practice)) == [
        "good-practice-02 is for practice, and the lesson does not use it",
        '2 questions on earlier lessons in "Before you start" instead of 3',
    ]


# Figures


def test_a_caveat_follows_every_figure(lessons: Sequence[Lesson]) -> None:
    figures = figure_names()
    assert _told(lessons, {lesson.name: figure_faults(lesson, figures) for lesson in lessons}) == {}


def test_the_functions_that_show_a_chart_are_known() -> None:
    assert {"attributions_by_speaker", "barcode", "calibration"} <= figure_names()
    assert not {"article", "exercise", "units_table", "progress"} & figure_names()


def test_a_figure_without_a_caveat_is_told() -> None:
    figures = {"barcode", "calibration"}
    assert list(figure_faults(GOOD, figures)) == []
    assert list(figure_faults(_changed("**What this count cannot show.** Much.", "Much."), figures)) == [
        'no "what this count cannot show" between barcode and calibration'
    ]
    assert list(figure_faults(_changed("In words: what this count cannot show.", "Look."), figures)) == [
        'no "what this count cannot show" after calibration in "1 · Hedges"'
    ]
    assert list(figure_faults(_changed("calibration()", "progress()"), figures)) == [
        "1 figures instead of at least 2"
    ]


# Reading level


def test_the_prose_of_every_page_reads_at_grade_ten_or_below(pages: Sequence[Lesson]) -> None:
    assert {page.name: level for page in pages if (level := grade(page)) > HARDEST} == {}


def test_the_grade_level_is_that_of_the_formula() -> None:
    """By hand: 0.39 * 6 + 11.8 * 6 / 6 - 15.59, then 0.39 * 9 / 3 + 11.8 * 12 / 9 - 15.59."""
    assert grade_of(["The cat sat on the mat."]) == pytest.approx(-1.45)
    assert grade_of(["Look at the table. Mr. Lavrov speaks", "Is it?"]) == pytest.approx(1.3133, abs=1e-3)


def test_hard_prose_is_noticed() -> None:
    hard = (
        "Notwithstanding considerable methodological heterogeneity, contemporary international relations "
        "scholarship increasingly problematises ontological presuppositions underlying institutional analysis."
    )
    assert grade(Lesson("x", f"# T\n\n{hard}\n")) > HARDEST


def test_syllables_are_groups_of_vowels_without_silent_endings() -> None:
    known = {
        "the": 1, "make": 1, "table": 2, "voices": 2, "sources": 2, "hedges": 2, "times": 1, "asked": 1,
        "reported": 3, "attribution": 4, "it’s": 1, "well-known": 2, "2025": 1, "people": 2, "school": 1,
    }  # fmt: skip
    assert {word: syllables(word) for word in known} == known


def test_quotations_code_headings_tables_and_titles_of_works_are_no_prose() -> None:
    text = (
        "# Heading\n\nOne ‹quoted words› (A0-08) and `code`.\n\n> set off\n\n- first;\n- second\n  line\n\n"
        "| a | b |\n\n```{code-cell} ipython3\n# not a heading\n```\n\n## Further reading\n\n- A work.\n"
    )
    assert [" ".join(block.split()) for block in prose(Lesson("x", text))] == [
        "One and .",
        "first;",
        "second line",
    ]
