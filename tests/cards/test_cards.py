"""Fact cards: how they are read, which mistakes are told, and that students never see the addresses."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from coursepack.answers import AnswerLog, history
from coursepack.cards import Sure, cards_html, cards_markdown, find_card, load_cards
from coursepack.cards.load import is_date
from coursepack.cards.show import in_words
from coursepack.course import Course
from coursepack.faults import CourseError, Fault
from coursepack.grading.page_parts import PageParts, exercise_macros
from coursepack.grading.paper import load_paper
from coursepack.grading.rendering import environment
from coursepack.items import find_item, load_items
from coursepack.widgets.card import card
from coursepack.widgets.page import page
from coursepack.widgets.static import to_markdown
from support import UNIT, small_course

ADDRESS = "paper.example/story-1"
CARD = f"""
title = "Two *counts*"
fact = "One paper wrote **250,000** a month. A0 has ‹in an interview› (A0-18). <b>Not a tag.</b>"
source = "Morning Paper & Sons"
published = "2025-08-12/2025-08-13"
as_of = "2024-03"
sure = "one origin"
serves = ["A1-10", "A3"]
pages = ["{ADDRESS}"]
"""


@pytest.fixture(name="course")
def _course(tmp_path: Path) -> Course:
    return small_course(tmp_path / "course")


def _write(course: Course, text: str, name: str = "cards.toml") -> None:
    course.path("cards").mkdir(exist_ok=True)
    course.path("cards", name).write_text(text, encoding="utf-8", newline="\n")


def _name_cards(course: Course, item_id: str, cards: str) -> None:
    path = course.path("exercises", f"{UNIT}.toml")
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(f'id = "{item_id}"\n', f'id = "{item_id}"\ncards = {cards}\n'),
        encoding="utf-8",
        newline="\n",
    )


def _faults(course: Course) -> tuple[Fault, ...]:
    with pytest.raises(CourseError) as caught:
        load_cards(course)
    assert all(fault.found and fault.expected and fault.remedy for fault in caught.value.faults)
    return caught.value.faults


def test_a_card_is_typed_and_cannot_be_changed(course: Course) -> None:
    _write(course, f"[D05-a]{CARD}")
    read = load_cards(course)["D05-a"]
    assert (read.id, read.title, read.sure) == ("D05-a", "Two *counts*", Sure.ONE_ORIGIN)
    assert (read.serves, read.pages) == (("A1-10", "A3"), (ADDRESS,))
    with pytest.raises(dataclasses.FrozenInstanceError):
        read.title = "Other"  # type: ignore[misc] # the point of the test


def test_all_files_of_the_folder_are_read_and_a_course_may_have_none(course: Course) -> None:
    assert load_cards(course) == {}
    _write(course, f"[D05-a]{CARD}", "03.toml")
    _write(course, f"[D06]{CARD}", "05.toml")
    assert list(load_cards(course)) == ["D05-a", "D06"]


def test_an_id_that_two_files_have_is_told_with_both(course: Course) -> None:
    _write(course, f"[D05-a]{CARD}", "03.toml")
    _write(course, f"[D05-a]{CARD}", "05.toml")
    (fault,) = _faults(course)
    assert (fault.file, fault.where) == ("cards/05.toml", "D05-a")
    assert "cards/03.toml" in fault.found


@pytest.mark.parametrize(
    ("old", "new", "where", "found"),
    [
        ('title = "Two *counts*"\n', "", "D05-a.title", "nothing"),
        ('sure = "one origin"', 'sure = "fairly"', "D05-a.sure", '"fairly"'),
        ('as_of = "2024-03"', 'as_of = "2024-13"', "D05-a.as_of", '"2024-13"'),
        ('as_of = "2024-03"', 'as_of = "March 2024"', "D05-a.as_of", '"March 2024"'),
        ("2025-08-12/2025-08-13", "2025-08-13/2025-08-12", "D05-a.published", '"2025-08-13/2025-08-12"'),
        ('"A1-10", ', '"A1-99", ', "D05-a.serves", '"A1-99"'),
        (', "A3"]', ', "A7"]', "D05-a.serves", '"A7"'),
        ("‹in an interview›", "‹in the interview›", "D05-a", "‹in the interview›"),
        ('pages = ["', 'page = ["', "D05-a.pages", "nothing"),
        ("[D05-a]", '["D05 a"]', "D05 a", 'id "D05 a"'),
    ],
)
def test_a_mistake_in_a_card_is_told_with_its_place(
    course: Course, old: str, new: str, where: str, found: str
) -> None:
    text = f"[D05-a]{CARD}"
    assert text.count(old) == 1
    _write(course, text.replace(old, new))
    assert ("cards/cards.toml", where, found) in [
        (fault.file, fault.where, fault.found) for fault in _faults(course)
    ]


def test_all_mistakes_of_all_files_are_told_at_once(course: Course) -> None:
    _write(course, f"[D05-a]{CARD}".replace("one origin", "x").replace("A1-10", "x"), "03.toml")
    _write(course, "[D06", "05.toml")
    _write(course, "D07 = 3", "06.toml")
    told = [(fault.file, fault.where) for fault in _faults(course)]
    assert told[:3] == [
        ("cards/03.toml", "D05-a.sure"),
        ("cards/03.toml", "D05-a.serves"),
        ("cards/05.toml", ""),
    ]
    assert {file for file, _ in told[3:]} == {"cards/06.toml"}


def test_an_unknown_card_is_answered_with_the_cards_there_are(course: Course) -> None:
    _write(course, f"[D05-a]{CARD}")
    with pytest.raises(CourseError, match='no card "D05"; expected "D05-a"'):
        find_card("D05", course)


def test_an_item_that_names_an_unknown_or_a_broken_card_is_told(course: Course) -> None:
    _name_cards(course, "small-choice", '["D05-a"]')
    with pytest.raises(CourseError, match=r'small-choice\.cards: found "D05-a"; expected nothing'):
        load_items(UNIT, course)
    _write(course, f"[D05-a]{CARD}".replace("one origin", "x"))
    with pytest.raises(CourseError, match=r"cards/cards\.toml, D05-a\.sure"):
        load_items(UNIT, course)
    _write(course, f"[D05-a] {CARD}")
    assert find_item("small-choice", course).cards == ("D05-a",)


def test_the_version_follows_the_cards_and_is_what_it_was_without_them(course: Course) -> None:
    before = {item.id: item.version for item in load_items(UNIT, course).items.values()}
    _write(course, f"[D05-a]{CARD}\n[D06]{CARD}")
    _name_cards(course, "small-choice", '["D05-a"]')
    after = {item.id: item.version for item in load_items(UNIT, course).items.values()}
    assert [name for name in before if before[name] != after[name]] == ["small-choice"]
    # Digest of an item without cards as it was before there were any: answers given then still count.
    assert before["small-number"] == "3f446ff1"


def test_every_face_of_an_exercise_shows_its_cards_above_the_question(course: Course, tmp_path: Path) -> None:
    _write(course, f"[D05-a]{CARD}")
    _name_cards(course, "small-choice", '["D05-a"]')
    item, log = find_item("small-choice", course), AnswerLog(tmp_path / "answers.jsonl", course.id)
    parts = PageParts(load_paper(course), exercise_macros(environment()))
    faces = {
        "page": page(item, course, log)["prompt"],
        "static": to_markdown(item, history([]), course),
        "feedback": parts.exercise("small-choice").above.decode(),
    }
    for name, face in faces.items():
        places = [
            face.find(words) for words in ("Fact card D05-a", "250,000", "13 August 2025", "whose words")
        ]
        assert places == sorted(places), name
        assert places[0] >= 0, name
        assert "one origin" in face, name
        assert "Morning Paper" in face, name
        assert ADDRESS not in face, name
    assert "style=" not in faces["feedback"]
    assert "<b>Not a tag.</b>" not in faces["page"]


def test_a_card_in_a_lesson_is_shown_as_html_markdown_and_one_line(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(course, f"[D05-a]{CARD}")
    monkeypatch.setenv("COURSEPACK_ROOT", str(course.root))
    shown = card("D05-a")
    forms = shown._repr_mimebundle_()
    assert 'style="border' in forms["text/html"]
    assert '<span class="unit">A0-18</span>' in forms["text/html"]
    assert "Morning Paper &amp; Sons" in forms["text/html"]
    assert all(line.startswith(">") for line in forms["text/markdown"].splitlines())
    assert forms["text/plain"] == repr(shown)
    assert "\n" not in repr(shown)
    assert not [form for form in forms.values() if ADDRESS in form]


def test_two_cards_stay_two_blocks(course: Course) -> None:
    _write(course, f"[D05-a]{CARD}\n[D06]{CARD}")
    cards = list(load_cards(course).values())
    assert cards_html(cards).count('<div class="coursepack-card">') == 2
    assert len(list(cards_markdown(cards))) == 2


def test_dates_are_days_months_or_years_of_the_calendar() -> None:
    good = ["2025", "2025-08", "2025-08-12", "2025-08-12/2025-08-13", "2024-02-29"]
    bad = [
        "",
        "25-08-12",
        "2025-8-12",
        "2025-02-29",
        "2025-08-13/2025-08-12",
        "2025/2025/2025",
        "2025-08-12/",
    ]
    assert [text for text in good if not is_date(text)] == []
    assert [text for text in bad if is_date(text)] == []


def test_a_date_is_read_as_words() -> None:
    assert in_words("2025-08-02") == "2 August 2025"
    assert in_words("2025-08") == "August 2025"
    assert in_words("2025-08-12/2025-08-13") == "12 August 2025 to 13 August 2025"
