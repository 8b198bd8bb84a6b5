"""Knows, kind by kind, what answers earn: every number here was worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from coursepack.items import Item, Key, Kind
from coursepack.items.keys import Band, Credits, Feedback, RowKey
from coursepack.items.model import (
    Level,
    LocateTask,
    NumberTask,
    Option,
    OptionsTask,
    Row,
    RowsTask,
    ShortTask,
    Task,
)
from coursepack.scoring import Reason, Status, best_answer, score, spans

OPTIONS = tuple(Option(name, name.upper()) for name in "abcde")
UNITS = ("A0-01", "A0-02", "A0-03", "A0-04", "A0-05")
OTHERWISE = Feedback("Look again.", "m-otherwise")


def _item(kind: Kind, task: Task) -> Item:
    return Item("x-01", "01-x", kind, "1.1", Level.APPLY, 1, (), "?", (), None, task)


def _key(
    credits: Credits | None = None,
    *,
    rows: dict[str, RowKey] | None = None,
    bands: tuple[Band, ...] = (),
    feedback: dict[str, Feedback] | None = None,
) -> Key:
    said = {option.id: Feedback(f"On {option.id}.", f"m-{option.id}") for option in OPTIONS}
    own = said if feedback is None else feedback
    return Key("x-01", "The reason.", (), True, credits or {}, rows or {}, bands, own, OTHERWISE)  # noqa: FBT003 (contested)


CHOICE = _item(Kind.CHOICE, OptionsTask(OPTIONS))
CHOICES = _item(Kind.CHOICES, OptionsTask(OPTIONS))
CLASSIFY = _item(Kind.CLASSIFY, RowsTask(tuple(Row(name, name, None) for name in "wxyz"), OPTIONS))
NUMBER = _item(Kind.NUMBER, NumberTask("percent", 0, 100, whole=False))
SHORT = _item(Kind.SHORT, ShortTask(60))
LOCATE = _item(Kind.LOCATE, LocateTask(UNITS, 4))
LOCATE_ONE = _item(Kind.LOCATE, LocateTask(UNITS, 1))

CHOICE_KEY = _key({"b": 1.0, "a": 0.5})
CHOICES_KEY = _key({"a": 1.0, "b": 1.0, "c": 0.5})
ROWS_KEY = _key(
    rows={
        "w": RowKey({"a": 1.0}, "Row w."),
        "x": RowKey({"b": 1.0}, "Row x."),
        "y": RowKey({"a": 1.0, "c": 0.5}, "Row y."),
        "z": RowKey({"d": 1.0, "e": 1.0}, "Row z."),
    }
)
NUMBER_KEY = _key(
    bands=(
        Band(50, 80, 0.5, Feedback("Near.", "m-near")),
        Band(60, 68, 1.0, Feedback("Right.", "m-never")),
        Band(0, 10, 0.0, Feedback("You left most out.", "m-low")),
    )
)
SHORT_KEY = _key({"cast himself as": 1.0, "cast": 0.5}, feedback={"himself": Feedback("No verb.", "m-verb")})
LOCATE_KEY = _key(
    {"A0-01": 1.0, "A0-02": 1.0, "A0-03": 0.5}, feedback={"A0-04": Feedback("A trap.", "m-trap")}
)


def _score(item: Item, key: Key, answer: Any) -> float:
    result = score(item, key, answer)
    assert result.status is Status.SCORED, result
    assert result.right == (result.score == 1)
    return result.score


@pytest.mark.parametrize(("answer", "credit"), [("b", 1), ("a", 0.5), ("c", 0), ("e", 0)])
def test_a_choice_earns_what_its_credit_table_says(answer: str, credit: float) -> None:
    assert _score(CHOICE, CHOICE_KEY, answer) == credit
    assert score(CHOICE, CHOICE_KEY, answer).reasons == (
        Reason(answer, credit, f"On {answer}.", f"m-{answer}"),
    )


@pytest.mark.parametrize(
    ("answer", "credit"),
    [
        (["a", "b"], 1),  # 2/2 - 0/2
        (["b", "a"], 1),
        (["a"], 0.5),  # 1/2 - 0/2
        (["a", "d"], 0),  # 1/2 - 1/2
        (["a", "b", "d"], 0.5),  # 2/2 - 1/2
        (["a", "b", "d", "e"], 0),  # 2/2 - 2/2
        (["a", "b", "c", "d", "e"], 0),  # ticking everything
        (["d", "e"], 0),  # never below 0
        (["d"], 0),
        (["c"], 0),  # contested: counts neither way
        (["a", "c"], 0.5),
        (["a", "b", "c"], 1),
    ],
)
def test_choices_earn_hits_minus_false_alarms(answer: list[str], credit: float) -> None:
    assert _score(CHOICES, CHOICES_KEY, answer) == credit


def test_choices_without_a_wrong_option_earn_their_hits() -> None:
    key = _key(dict.fromkeys("abcde", 1.0))
    assert _score(CHOICES, key, ["a"]) == pytest.approx(0.2)
    assert _score(CHOICES, key, list("abcde")) == 1


def test_choices_speak_of_what_was_chosen_and_of_what_is_missing() -> None:
    assert score(CHOICES, CHOICES_KEY, ["a", "c", "d"]).reasons == (
        Reason("a", 1.0, "On a."),
        Reason("b", 0.0, "On b."),
        Reason("c", 0.5, "On c."),
        Reason("d", 0.0, "On d.", "m-d"),
    )


@pytest.mark.parametrize(
    ("answer", "credit"),
    [
        ({"w": "a", "x": "b", "y": "a", "z": "d"}, 1),
        ({"w": "a", "x": "b", "y": "a", "z": "e"}, 1),
        ({"w": "a", "x": "b", "y": "c"}, 0.625),  # (1 + 1 + 0.5 + 0) / 4
        ({"w": "b", "x": "b", "y": "b", "z": "b"}, 0.25),
        ({"y": "c"}, 0.125),
        ({"w": "e"}, 0),
    ],
)
def test_rows_earn_the_mean_of_their_credits_and_an_open_row_nothing(
    answer: dict[str, str], credit: float
) -> None:
    assert _score(CLASSIFY, ROWS_KEY, answer) == credit
    assert _score(_item(Kind.MATCH, CLASSIFY.task), ROWS_KEY, answer) == credit


def test_rows_say_why_and_what_a_wrong_option_points_to() -> None:
    assert score(CLASSIFY, ROWS_KEY, {"w": "a", "x": "a", "y": "c"}).reasons == (
        Reason("w", 1.0, "Row w."),
        Reason("x", 0.0, "Row x. On a.", "m-a"),
        Reason("y", 0.5, "Row y."),
        Reason("z", 0.0, "Row z."),
    )


@pytest.mark.parametrize(
    ("answer", "credit", "says", "misconception"),
    [
        ("64", 1, "Right.", None),
        (60, 1, "Right.", None),
        ("68", 1, "Right.", None),
        ("68,0", 1, "Right.", None),
        ("68.1", 0.5, "Near.", "m-near"),
        ("50", 0.5, "Near.", "m-near"),
        ("80", 0.5, "Near.", "m-near"),
        ("80,01", 0, "Look again.", "m-otherwise"),
        ("10", 0, "You left most out.", "m-low"),
        ("٦٤", 1, "Right.", None),
    ],
)
def test_a_number_earns_the_credit_of_the_narrowest_band_around_it(
    answer: Any, credit: float, says: str, misconception: str | None
) -> None:
    assert _score(NUMBER, NUMBER_KEY, answer) == credit
    assert score(NUMBER, NUMBER_KEY, answer).reasons == (Reason(str(answer), credit, says, misconception),)


@pytest.mark.parametrize(
    ("answer", "credit"),
    [
        ("cast himself as", 1),
        ("  Cast  HIMSELF\tas. ", 1),
        ("“cast himself as”", 1),
        ("cast-himself-as", 1),
        ("the cast himself as a", 1),
        ("cast", 0.5),
        ("The cast!", 0.5),
        ("cast himself", 0),
        ("casthimselfas", 0),
        ("himself cast as", 0),
        ("broadcast", 0),
        ("…", 0),
        ("the", 0),
    ],
)
def test_a_short_answer_is_compared_by_its_words(answer: str, credit: float) -> None:
    assert _score(SHORT, SHORT_KEY, answer) == credit


@pytest.mark.parametrize(
    ("accepted", "answer"),
    [
        ("West's best interests", "West’s best interests"),
        ("West’s best interests", "wests best interests"),
        ("Straße", "STRASSE"),
        ("naïve", "nai\u0308ve"),
        ("final", "ﬁnal"),
        ("The Hague", "hague"),
        ("3 000", "3.000"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("a", "A"),
        ("the", "The."),
        ("?", "?"),
    ],
)
def test_case_punctuation_and_ways_of_writing_one_letter_do_not_count(accepted: str, answer: str) -> None:
    assert _score(SHORT, _key({accepted: 1.0}), answer) == 1


@pytest.mark.parametrize(
    ("accepted", "answer"), [("a", "the"), ("a", "!!!"), ("the", "an"), ("?", "!"), ("Kyiv", "Kiev"), ("résumé", "resume")]
)  # fmt: skip
def test_other_words_are_other_words(accepted: str, answer: str) -> None:
    assert _score(SHORT, _key({accepted: 1.0}), answer) == 0


def test_a_known_wrong_text_gets_its_own_feedback_and_others_the_common_one() -> None:
    assert score(SHORT, SHORT_KEY, "Himself!").reasons == (Reason("Himself!", 0.0, "No verb.", "m-verb"),)
    assert score(SHORT, SHORT_KEY, "other").reasons == (Reason("other", 0.0, "Look again.", "m-otherwise"),)
    assert score(SHORT, SHORT_KEY, "Cast himself as").reasons == (
        Reason("Cast himself as", 1.0, "These words count in full."),
    )


@pytest.mark.parametrize(
    ("answer", "credit"),
    [
        (["A0-01", "A0-02"], 1),  # 2 * 2 / (2 + 2)
        (["A0-02", "A0-01"], 1),
        (["A0-01"], 2 / 3),  # 2 * 1 / (1 + 2)
        (["A0-01", "A0-04"], 1 / 2),  # 2 * 1 / (2 + 2)
        (["A0-01", "A0-02", "A0-04"], 4 / 5),  # 2 * 2 / (3 + 2)
        (["A0-01", "A0-02", "A0-04", "A0-05"], 2 / 3),  # 2 * 2 / (4 + 2)
        (["A0-04"], 0),
        (["A0-03"], 2 / 5),  # 2 * 0.5 / (0.5 + 2): the contested one is picked by half
        (["A0-01", "A0-03"], 6 / 7),  # 2 * 1.5 / (1.5 + 2)
        (["A0-03", "A0-04"], 2 / 7),  # 2 * 0.5 / (1.5 + 2)
        (["A0-01", "A0-02", "A0-03"], 1),  # never above 1
    ],
)
def test_picked_sentences_earn_f1(answer: list[str], credit: float) -> None:
    assert _score(LOCATE, LOCATE_KEY, answer) == pytest.approx(credit)


@pytest.mark.parametrize(("answer", "credit"), [("A0-01", 1), ("A0-02", 1), ("A0-03", 0.5), ("A0-05", 0)])
def test_the_one_sentence_asked_for_earns_its_credit(answer: str, credit: float) -> None:
    assert _score(LOCATE_ONE, LOCATE_KEY, [answer]) == credit


def test_each_picked_sentence_gets_its_reason() -> None:
    assert score(LOCATE, LOCATE_KEY, ["A0-01", "A0-04", "A0-05"]).reasons == (
        Reason("A0-01", 1.0, "This sentence counts in full."),
        Reason("A0-04", 0.0, "A trap.", "m-trap"),
        Reason("A0-05", 0.0, "Look again.", "m-otherwise"),
    )


@pytest.mark.parametrize(
    ("item", "key", "answer"),
    [(SHORT, SHORT_KEY, "cast"), (LOCATE, LOCATE_KEY, ["A0-03"])],
    ids=["short", "locate"],
)
def test_a_partly_right_answer_is_not_told_the_reason_of_the_key(item: Item, key: Key, answer: Any) -> None:
    (reason,) = score(item, key, answer).reasons
    assert reason.credit == 0.5
    assert key.why not in reason.says
    assert reason.says


@pytest.mark.parametrize(
    "item", [CHOICE, CHOICES, CLASSIFY, NUMBER, SHORT, LOCATE], ids=lambda item: item.kind
)
def test_an_answer_that_does_not_fit_is_named_invalid_with_its_reason(item: Item) -> None:
    for answer in (True, {"no": "row"} if item is not CHOICE else "no", [["nested"]], 10**5000):
        result = score(item, _key(), answer)
        assert (result.score, result.status, result.right) == (0, Status.INVALID, False)
        assert result.reasons
        assert all(reason.says and reason.credit == 0 for reason in result.reasons)


def test_scoring_changes_neither_the_answer_nor_its_own_result() -> None:
    answer = ["A0-02", "A0-01"]
    assert score(LOCATE, LOCATE_KEY, answer) == score(LOCATE, LOCATE_KEY, answer)
    assert answer == ["A0-02", "A0-01"]


@pytest.mark.parametrize(
    ("task", "band", "best"),
    [
        (NumberTask("x", 0, 10, whole=True), (4, 4), "4"),
        (NumberTask("x", 0, 10, whole=True), (3.5, 4.5), "4"),
        (NumberTask("x", 0, 10, whole=True), (-5, 2), "0"),
        (NumberTask("x", -10, 10, whole=True), (-3, -2), "-3"),
        (NumberTask("x", 0, 1e9, whole=True), (2_025_814, 2_025_814), "2025814"),
        (NumberTask("x", 0, 1, whole=False), (0.1234567, 0.1234567), "0.1234567"),
        (NumberTask("x", 0, 1, whole=False), (0.00001, 0.00002), "0.00001"),
        (NumberTask("x", 0, 100, whole=False), (55.0, 70.0), "55"),
    ],
)
def test_the_best_number_is_one_that_can_be_typed(
    task: NumberTask, band: tuple[float, float], best: str
) -> None:
    item, key = _item(Kind.NUMBER, task), _key(bands=(Band(*band, 1.0, Feedback("Right.")),))
    assert best_answer(item, key) == best
    assert score(item, key, best).right


def test_where_one_sentence_is_asked_for_the_best_answer_is_one_sentence() -> None:
    assert best_answer(LOCATE_ONE, LOCATE_KEY) == ["A0-01"]
    assert score(LOCATE_ONE, LOCATE_KEY, best_answer(LOCATE_ONE, LOCATE_KEY)).right


def test_an_item_of_another_kind_is_a_fault_of_ours_and_no_silent_zero() -> None:
    with pytest.raises(TypeError, match="x-01: choice has OptionsTask, not SpansTask"):
        spans.score(CHOICE, CHOICE_KEY, {"edits": []})
