"""Knows the keys of "What have we got?" that follow from the manifest and the calendar, and holds them against both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from coursepack.charts.attested_grid import FIELDS, NOTHING_OF_THIS
from coursepack.items import Item, Key
from coursepack.items.model import RowsTask
from coursepack.scoring import best_answer
from coursepack.texts import Texts
from coursepack.texts.quotes import QUOTATION

Keyed = Sequence[tuple[Item, Key]]
MEETING = date(2025, 8, 15)
FRIDAY, SUNDAY = 4, 6


def test_the_grid_of_right_answers_is_that_of_the_manifest(keyed: Keyed, texts: Texts) -> None:
    item, key = next((item, key) for item, key in keyed if item.id == "have-got-04")
    assert isinstance(item.task, RowsTask)
    best, found = best_answer(item, key), set()
    for row in item.task.rows:
        quotation = QUOTATION.search(row.text)
        assert quotation, row.id
        if best[row.id] != NOTHING_OF_THIS:
            found.add((texts.unit(quotation["unit"]).article, best[row.id]))
    attested = {
        (article.id, entry.field)
        for article in texts.articles.values()
        for entry in article.attested
        if entry.value is not None
    }
    assert found == attested
    assert {field for _, field in attested} == set(FIELDS)


def test_days_are_those_of_the_calendar(best: Mapping[str, object]) -> None:
    assert MEETING.weekday() == FRIDAY
    now = MEETING + timedelta(days=9)
    assert best["have-got-practice-06"] == f"{MEETING.day}"
    assert best["have-got-07"] == f"{now.day}"
    assert now.weekday() == SUNDAY


def test_the_right_order_is_that_of_the_days(best: Mapping[str, object]) -> None:
    # The now of A1 is placed by its words only: before the meeting was certain, and so before its day.
    days = {
        "may-remark": date(2025, 5, 15),
        "a1-now": date(2025, 8, 9),
        "a0-now": MEETING,
        "meeting": MEETING,
        "a2-date": date(2025, 8, 18),
        "friday-remark": date(2025, 8, 22),
        "a4-now": date(2025, 8, 24),
    }
    assert best["have-got-09"] == sorted(days, key=days.__getitem__)
    assert days["friday-remark"].weekday() == FRIDAY


def test_spellings_are_those_of_the_texts(best: Mapping[str, object], texts: Texts) -> None:
    body = {article.id: " ".join(unit.text for unit in article.body()) for article in texts.articles.values()}
    having = {
        "iy": [name for name, text in body.items() if "Zelenskiy" in text],
        "kiev": [name for name, text in body.items() if "Zelensky" in text and "Kiev" in text],
        "two": [name for name, text in body.items() if "Kyiv" in text and "Kiev" in text],
        "mister": [name for name, text in body.items() if "Mr. " in text],
        "nobody": [
            name
            for name, text in body.items()
            if not any(word in text for word in ("Zelensk", "Kyiv", "Kiev", "Donetsk", "Pokrovsk"))
        ],
    }
    assert {row: [name.upper()] for row, name in dict(best["have-got-10"]).items()} == having  # type: ignore[call-overload] # rows of a match
