"""What happens when a learner works on one exercise, without a browser and without Jupyter."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursepack.answers import Answer, AnswerLog, NotSavedError
from coursepack.course import Course
from coursepack.items import load_keys
from coursepack.scoring import mark
from coursepack.widgets.session import Action, Operation, Session, operation_from
from support import UNIT, best_answers, small_course, small_items, write_log


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return small_course(tmp_path / "pack")


def session(course: Course, item: str, folder: Path) -> Session:
    return Session(small_items(course)[item], course, AnswerLog(folder / "answers.jsonl", course.id))


def do(work: Session, action: Action, answer: Answer = None, name: str = "") -> None:
    work.do(Operation(name or f"{action}-{answer}", action, answer))


@pytest.mark.parametrize(
    "item", ["small-choice", "small-classify", "small-number", "small-short", "small-locate"]
)
def test_the_key_earns_the_point_and_opens_the_reasons(course: Course, tmp_path: Path, item: str) -> None:
    state = session(course, item, tmp_path).submit(best_answers(course)[item])
    assert state["outcome"]["headline"] == "Right. 1 of 1 point."
    assert state["outcome"]["why"]
    assert state["closed"]


def test_each_wrong_try_opens_a_hint_and_the_last_one_closes(course: Course, tmp_path: Path) -> None:
    work = session(course, "small-choice", tmp_path)
    assert [len(work.submit("biden")["hints"]) for _ in range(2)] == [1, 2]
    state = work.submit("biden")
    assert state["closed"]
    assert state["outcome"]["headline"] == "Here is the answer. You earned 0 of 1 point."


def test_credit_falls_with_every_try(course: Course, tmp_path: Path) -> None:
    work = session(course, "small-choice", tmp_path)
    work.submit("biden")
    assert work.submit("haass")["outcome"]["headline"] == "Right. With 1 hint open: 0.67 of 1 point."


def test_a_hint_taken_by_oneself_costs_what_a_wrong_try_costs(course: Course, tmp_path: Path) -> None:
    work = session(course, "small-choice", tmp_path)
    do(work, "hint")
    assert work.submit("haass")["outcome"]["headline"] == "Right. With 1 hint open: 0.67 of 1 point."


def test_nothing_of_the_key_is_in_the_state_before_it_may_be(course: Course, tmp_path: Path) -> None:
    work = session(course, "small-choice", tmp_path)
    states = [work.state(), work.submit("biden"), work.submit("putin")]
    key = load_keys(UNIT, course).keys["small-choice"]
    assert all(key.feedback["haass"].says not in str(state) for state in states)
    assert all("said in an interview" not in str(state) for state in states)


def test_a_missing_tick_is_told_without_naming_it(course: Course, tmp_path: Path) -> None:
    outcome = session(course, "small-choices", tmp_path).submit(["said", "agree"])["outcome"]
    assert "Something is still missing." in str(outcome["says"])
    assert "Denying counts." not in str(outcome["says"])


def test_without_a_solution_file_answers_may_change_and_no_hint_opens(tmp_path: Path) -> None:
    course = small_course(tmp_path / "pack", solutions=False)
    work = session(course, "small-choice", tmp_path)
    for answer in ("biden", "putin", "haass"):
        state = work.submit(answer)
        assert state["outcome"]["headline"].startswith("Saved. Your teacher grades it.")
        assert state["hints"] == []
    assert work.state()["answer"] == "haass"
    assert not work.state()["can_reveal"]


def test_a_solution_file_that_comes_later_grades_the_last_answer(tmp_path: Path) -> None:
    student = small_course(tmp_path / "pack", solutions=False)
    session(student, "small-choice", tmp_path).submit("biden")
    session(student, "small-choice", tmp_path).submit("haass")
    course = small_course(tmp_path / "pack")
    work = session(course, "small-choice", tmp_path)
    assert "Feedback has come" in work.state()["outcome"]["headline"]
    item = small_items(course)["small-choice"]
    earned = mark(item, load_keys(UNIT, course).keys[item.id], work.history())
    assert earned is not None
    assert earned.points == 1


def test_a_draft_is_restored_and_not_taken_for_a_submission(course: Course, tmp_path: Path) -> None:
    do(session(course, "small-choice", tmp_path), "save", "putin")
    state = session(course, "small-choice", tmp_path).state()
    assert (state["answer"], state["draft"], state["outcome"]) == ("putin", True, None)


def test_an_act_sent_twice_counts_once(course: Course, tmp_path: Path) -> None:
    work = session(course, "small-choice", tmp_path)
    do(work, "submit", "biden", "same")
    do(work, "submit", "biden", "same")
    again = session(course, "small-choice", tmp_path)
    do(again, "submit", "biden", "same")
    assert len(again.state()["hints"]) == 1


@pytest.mark.parametrize(
    ("item", "answer", "says"),
    [
        ("small-choice", None, "Nothing is answered yet"),
        ("small-classify", {"A0-02": "mind"}, "2 of 3 are still open"),
        ("small-number", "seven", "is not a number"),
        ("small-number", "21", "is not between 0 and 20"),
    ],
)
def test_an_answer_that_is_not_ready_costs_no_try(
    course: Course, tmp_path: Path, item: str, answer: Answer, says: str
) -> None:
    state = session(course, item, tmp_path).submit(answer)
    assert says in str(state["outcome"]["says"]).replace("\\", "")
    assert state["hints"] == []


def test_giving_up_shows_the_answer_after_a_try_only(course: Course, tmp_path: Path) -> None:
    work = session(course, "small-choice", tmp_path)
    do(work, "reveal")
    assert not work.state()["closed"]
    work.submit("biden")
    do(work, "reveal", name="second")
    assert work.state()["closed"]


def test_answers_after_the_key_was_shown_earn_nothing(course: Course, tmp_path: Path) -> None:
    work = session(course, "small-classify", tmp_path)
    wrong = {"A0-02": "speech", "A0-08": "mind", "A0-15": "mind"}
    work.submit(wrong)
    work.submit(wrong)
    state = work.submit(best_answers(course)["small-classify"])
    assert state["outcome"]["headline"] == "Here is the answer. You earned 0 of 1 point."


def test_an_answer_to_an_older_wording_is_kept_and_asked_again(course: Course, tmp_path: Path) -> None:
    log = write_log(
        tmp_path / "answers.jsonl", course, {"small-choice": "haass"}, versions={"small-choice": "00000000"}
    )
    state = Session(small_items(course)["small-choice"], course, AnswerLog(log, course.id)).state()
    assert "wording of this exercise has changed" in state["notice"]
    assert state["answer"] == "haass"


def test_an_answer_that_no_longer_fits_is_shown_and_kept(course: Course, tmp_path: Path) -> None:
    log = write_log(
        tmp_path / "answers.jsonl", course, {"small-choice": "nobody"}, versions={"small-choice": "00000000"}
    )
    state = Session(small_items(course)["small-choice"], course, AnswerLog(log, course.id)).state()
    assert "no longer fits" in state["notice"]
    assert "nobody" in state["notice"]
    assert state["answer"] is None


def test_a_disk_that_refuses_leaves_the_state_as_it_was(course: Course, tmp_path: Path) -> None:
    (tmp_path / "answers.jsonl").mkdir()
    log = AnswerLog(tmp_path / "no" / "answers.jsonl", course.id)
    (tmp_path / "no").write_text("a file where a folder should be", encoding="utf-8")
    work = Session(small_items(course)["small-choice"], course, log)
    with pytest.raises(NotSavedError):
        do(work, "submit", "haass")
    assert work.state()["answer"] is None


@pytest.mark.parametrize(
    "message", [{}, {"operation": 1, "action": "save"}, {"operation": "a", "action": "delete"}]
)
def test_messages_that_are_no_acts_are_ignored(message: dict[str, object]) -> None:
    assert operation_from(message) is None


def test_a_draft_that_comes_after_a_newer_answer_does_not_take_its_place(course: Course) -> None:
    """Two threads of the kernel may come to two acts of one view in the wrong order."""
    log = AnswerLog(course.path("my-answers", "answers.jsonl"), course.id)
    session = Session(small_items(course)["small-choice"], course, log)
    session.do(Operation("view 2", "save", "haass"))
    session.do(Operation("view 1", "save", "putin"))
    assert session.state()["answer"] == "haass"
    assert [record.operation for record in log.read().records] == ["view 2"]
    # Another view, such as after a reload, counts anew; so does an act from code.
    session.do(Operation("other 1", "save", "biden"))
    assert session.state()["answer"] == "biden"
    session.do(Operation("from-code", "save", "putin"))
    session.do(Operation("other 2", "save", "haass"))
    assert session.state()["answer"] == "haass"
