"""The made-up class of 40: the report on it finds what is planted, all of it and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from classroom import read_csv
from coursepack.course import Course, load_course
from coursepack.faults import CourseError
from coursepack.grading import grade
from coursepack.grading.class_page import class_page
from coursepack.grading.irregular import Sign, notices
from coursepack.grading.item_analysis import Verdict, analyse
from coursepack.grading.read_class import ClassData, read_class
from coursepack.grading.synthetic_class import STUDENTS, Planted, planted_in, synthetic_class
from support import REPOSITORY, small_course


@pytest.fixture(scope="module")
def pack() -> Course:
    return load_course(REPOSITORY)


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("class")


@pytest.fixture(scope="module")
def planted(logs: Path, pack: Course) -> Planted:
    return synthetic_class(logs, pack)


@pytest.fixture(scope="module")
def data(logs: Path, pack: Course, planted: Planted) -> ClassData:
    assert planted == planted_in(pack)
    return read_class(pack, logs)


def test_exactly_the_planted_items_stand_out(data: ClassData, planted: Planted) -> None:
    found = {
        own.question.item.id: own.verdict
        for own in analyse(data.table)
        if own.verdict is not Verdict.NOTHING_STANDS_OUT
    }
    assert found == {
        planted.wrong_key: Verdict.LOOK_AT_KEY,
        # Half of the class codes its sentence in another way than the key, the strong like the weak.
        planted.divided_item: Verdict.LOOK_AT_KEY,
        planted.useless: Verdict.TELLS_NOBODY_APART,
    }


def test_exactly_the_planted_students_stand_out(data: ClassData, planted: Planted) -> None:
    assert {(notice.sign, notice.students) for notice in notices(data.table)} == {
        (Sign.SAME_WRONG_ANSWERS, tuple(sorted((planted.copied, planted.copier)))),
        (Sign.FASTER_THAN_READING, (planted.guesser,)),
    }


def test_the_sentence_that_divides_the_class_is_split_in_halves(data: ClassData, planted: Planted) -> None:
    votes = data.coded["attribution"][planted.divided]
    assert max(votes.values()) < 2 / 3 * sum(votes.values())


def test_every_student_answered_every_item_and_both_tests(data: ClassData) -> None:
    assert len(data.table.students) == STUDENTS
    assert {len(column.answered()) for column in data.table.columns.values()} == {STUDENTS}
    assert [own.change is not None for own in data.gains] == [True] * STUDENTS


def test_the_report_in_words_names_what_is_planted(data: ClassData, planted: Planted) -> None:
    page = class_page(data)
    for name in (planted.wrong_key, planted.useless, planted.guesser, planted.copier, planted.copied):
        assert f"`{name}`" in page
    assert "None of this is proof" in page


def test_the_same_seed_writes_the_same_class(
    pack: Course, logs: Path, planted: Planted, tmp_path: Path
) -> None:
    assert synthetic_class(tmp_path / "again", pack) == planted
    synthetic_class(tmp_path / "other", pack, seed=8)
    for path in logs.iterdir():
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes()
        assert (tmp_path / "other" / path.name).read_bytes() != path.read_bytes()


def test_the_class_is_graded_without_a_doubt_and_signs_stand_on_no_page(
    pack: Course, logs: Path, planted: Planted, tmp_path: Path
) -> None:
    summary = grade(pack, logs, tmp_path / "report")
    signs = read_csv(tmp_path / "report" / "signs.csv")
    assert [(row["student"], row["other student"]) for row in signs] == [
        (planted.copied, planted.copier),
        (planted.guesser, ""),
    ]
    assert all("the same" in row["rule, and what else may explain it"] for row in signs)
    for page in (tmp_path / "report" / "feedback").iterdir():
        assert "wrong in the same way" not in page.read_text(encoding="utf-8")
    assert {status.value: count for status, count in summary.counts.items() if count} == {"graded": STUDENTS}


def test_a_course_with_too_few_questions_cannot_bear_the_traits(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="two, to plant traits in"):
        synthetic_class(tmp_path / "class", small_course(tmp_path / "course"))
