"""Written answers on a teacher's desk: never a nought, shown whole, told in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from classroom import Classroom
from coursepack.answers import Answer, Answered, HintOpened, LogReading, Record, Revealed
from coursepack.answers.record import Header
from coursepack.course import Course
from coursepack.grading import GradeStatus
from coursepack.grading.grades import ItemGrade, LogGrade
from coursepack.grading.marking import grade_log
from coursepack.grading.paper import Paper, load_paper
from support import AT, marking_course, write_log

UNIT = "03-marking"
TEXT = "Media say that he told him."
RIGHT_ORDER = ["airforce", "summit", "lavrov"]


@pytest.fixture(scope="module", name="course")
def _course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return marking_course(tmp_path_factory.mktemp("written") / "pack")


@pytest.fixture(scope="module", name="paper")
def _paper(course: Course) -> Paper:
    return load_paper(course, [UNIT])


@pytest.fixture(name="classroom")
def _classroom(course: Course, tmp_path: Path) -> Classroom:
    (tmp_path / "submissions").mkdir()
    return Classroom(course, tmp_path / "submissions", tmp_path / "report")


def written(text: str = TEXT) -> dict[str, Any]:
    return {"text": text, "self": {}}


def answered(paper: Paper, answer: Answer, *, hints: int = 0, submitted: bool = True) -> Answered:
    version = paper.questions["small-essay"].version
    return Answered(f"{answer}{hints}", AT, "small-essay", version, answer, submitted, hints)


def graded(paper: Paper, *records: Record) -> tuple[LogGrade, ItemGrade]:
    grade = grade_log(LogReading(Header("small-course", "learner", AT), records, ()), paper)
    return grade, next(item for item in grade.items if item.question.item.id == "small-essay")


def test_a_written_answer_has_no_points_and_counts_neither_way(paper: Paper) -> None:
    grade, essay = graded(paper, answered(paper, written()))
    assert (essay.points, essay.answered) == (None, True)
    assert (grade.points, grade.possible, grade.answered) == (None, 4, 1)
    assert grade.status is GradeStatus.GRADED
    assert (
        grade.notes[0]
        == "To be read by a teacher: small-essay. Until then this counts neither in the points nor in what was possible."
    )
    assert grade.notes[1] == "Not answered: small-order, small-spans, small-evidence, small-code."


def test_possible_is_the_same_whether_the_text_was_written_or_not(paper: Paper) -> None:
    empty, essay = graded(paper)
    assert (empty.possible, paper.possible, essay.points) == (4, 4, None)
    assert not any(note.startswith("To be read") for note in empty.notes)


@pytest.mark.parametrize("answer", [written(""), written(" \n"), {}, None])
def test_a_blank_text_is_no_answer(paper: Paper, answer: Answer) -> None:
    grade, essay = graded(paper, answered(paper, answer))
    assert not essay.answered
    assert grade.status is GradeStatus.NEEDS_REVIEW
    assert "The file holds no answer to a graded exercise" in grade.notes[0]


def test_the_last_text_counts_whatever_hints_were_open(paper: Paper) -> None:
    hint = HintOpened("h", AT, "small-essay", "00000000", 1)
    records: list[Record] = [
        answered(paper, written("First.")),
        hint,
        answered(paper, written("Second."), hints=1),
    ]
    _, essay = graded(paper, *records)
    assert essay.mark is not None
    assert essay.mark.attempt.answer["text"] == "Second."


def test_a_text_changed_after_the_model_answer_does_not_count(paper: Paper) -> None:
    shown = Revealed("r", AT, "small-essay", "00000000")
    _, essay = graded(
        paper, answered(paper, written("Own.")), shown, answered(paper, written("Copied."), hints=1)
    )
    assert essay.mark is not None
    assert essay.mark.attempt.answer["text"] == "Own."


def test_a_text_first_written_after_the_model_answer_is_told_and_is_no_nought(paper: Paper) -> None:
    grade, essay = graded(paper, Revealed("r", AT, "small-essay", "00000000"), answered(paper, written()))
    assert (essay.mark, essay.points, essay.after_key) == (None, None, True)
    assert "Answered only after the key was shown, so without credit: small-essay." in grade.notes


def test_a_draft_is_read_and_named(paper: Paper) -> None:
    grade, _ = graded(paper, answered(paper, written(), submitted=False))
    assert "Never submitted, so the last draft is to be read: small-essay." in grade.notes


@pytest.mark.parametrize("answer", ["only a text", {"text": 7}, ["a"], written("a" * 50_001)])
def test_what_is_no_written_answer_is_looked_at_and_is_no_nought(paper: Paper, answer: Answer) -> None:
    grade, essay = graded(paper, answered(paper, answer))
    assert essay.points is None
    assert grade.status is GradeStatus.NEEDS_REVIEW
    assert grade.notes[0].startswith("An answer to small-essay does not fit the exercise: ")


def test_a_text_that_fits_counts_before_a_later_one_that_does_not(paper: Paper) -> None:
    _, essay = graded(paper, answered(paper, written()), answered(paper, "only a text", hints=1))
    assert essay.mark is not None
    assert essay.mark.attempt.answer == written()


def test_the_gradebook_leaves_the_cell_empty_and_says_why(classroom: Classroom) -> None:
    classroom.hand_in("jane.jsonl", {"small-order": RIGHT_ORDER, "small-essay": written()})
    report = classroom.grade([UNIT])
    row = report.row
    assert (row["small-essay"], row["small-order"]) == ("", "1")
    assert (row["points"], row["possible"], row["percent"], row["answered"]) == ("1", "4", "25", "2")
    assert "To be read by a teacher: small-essay." in row["notes"]
    assert report.summary.notes == (
        "Written answers, without points until somebody marks them with coursepack mark: small-essay.",
    )


def test_only_a_written_answer_is_no_points_and_not_nought_points(classroom: Classroom) -> None:
    classroom.hand_in("jane.jsonl", {"small-essay": written()})
    report = classroom.grade([UNIT])
    assert (report.row["points"], report.row["percent"], report.row["answered"]) == ("", "", "1")
    assert (
        "<strong>No points yet:</strong> a person reads what was answered. Answered: 1 of 5 exercises."
        in report.page
    )


def test_an_unreadable_file_has_the_same_possible_points(classroom: Classroom) -> None:
    classroom.hand_in_bytes("jane.jsonl", b"\x00")
    assert classroom.grade([UNIT]).row["possible"] == "4"


def test_the_page_shows_the_text_the_rubric_and_that_a_person_reads_it(classroom: Classroom) -> None:
    classroom.hand_in("jane.jsonl", {"small-essay": written("One.\n\nTwo  lines.")})
    page = classroom.grade([UNIT]).page
    assert '<div class="text"><bdi>One.\n\nTwo  lines.</bdi></div>' in page
    assert "<li>Keeps one hedge only. (2 points)</li>" in page
    assert "<p>3 words; 20 to 80 were wanted.</p>\n<p>A person reads this." in page
    assert "5. small-essay: a person reads this</h3>" in page
    assert "<h4>A model answer</h4>" in page
    own = page.partition('<article id="small-essay">')[2]
    assert "What it earned" not in own
    assert "no credit" not in own


def test_the_page_says_not_answered_where_no_text_was_written(classroom: Classroom) -> None:
    classroom.hand_in("jane.jsonl", {"small-order": RIGHT_ORDER})
    page = classroom.grade([UNIT]).page
    assert "5. small-essay: not answered</h3>" in page
    assert "Answered: 1 of 5 exercises." in page


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script>", "</div><img src=x onerror=alert(1)>", "{{ 7 * 7 }}", "**bold** ‹A0-01›"],
)
def test_markup_in_a_text_is_shown_and_never_acts(classroom: Classroom, hostile: str) -> None:
    from html import escape

    classroom.hand_in("jane.jsonl", {"small-essay": written(hostile)})
    page = classroom.grade([UNIT]).page
    assert (
        f'<div class="text"><bdi>{escape(hostile, quote=True).replace("&#x27;", "&#39;")}</bdi></div>' in page
    )
    assert "<script" not in page
    assert "<img" not in page


def test_two_texts_are_not_mixed_up(classroom: Classroom) -> None:
    for name in ("anna", "bert"):
        write_log(
            classroom.submissions / f"{name}.jsonl", classroom.course, {"small-essay": written(f"By {name}.")}
        )
    classroom.grade([UNIT])
    for name, other in (("anna", "bert"), ("bert", "anna")):
        page = (classroom.out / "feedback" / f"{name}.html").read_text(encoding="utf-8")
        assert f"By {name}." in page
        assert f"By {other}." not in page
