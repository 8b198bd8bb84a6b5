"""Knows which of the answers in a log count, and what is shown again when an exercise is reopened."""

from __future__ import annotations

from typing import Any

from coursepack.answers import (
    Answered,
    Attempt,
    HintOpened,
    History,
    Record,
    Revealed,
    histories,
    history,
)

AT = "2026-03-02T09:30:00.000Z"


def _answer(answer: Any, *, hints: int = 0, submitted: bool = True, item: str = "who-01") -> Answered:
    return Answered(f"{item}{answer}{hints}", AT, item, "1a2b3c4d", answer, submitted, hints, sure=70)


def _draft(answer: Any, hints: int = 0) -> Answered:
    return _answer(answer, hints=hints, submitted=False)


def _hint(hints: int) -> HintOpened:
    return HintOpened(f"hint{hints}", AT, "who-01", "1a2b3c4d", hints)


REVEAL = Revealed("reveal", AT, "who-01", "1a2b3c4d")


def _counted(*records: Record) -> list[tuple[Any, int, bool]]:
    return [(attempt.answer, attempt.hints, attempt.submitted) for attempt in history(records).attempts]


def test_without_records_nothing_has_happened() -> None:
    assert history([]) == History((), None, None, 0, revealed=False)
    assert histories([]) == {}


def test_an_attempt_keeps_answer_version_time_and_confidence() -> None:
    answer, attempt = _answer("a"), Attempt("a", 0, "1a2b3c4d", submitted=True)
    assert history([answer]) == History(
        (attempt,), answer, answer, 0, revealed=False, sure=70, first=answer, tries=1
    )
    assert answer.at == AT


def test_for_every_number_of_open_hints_the_last_submitted_answer_counts() -> None:
    first: list[Record] = [_answer("a"), _answer("b")]
    records = [*first, _hint(1), _answer("c", hints=1), _hint(2), _answer("d", hints=2)]
    assert _counted(*records) == [("b", 0, True), ("c", 1, True), ("d", 2, True)]


def test_a_hint_opened_without_an_answer_is_remembered() -> None:
    assert history([_hint(1)]) == History((), None, None, 1, revealed=False)


def test_hints_once_opened_do_not_close_again_whatever_the_log_says() -> None:
    assert _counted(_hint(2), _answer("a", hints=0)) == [("a", 2, True)]
    assert history([_hint(2), _hint(1)]).hints == 2
    assert _counted(_answer("a", hints=1), _answer("b", hints=0)) == [("b", 1, True)]


def test_a_draft_counts_only_where_nothing_was_submitted() -> None:
    assert _counted(_draft("a"), _draft("b")) == [("b", 0, False)]
    assert _counted(_draft("a"), _hint(1), _draft("b", 1)) == [("b", 1, False)]
    assert _counted(_draft("a"), _answer("b")) == [("b", 0, True)]
    assert _counted(_answer("b"), _draft("c")) == [("b", 0, True)]
    assert _counted(_answer("b"), _hint(1), _draft("c", 1)) == [("b", 0, True)]


def test_the_latest_answer_is_shown_again_even_if_it_is_a_draft_or_after_the_key() -> None:
    past = history([_answer("a"), _draft("b")])
    assert past.latest is not None
    assert past.submitted is not None
    assert (past.latest.answer, past.submitted.answer) == ("b", "a")
    after = history([_answer("a"), REVEAL, _answer("c")])
    assert after.latest is not None
    assert after.latest.answer == "c"


def test_answers_after_the_key_was_shown_do_not_count() -> None:
    assert _counted(_answer("a"), REVEAL, _answer("b"), _answer("c", hints=1)) == [("a", 0, True)]
    assert _counted(REVEAL, _answer("b"), _draft("c")) == []
    assert _counted(_draft("a"), REVEAL, _answer("b")) == [("a", 0, False)]
    assert history([REVEAL]).revealed


def test_answers_of_any_form_are_kept_as_they_are() -> None:
    for answer in (None, [], {}, ["a", ["b"]], {"r": None}, 3, True, ""):
        assert _counted(_answer(answer)) == [(answer, 0, True)]


def test_records_are_sorted_by_item() -> None:
    by_item = histories([_answer("a"), _answer("x", item="who-02"), _hint(1), _answer("b", hints=1)])
    assert list(by_item) == ["who-01", "who-02"]
    assert [attempt.answer for attempt in by_item["who-01"].attempts] == ["a", "b"]
    assert by_item["who-02"].hints == 0
