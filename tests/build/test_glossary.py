"""The glossary is made from the words of the lessons; two meanings of one word are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursepack.build.glossary_page import glossary_page
from coursepack.build.products import products
from coursepack.course import Course, load_course
from coursepack.faults import CourseError
from support import REPOSITORY, small_course


@pytest.fixture
def course(tmp_path: Path) -> Course:
    course = small_course(tmp_path / "pack")
    course.path("lessons").mkdir()
    _lesson(course, "01-a", "- **unit**: a sentence.\n- **Cue**: words that\n  tell of speech.\n")
    _lesson(course, "02-b", "- **unit**: a sentence.\n- **boost**: a word that makes a claim larger.\n")
    return course


def _lesson(course: Course, name: str, words: str) -> None:
    text = f"# Lesson {name[-1]}\n\n## Recap\n\n- **not**: a word.\n\n## Words of this lesson\n\n{words}\n## Further reading\n\n- No word.\n"
    course.path("lessons", f"{name}.md").write_text(text, encoding="utf-8", newline="\n")


def test_words_stand_in_the_order_of_the_alphabet_with_their_lessons(course: Course) -> None:
    assert [line for line in glossary_page(course).splitlines() if line.startswith("- ")] == [
        "- **boost**: a word that makes a claim larger. (*Lesson b*)",
        "- **Cue**: words that tell of speech. (*Lesson a*)",
        "- **unit**: a sentence. (*Lesson a*, *Lesson b*)",
    ]


def test_two_definitions_of_one_word_are_told_with_both_lessons(course: Course) -> None:
    _lesson(course, "02-b", "- **Unit**: a part of a text.\n- **cue**: a sign.\n")
    with pytest.raises(CourseError) as caught:
        glossary_page(course)
    told = [(fault.file, fault.where) for fault in caught.value.faults]
    assert told == [("lessons/02-b.md", "Unit"), ("lessons/02-b.md", "cue")]
    assert "as in lessons/01-a.md" in caught.value.faults[0].expected


def test_an_entry_in_another_form_is_told(course: Course) -> None:
    _lesson(course, "02-b", "- unit, a sentence.\n")
    with pytest.raises(
        CourseError, match=r"lessons/02-b\.md, Words of this lesson: found - unit, a sentence"
    ):
        glossary_page(course)


def test_a_course_without_words_has_no_glossary(tmp_path: Path) -> None:
    assert glossary_page(small_course(tmp_path / "pack")) == ""


def test_the_lessons_of_the_pack_agree_about_their_words() -> None:
    page = glossary_page(load_course(REPOSITORY))
    if not page:
        pytest.skip("this copy has no lesson sources")
    assert "- **cue**: " in page
    assert "docs/glossary.md" in [name for name, _ in products(load_course(REPOSITORY))]
