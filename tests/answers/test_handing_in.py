"""What a learner is told before handing in, and the code by which both sides know the file again."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from coursepack.answers import Answered, AnswerLog, handing_in, own_log, read_log, receipt
from coursepack.cli import main
from coursepack.course import Course
from support import UNIT, best_answers, practice_course, small_course, write_log


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    course = small_course(tmp_path / "pack")
    monkeypatch.setenv("COURSEPACK_ANSWERS", str(tmp_path / "answers"))
    return course


def test_the_code_is_the_same_after_what_mail_programs_do(course: Course, tmp_path: Path) -> None:
    path = write_log(tmp_path / "a.jsonl", course, best_answers(course))
    code = receipt(read_log(path, course.id).records)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert receipt(read_log(path, course.id).records) == code
    assert len(code) == 9


def test_a_changed_or_lost_answer_gives_another_code(course: Course, tmp_path: Path) -> None:
    records = read_log(write_log(tmp_path / "a.jsonl", course, best_answers(course)), course.id).records
    first = records[0]
    assert isinstance(first, Answered)
    changed = (replace(first, answer="putin"), *records[1:])
    assert len({receipt(records), receipt(changed), receipt(records[:-1]), receipt(records[1:])}) == 4


def test_drafts_and_missing_exercises_are_named(course: Course) -> None:
    log = own_log(course)
    shared = ("2026", "small-choice", "v")
    log.append([Answered("1", *shared, "haass", submitted=True, hints=0)])
    log.append([Answered("2", "2026", "small-short", "v", "cast", submitted=False, hints=0)])
    told = handing_in(course, log)
    (unit,) = told.units
    assert (unit.submitted, unit.drafts) == (("small-choice",), ("small-short",))
    assert "small-number" in unit.missing
    assert told.receipt in told.text()
    assert "Not answered: small-choices" in told.text()


def test_practice_is_not_handed_in(tmp_path: Path) -> None:
    course = practice_course(tmp_path / "practised")
    told = handing_in(course, AnswerLog(tmp_path / "answers.jsonl", course.id))
    assert len(told.units) == len([unit for unit in course.units if not unit.practice])
    assert told.text().startswith("There is nothing to hand in yet")


def test_the_command_says_the_same(
    course: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own_log(course).append([Answered("1", "2026", "small-choice", "v", "haass", submitted=True, hints=0)])
    monkeypatch.chdir(course.root)
    assert main(["hand-in"]) == 0
    said = capsys.readouterr().out
    assert handing_in(course, own_log(course)).receipt in said
    assert str(own_log(course).path) in said
    assert "**" not in said
    assert course.unit(UNIT).title in said
