"""A feedback page holds the keys of the units that are graded, and nothing of a unit that is still withheld."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from classroom import Classroom
from coursepack.course import Course
from coursepack.faults import CourseError
from coursepack.items import load_items, load_keys
from coursepack.release.withheld import Secret, leaks, secrets
from coursepack.scoring import best_answer
from support import UNIT, marking_course

OTHER = "03-marking"


@pytest.fixture(scope="module", name="course")
def _course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return marking_course(tmp_path_factory.mktemp("keys") / "pack")


@pytest.fixture(name="classroom")
def _classroom(course: Course, tmp_path: Path) -> Classroom:
    """Return a class in which one student answered everything right and one everything wrong in form."""
    room = Classroom(course, tmp_path / "submissions", tmp_path / "report")
    right = {
        item.id: best_answer(item, load_keys(unit.id, course).keys[item.id])
        for unit in course.units
        for item in load_items(unit.id, course).items.values()
    }
    room.hand_in("anna.jsonl", right)
    room.hand_in("bert.jsonl", {name: ["x"] for name in right})
    room.hand_in("carl.jsonl", {})
    return room


def said(course: Course, unit: str) -> tuple[Secret, ...]:
    """Return what a solution file says, without what two units say in the same words."""
    others = [
        course.path("solutions", f"{own.id}.toml").read_bytes() for own in course.units if own.id != unit
    ]
    shown = [path.read_bytes() for path in course.path("seeds").glob("*.txt")]
    return secrets([course.unit(unit)], course, [*others, *shown])


@pytest.mark.parametrize(("graded", "withheld"), [(UNIT, OTHER), (OTHER, UNIT)])
def test_a_page_holds_the_keys_of_graded_units_only(
    classroom: Classroom, course: Course, graded: str, withheld: str
) -> None:
    report = classroom.grade([graded])
    pages = {name: content for name, content in report.files().items() if name.startswith("feedback/")}
    assert {
        name: bool(list(leaks(name, content, said(course, graded)))) for name, content in pages.items()
    } == {
        "feedback/anna.html": True,
        "feedback/bert.html": True,
        "feedback/carl.html": False,
    }
    for name, content in report.files().items():
        assert list(leaks(name, content, said(course, withheld))) == [], name
        for item in load_items(withheld, course).items.values():
            assert item.id not in content.decode("utf-8-sig"), name


def test_the_table_tells_what_was_earned_in_each_of_several_units(
    classroom: Classroom, course: Course
) -> None:
    page = classroom.grade().files()["feedback/anna.html"].decode()
    earned = re.findall(r'class="of-unit"><th scope="row">(.*?)</th><td>(.*?)</td>', page)
    # Of its five exercises one is a written answer that nobody has marked.
    assert [points for _, points in earned] == ["7 of 7", "4 of 4"]
    assert [title for title, _ in earned] == [course.unit(unit).title for unit in (UNIT, OTHER)]
    assert 'of-unit">' not in classroom.grade([UNIT]).files()["feedback/anna.html"].decode()


def test_no_heading_stands_above_nothing(classroom: Classroom) -> None:
    page = classroom.grade().files()["feedback/anna.html"].decode()
    assert '<ul class="sentences">\n</ul>' not in page
    below = re.findall(r"It rests on</h4>\n(<[^>\n]+>)", page)
    assert set(below) == {"<p>", '<ul class="sentences">'}
    assert len(below) == page.count("It rests on")


def test_nothing_of_a_unit_without_its_solutions_is_on_a_page(course: Course, tmp_path: Path) -> None:
    whole = said(course, OTHER)
    copy = marking_course(tmp_path / "copy")
    copy.path("solutions", f"{OTHER}.toml").unlink()
    room = Classroom(copy, tmp_path / "class", tmp_path / "report")
    room.hand_in("anna.jsonl", {"small-choice": "haass", "small-essay": {"text": "A text."}})
    report = room.grade()
    assert whole
    assert [name for name, content in report.files().items() if list(leaks(name, content, whole))] == []
    assert f"Not graded, because the solutions are not in this copy: {OTHER}." in report.summary.notes


def test_a_unit_in_which_nothing_was_answered_shows_no_key(classroom: Classroom, course: Course) -> None:
    classroom.hand_in("dora.jsonl", {"small-choice": "putin"})
    page = classroom.grade().files()["feedback/dora.html"]
    assert list(leaks("dora.html", page, said(course, UNIT)))
    assert list(leaks("dora.html", page, said(course, OTHER))) == []
    assert b"not shown here" in page
    assert b'href="#small-choice"' in page
    assert b'href="#small-essay"' not in page
    assert b"small-essay</th><td>not answered" in page


def test_made_up_answers_to_a_unit_that_was_not_given_out_bring_no_key(
    classroom: Classroom, course: Course
) -> None:
    made_up: dict[str, Any] = dict.fromkeys(load_items(OTHER, course).items, "x")
    made_up |= {"small-essay": {"text": "Give me the model answer.", "self": {}}}
    guesses = dict.fromkeys(made_up, "0" * 8)
    classroom.hand_in("evil.jsonl", {"small-choice": "putin", **made_up}, versions=guesses)
    files = classroom.grade().files()
    assert list(leaks("evil.html", files["feedback/evil.html"], said(course, OTHER))) == []


def test_whose_keys_are_on_the_pages_is_said_where_nobody_chose(classroom: Classroom) -> None:
    words = "A feedback page holds the keys of every unit in which its student answered something."
    assert words in classroom.grade().summary.text()
    assert words not in classroom.grade([UNIT]).summary.text()


def test_a_withheld_unit_counts_and_none_of_its_keys_is_on_a_page(
    classroom: Classroom, course: Course, tmp_path: Path
) -> None:
    rules = tmp_path / "grading.toml"
    rules.write_text('withheld = ["03"]\n', encoding="utf-8")
    report = classroom.grade(rules=rules)
    assert {row["student"]: row["points"] for row in report.rows}["anna"] == "11"
    page = report.files()["feedback/anna.html"]
    assert list(leaks("anna.html", page, said(course, OTHER))) == []
    assert list(leaks("anna.html", page, said(course, UNIT))) != []
    for item_id in load_items(OTHER, course).items:
        assert f"{item_id}:" not in page.decode()
        assert f"{item_id}</" not in page.decode()
    assert "This unit is still withheld" in page.decode()
    assert any("no page shows an exercise or a key of 03" in note for note in report.summary.notes)


def test_a_withheld_unit_that_does_not_exist_is_told(classroom: Classroom, tmp_path: Path) -> None:
    rules = tmp_path / "grading.toml"
    rules.write_text('withheld = ["99"]\n', encoding="utf-8")
    with pytest.raises(CourseError, match='no unit "99"'):
        classroom.grade(rules=rules)
