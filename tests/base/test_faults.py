"""Knows how a mistake in a file has to be told."""

from __future__ import annotations

import pytest

from coursepack.faults import CourseError, Fault, listed, raise_if_any

FAULT = Fault(
    "exercises/01.toml", "who-01.kind", '"chioce"', '"choice" or "match"', "Use one of these words."
)


def test_a_fault_names_file_place_found_expected_and_remedy_in_this_order() -> None:
    assert str(FAULT) == (
        'exercises/01.toml, who-01.kind: found "chioce"; expected "choice" or "match". Use one of these words.'
    )


def test_a_fault_of_a_whole_file_has_no_comma_without_a_place() -> None:
    assert str(Fault("course.toml", "", "no such file", "a TOML file", "Restore it.")).startswith(
        "course.toml: found no such file"
    )


def test_an_error_tells_every_fault_on_a_line_of_its_own() -> None:
    second = Fault("b.toml", "", "c", "d", "e")
    error = CourseError([FAULT, second])
    assert error.faults == (FAULT, second)
    assert str(error).splitlines() == [str(FAULT), str(second)]


def test_an_error_takes_a_single_fault() -> None:
    assert CourseError(FAULT).faults == (FAULT,)


def test_a_notebook_shows_the_message_alone() -> None:
    assert CourseError(FAULT)._render_traceback_() == [str(FAULT)]


def test_no_faults_raise_nothing_and_some_raise_all() -> None:
    raise_if_any([])
    with pytest.raises(CourseError) as caught:
        raise_if_any(fault for fault in (FAULT, FAULT))
    assert caught.value.faults == (FAULT, FAULT)


@pytest.mark.parametrize(
    ("values", "words"),
    [([], "nothing"), (["a"], '"a"'), (["a", "b"], '"a" or "b"'), (["a", "b", 3], '"a", "b" or "3"')],
)
def test_allowed_values_are_listed_as_people_write_them(values: list[object], words: str) -> None:
    assert listed(values) == words
