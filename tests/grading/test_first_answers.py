"""A first answer as a number: what it was can be read again, and what is said of it is what scoring says."""

from __future__ import annotations

import random
from array import array
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from classroom import Classroom, read_csv
from coursepack.answers import Answer
from coursepack.course import load_course
from coursepack.grading.choices import Choice, choices_of
from coursepack.grading.class_table import Column
from coursepack.grading.distractors import OptionCounts, counts_of_options, suspected
from coursepack.grading.first_answers import ANOTHER, LARGEST, NOT_ALL, Part, as_number, parts_of
from coursepack.grading.made_up_answers import guess
from coursepack.grading.paper import Paper, Question, load_paper
from coursepack.items import Kind
from coursepack.items.model import LocateTask, OrderTask, RowsTask
from coursepack.scoring import score
from support import REPOSITORY, marking_course

LEAF: st.SearchStrategy[Any] = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
JSON: st.SearchStrategy[Any] = st.recursive(
    LEAF | st.sampled_from(["haass", "A4-04", "summit", "former", "edits", "3", "3,5"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@pytest.fixture(scope="module", name="every_kind")
def _every_kind(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    return load_paper(marking_course(tmp_path_factory.mktemp("first") / "pack"))


@pytest.fixture(scope="module", name="pack")
def _pack() -> Paper:
    return load_paper(load_course(REPOSITORY))


def read(question: Question, answer: Answer) -> list[Part]:
    return [*parts_of(question)(as_number(question.item)(answer))]


def known(question: Question) -> Mapping[Part, Choice]:
    return {choice.part: choice for choice in choices_of(question)}


@pytest.mark.parametrize(
    ("item", "answer", "parts"),
    [
        ("small-choice", "putin", [("", "putin")]),
        ("small-choices", ["agree", "said"], [("", "said"), ("", "agree")]),
        (
            "small-classify",
            {"A0-15": "mind", "A0-02": "speech"},
            [("A0-02", "speech"), ("A0-15", "mind")],
        ),
        ("small-match", {"trump": "minister", "nobody": "former", "haass": 7}, [("trump", "minister")]),
        ("small-number", "3", [("", "3")]),
        ("small-number", "3,0", [("", "3")]),
        ("small-number", 19, [("", ANOTHER)]),
        ("small-number", "-0.5", [("", ANOTHER)]),
        ("small-short", "CAST  himself as!", [("", "cast himself as")]),
        ("small-short", "sees", [("", ANOTHER)]),
        ("small-locate", ["A4-07", "A4-03"], [("", "A4-03"), ("", "A4-07")]),
        (
            "small-order",
            ["lavrov", "airforce"],
            [("lavrov", "place 1"), ("airforce", "place 2")],
        ),
    ],
)
def test_the_parts_of_an_answer_are_read_from_its_number(
    every_kind: Paper, item: str, answer: Answer, parts: Sequence[Part]
) -> None:
    assert read(every_kind.questions[item], answer) == parts


def test_marked_sentences_of_evidence_are_read_and_marked_words_are_right_or_not(every_kind: Paper) -> None:
    question = every_kind.questions["small-evidence"]
    marked = guess(question.item, random.Random(1))  # noqa: S311 (made-up answers)
    ((_, unit),) = read(question, marked)
    assert unit in question.item.task.units  # type: ignore[union-attr] # evidence has units
    spans = parts_of(every_kind.questions["small-spans"])
    assert [*spans(0)] == [("", NOT_ALL)]
    assert [*spans(1)] == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(answer=JSON)
def test_whatever_was_sent_fits_into_eight_bytes_and_reads_as_what_can_be_given(
    every_kind: Paper, answer: Any
) -> None:
    for question in every_kind.questions.values():
        number = as_number(question.item)(answer)
        assert 0 <= number <= LARGEST
        array("q", [number])
        assert set(parts_of(question)(number)) <= set(known(question))


def test_every_item_of_the_pack_fits_and_different_answers_have_different_numbers(pack: Paper) -> None:
    for question in pack.questions.values():
        match question.item.task:
            case RowsTask(rows, options):
                assert (len(options) + 1) ** len(rows) <= LARGEST, question.item.id
                last = {row.id: options[-1].id for row in rows}
                changed = {**last, rows[-1].id: options[0].id}
                assert as_number(question.item)(last) != as_number(question.item)(changed)
                assert len(read(question, last)) == len(rows)
            case LocateTask(units, _):
                assert len(units) < 63, question.item.id
            case OrderTask(options):
                assert (len(options) + 1) ** len(options) <= LARGEST, question.item.id


def test_every_graded_item_whose_key_names_a_misconception_has_it_in_its_table(pack: Paper) -> None:
    for question in pack.questions.values():
        key = question.key
        said = [*key.feedback.values(), *(band.feedback for band in key.bands), key.otherwise]
        if any(feedback and feedback.misconception for feedback in said):
            assert any(choice.misconception for choice in choices_of(question)), question.item.id


@pytest.mark.parametrize(
    "kind",
    [Kind.CHOICE, Kind.CLASSIFY, Kind.MATCH, Kind.NUMBER, Kind.SHORT, Kind.LOCATE, Kind.ORDER, Kind.EVIDENCE],
)
def test_what_is_said_of_a_part_is_what_scoring_says(pack: Paper, kind: Kind) -> None:
    chance = random.Random(4)  # noqa: S311 (made-up answers)
    compared = 0
    for question in pack.questions.values():
        if question.item.kind is not kind:
            continue
        for _ in range(5):
            answer = guess(question.item, chance)
            table = known(question)
            ours = sorted((table[part].credit, table[part].misconception) for part in read(question, answer))
            theirs = sorted(
                (reason.credit, question.misconceptions.get(reason.misconception or "", ""))
                for reason in score(question.item, question.key, answer).reasons
                if kind not in {Kind.CLASSIFY, Kind.MATCH} or reason.about in answer
            )
            assert ours == theirs, (question.item.id, answer)
            compared += 1
    assert compared >= 10


# Counting a class


def counted(question: Question, answers: Sequence[Answer]) -> tuple[OptionCounts, ...]:
    """Count a class of which the first student is the strongest, the last the weakest."""
    numbers = [as_number(question.item)(answer) for answer in answers]
    size = len(numbers)
    column = Column(
        question, [0.5] * size, numbers, [0] * size, [1] * size, [0] * size, [-1] * size, [60.0] * size
    )
    return counts_of_options(column, {place: 1 - place / size for place in range(size)})


def test_a_wrong_option_in_a_row_is_counted_in_thirds_and_suspected(every_kind: Paper) -> None:
    """By hand: 2 of the 5 strongest give row A0-15 “mind”, which is more than a third; “speech” only one of them."""
    rows = [{"A0-02": "mind", "A0-15": own} for own in ("mind", "mind", "speech", "neither", "neither")]
    weak = [{"A0-02": "speech"}] * 10
    found = {each.name: each for each in counted(every_kind.questions["small-classify"], [*rows, *weak])}
    assert (found["A0-15: mind"].chose, found["A0-15: mind"].top, found["A0-15: mind"].bottom) == (2, 2, 0)
    assert found["A0-15: mind"].misconception == "Taking a tone for a report."
    assert (found["A0-02: speech"].chose, found["A0-02: speech"].bottom) == (10, 5)
    assert [each.name for each in suspected([*found.values()])] == ["A0-15: mind"]
    # Nobody gave row A0-08 anything: only what is right there is told.
    assert [name for name in found if name.startswith("A0-08")] == ["A0-08: speech"]


def test_answers_that_differ_are_never_suspected_together(every_kind: Paper) -> None:
    found = counted(every_kind.questions["small-number"], [str(number) for number in range(5, 20)])
    assert [(each.option, each.chose) for each in found] == [("4", 0), (ANOTHER, 15)]
    assert suspected(found) == ()
    same = counted(every_kind.questions["small-number"], ["3"] * 15)
    assert [each.option for each in suspected(same)] == ["3"]


def test_a_sentence_and_a_place_that_the_strong_agree_on_are_suspected(every_kind: Paper) -> None:
    picked = counted(every_kind.questions["small-locate"], [["A4-03", "A4-07"]] * 15)
    assert [each.option for each in suspected(picked)] == ["A4-03"]  # A4-07 earns a part
    placed = counted(every_kind.questions["small-order"], [["summit", "airforce", "lavrov"]] * 15)
    assert [each.name for each in suspected(placed)] == ["airforce: place 2", "summit: place 1"]


def test_the_table_of_the_report_names_row_and_misconception(
    classroom: Classroom, best: Mapping[str, Answer]
) -> None:
    classroom.hand_in("ada.jsonl", best)
    classroom.hand_in("bob.jsonl", {**best, "small-classify": {"A0-02": "mind", "A0-08": "mind"}})
    rows = read_csv(classroom.grade().folder / "distractors.csv")
    own = [(row["row"], row["option"], row["chose"]) for row in rows if row["item"] == "small-classify"]
    assert own == [
        ("A0-02", "mind", "2"),
        ("A0-08", "speech", "1"),
        ("A0-08", "mind", "1"),
        ("A0-15", "neither", "1"),
    ]
    (wrong,) = [row for row in rows if (row["row"], row["option"]) == ("A0-08", "mind")]
    assert wrong["misconception"] == "Taking a tone for a report."
    assert wrong["text"].endswith(" → Mind")
