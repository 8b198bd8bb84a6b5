"""Knows what a quiz of jupyterquiz says, and how each mistake in it is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from coursepack.exchange.json_read import read_quiz
from coursepack.exchange.question import Answer, Question, Stretch
from coursepack.faults import CourseError
from coursepack.items.model import Kind


def _one(question: dict[str, Any]) -> Question:
    (read,) = read_quiz(json.dumps([question]), "quiz.json").questions
    return read


def _faults(text: str) -> list[tuple[str, str]]:
    with pytest.raises(CourseError) as caught:
        read_quiz(text, "quiz.json")
    return [(fault.where, fault.found) for fault in caught.value.faults]


def _asked(kind: str, *answers: dict[str, Any]) -> dict[str, Any]:
    return {"question": "Which *one*?", "type": kind, "answers": list(answers)}


def test_one_right_option() -> None:
    right = {"answer": "a", "correct": True, "feedback": "yes"}
    question = _one(_asked("multiple_choice", right, {"code": "a*b", "correct": False}))
    assert (question.kind, question.text) == (Kind.CHOICE, "Which *one*?")
    assert question.answers == (Answer("a", 1, "yes"), Answer(r"a\*b", 0))


def test_several_right_options_share_the_points() -> None:
    options = [{"answer": text, "correct": text != "c"} for text in "abc"]
    question = _one(_asked("many_choice", *options))
    assert question.kind is Kind.CHOICES
    assert [answer.weight for answer in question.answers] == [0.5, 0.5, -1]


def test_numbers_are_values_ranges_and_a_word_for_all_others() -> None:
    question = _one(
        _asked(
            "numeric",
            {"type": "value", "value": 4, "correct": True, "feedback": "yes"},
            {"type": "range", "range": [1, 3], "correct": False},
            {"type": "default", "feedback": "no"},
        )
    )
    assert question.stretches == (Stretch(4, 4, 1, "yes"), Stretch(1, 3, 0))
    assert question.otherwise == "no"


def test_typed_words_keep_what_is_accepted_and_what_the_course_does_not_do_is_said() -> None:
    quiz = [
        _asked(
            "string",
            {"answer": "Rome", "correct": True, "match_case": True},
            {"type": "default", "feedback": "no"},
        )
    ]
    found = read_quiz(json.dumps(quiz), "quiz.json")
    assert (found.questions[0].answers, found.questions[0].otherwise) == ((Answer("Rome", 1),), "no")
    assert found.notices == ("question 1, answers[0]: that case counts was left out (match_case).",)


def test_all_mistakes_are_told_at_once_with_number_and_path() -> None:
    quiz = [
        7,
        {"type": "essay", "answers": []},
        _asked("multiple_choice", {"answer": 3, "correct": "yes"}),
        _asked("numeric", {"value": True, "correct": True}, {"range": [1], "correct": False}),
        _asked("string", {"answer": "a", "correct": True, "feedback": []}),
    ]
    assert _faults(json.dumps(quiz)) == [
        ("line 1, question 1", "7"),
        ("line 1, question 2, question", "nothing"),
        ("line 1, question 2, type", "'essay'"),
        ("line 1, question 2, answers", "[]"),
        ("line 1, question 3, answers[0].answer", "3"),
        ("line 1, question 3, answers[0].correct", "'yes'"),
        ("line 1, question 4, answers[0]", "[True, True]"),
        ("line 1, question 4, answers[1]", "[1]"),
        ("line 1, question 5, answers[0].feedback", "[]"),
    ]


def test_a_mistake_names_the_line_in_which_its_question_begins() -> None:
    right = json.dumps(_asked("string", {"answer": "[a],\n\n[b]", "correct": True}), indent=1)
    lines = right.count("\n")
    assert _faults(f"\n[\n{right}\n ,\n7,{right}, {{\n}}\n]")[:2] == [
        (f"line {5 + lines}, question 2", "7"),
        (f"line {5 + 2 * lines}, question 4, question", "nothing"),
    ]
    assert _faults("[1,2]") == [("line 1, question 1", "1"), ("line 1, question 2", "2")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{", "text that is not JSON"),
        ("{}", "no list of questions"),
        ("[]", "no list of questions"),
        ("[" * 100_000, "lists within lists, too deep"),
        (f"[{'9' * 5000}]", "text that is not JSON"),
    ],
)
def test_a_file_that_is_no_quiz_is_told(text: str, found: str) -> None:
    assert _faults(text)[0][1] == found


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e400", "1" + "0" * 400])
def test_a_number_that_is_none_is_a_fault(number: str) -> None:
    text = f'[{{"question": "q", "type": "numeric", "answers": [{{"value": {number}, "correct": true}}]}}]'
    assert _faults(text)[0][0] == "line 1, question 1, answers[0]"


@pytest.mark.parametrize("sign", ["\ud800", "\x00", "\x1b", "\u2028"])
def test_a_sign_that_is_no_text_is_told_and_not_written(sign: str) -> None:
    right = {"answer": f"a{sign}", "correct": True, "feedback": f"f{sign}"}
    question = _asked("multiple_choice", right, {"answer": "b", "correct": False})
    question["question"] = f"q{sign}"
    found = f"a sign that is no text (U+{ord(sign):04X})"
    assert _faults(json.dumps([question])) == [
        ("line 1, question 1, question", found),
        ("line 1, question 1, answers[0].answer", found),
        ("line 1, question 1, answers[0].feedback", found),
    ]
