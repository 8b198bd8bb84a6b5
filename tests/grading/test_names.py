"""What a stranger's file name may do: nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursepack.grading.names import LONGEST_NAME, PageNames, shown, student_of

FORBIDDEN_ON_WINDOWS = set('<>:"/\\|?*') | {chr(number) for number in range(32)}


@pytest.mark.parametrize(
    ("file", "student"),
    [
        ("jane.jsonl", "jane"),
        ("JANE.JSONL", "JANE"),
        ("jane (1).jsonl", "jane"),
        ("jane(2).jsonl", "jane"),
        ("(1).jsonl", "(1)"),
        ("answers (1).jsonl", "answers (1)"),
        ("jane.jsonl.txt", "jane"),
        ("jane.doe.jsonl", "jane.doe"),
        ("group-a/jane.jsonl", "jane"),
        ("doe-jane/answers.jsonl", "doe-jane"),
        ("group-a/doe-jane/answers.jsonl", "doe-jane"),
        ("doe-jane/Answers (1).jsonl", "doe-jane"),
        ("answers.jsonl", "answers"),
        ("doe-jane/answers.jsonl.txt", "doe-jane"),
        ("doe-jane/answers.txt", "doe-jane"),
        ("doe-jane/ANSWERS (2).json", "doe-jane"),
        ("doe-jane/my-answers/answers.jsonl", "doe-jane"),
        ("group-a/doe-jane/my-answers (1)/answers.jsonl", "doe-jane"),
        ("my-answers/answers.jsonl", "answers"),
        ("/answers.jsonl", "answers"),
        ("my-answers-of-jane.jsonl", "my-answers-of-jane"),
        ("doe-jane/notes.ipynb", "notes"),
    ],
)
def test_a_student_is_named_by_the_file_or_by_the_folder_of_an_answers_file(file: str, student: str) -> None:
    assert student_of(file) == student


def test_the_two_ways_to_write_an_accent_are_one_student() -> None:
    assert student_of("Zoe\u0308.jsonl") == student_of("Zo\u00eb.jsonl")


def test_a_mark_that_turns_the_text_is_not_shown() -> None:
    assert student_of("jane\u202efdp.jsonl") == "jane\ufffdfdp"


def test_a_long_text_is_cut_where_it_is_shown() -> None:
    assert shown("x" * 50, longest=10) == "xxxxxxxxxx…"


@pytest.mark.parametrize(
    ("student", "name"),
    [
        ("Jane Doe", "Jane-Doe.html"),
        ("../../etc/passwd", "etc-passwd.html"),
        ("C:\\temp\\x", "C-temp-x.html"),
        ('<script>alert("x")</script>', "script-alert-x-script.html"),
        ("=HYPERLINK(1)", "HYPERLINK-1.html"),
        ("jane. ", "jane.html"),
        (".htaccess", "htaccess.html"),
        ("CON", "student-CON.html"),
        ("nul.tar", "student-nul.tar.html"),
        ("LPT9", "student-LPT9.html"),
        ("console", "console.html"),
        ("😀", "student.html"),
        ("", "student.html"),
        ("नमस्ते", "नमस्ते.html"),
    ],
)
def test_a_page_has_a_name_that_every_system_takes(student: str, name: str) -> None:
    assert PageNames().new(student) == name


def test_names_that_are_the_same_file_somewhere_get_numbers() -> None:
    names = PageNames()
    assert [names.new(student) for student in ("jane", "Jane", "jane", "jane-2")] == [
        "jane.html",
        "Jane-2.html",
        "jane-3.html",
        "jane-2-2.html",
    ]


def test_a_name_that_was_given_is_known_in_any_case() -> None:
    names = PageNames()
    names.new("Jane")
    assert "JANE.html" in names
    assert "june.html" not in names
    assert len(names) == 1


@given(st.lists(st.text(max_size=300), max_size=12))
def test_any_names_become_safe_short_and_different(students: list[str]) -> None:
    names = PageNames()
    made = [names.new(student) for student in students]
    assert len({name.casefold() for name in made}) == len(students)
    for name in made:
        assert len(name) <= LONGEST_NAME
        assert len(name.encode()) <= 255
        assert not FORBIDDEN_ON_WINDOWS & set(name)
        assert name.endswith(".html")
        assert not name.startswith((".", " ", "-"))
