"""Hostile and senseless answers to all twelve kinds of exercise, put wherever an answer has a place for them."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from coursepack.answers import Answer, Answered, LogReading
from coursepack.answers.record import Header
from coursepack.course import Course
from coursepack.grading import GradeStatus
from coursepack.grading.grades import LogGrade
from coursepack.grading.mark_desk import open_desk
from coursepack.grading.mark_pages import MarkPages
from coursepack.grading.marking import grade_log
from coursepack.grading.pages import Pages
from coursepack.grading.paper import Paper, load_paper
from coursepack.items.model import Kind
from coursepack.scoring import best_answer
from support import AT, marking_course, write_log

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "[x](javascript:alert(1)) ![x](http://example.org/x.png) <http://example.org>",
    "\N{RIGHT-TO-LEFT OVERRIDE}</bdi></li></ul></article><base href=//example.org>",
    "‹A0-01› `</code><iframe srcdoc=x>`\n# x\n|a|b|\n|-|-|\n|<b onclick=x>|",
    "</style></title><meta http-equiv=refresh content=0;url=//example.org>{{ 7 * 7 }}<!-- exercises -->",
)
SENSELESS: tuple[Any, ...] = (
    None, True, False, 0, -1, 2, 0.5, -0.0, 1e308, 10**15, -(10**4000), "", " ", "x" * 50_001, "\x00", "haass", [], [[]],
    [{}], [None], [1], ["haass", "haass"], ["x"] * 5000, {}, {"": None}, {"x": []}, {"text": None}, {"text": []},
    {"text": "x" * 50_001}, {"codes": None}, {"codes": {"A3-01": 1}}, {"codes": {"A3-01": [[]]}, "notes": {"x": []}},
    {"codes": {}, "notes": {"A3-01": "x"}}, {"edits": None}, {"edits": [{}] * 4000}, {"edits": [{"add": {}}]},
    {"edits": [{"remove": 1}]}, {"edits": [], "undone": [1]},
    {"text": "x", "edits": [{"add": {"id": "a", "label": "source", "pieces": [{"start": -1, "end": 10**40, "quote": ""}]}}]},
)  # fmt: skip
ALLOWED = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "main",
        "section",
    ),
    *(
        "ul",
        "ol",
        "li",
        "strong",
        "em",
        "bdi",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "a",
        "article",
        "div",
    ),
    *("q", "span", "code", "br", "blockquote"),
}
HARMLESS = {
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "aria-labelledby",
    "id",
    "scope",
    "href",
    "class",
}


class Seen(HTMLParser):
    """What a browser would find on a page: elements and attributes beyond ours, and where links lead."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.strange: list[str] = []
        self.links: set[str] = set()
        self.refreshes = 0
        self.feed(html.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what is not ours."""
        own = dict(attrs)
        self.strange += [tag] if tag not in ALLOWED else [name for name in own if name not in HARMLESS]
        self.links.add(own.get("href") or "#")
        self.refreshes += own.get("http-equiv") == "refresh"


@pytest.fixture(scope="module", name="course")
def _course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return marking_course(tmp_path_factory.mktemp("hostile") / "pack")


@pytest.fixture(scope="module", name="paper")
def _paper(course: Course) -> Paper:
    return load_paper(course)


@pytest.fixture(scope="module", name="pages")
def _pages(paper: Paper) -> Pages:
    return Pages(paper)


def places(answer: Answer, word: str) -> Iterator[Answer]:
    """Yield an answer again and again, each time with ``word`` in place of another value or name in it."""
    yield word
    for path in list(_paths(answer)):
        *before, last = path
        for as_name in (False, True):
            changed = copy.deepcopy(answer)
            inner = changed
            for step in before:
                inner = inner[step]
            if as_name and isinstance(inner, dict):
                inner[word] = inner.pop(last)
            else:
                inner[last] = word
            yield changed


def _paths(value: Any) -> Iterator[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in inside:
        yield (name,)
        yield from ((name, *path) for path in _paths(inner))


def graded(paper: Paper, answers: Mapping[str, Answer]) -> LogGrade:
    records = tuple(
        Answered(name, AT, name, paper.questions[name].version, answer, submitted=True, hints=0)
        for name, answer in answers.items()
    )
    return grade_log(LogReading(Header("small-course", "learner", AT), records, ()), paper)


def test_the_course_of_these_tests_has_all_twelve_kinds(paper: Paper) -> None:
    assert {question.item.kind for question in paper.questions.values()} == set(Kind)


@pytest.mark.parametrize("word", HOSTILE)
def test_a_hostile_text_anywhere_in_an_answer_never_becomes_part_of_the_page(
    paper: Paper, pages: Pages, word: str
) -> None:
    spoiled = {
        name: list(places(best_answer(question.item, question.key), word))
        for name, question in paper.questions.items()
    }
    assert sum(map(len, spoiled.values())) > 100
    for number in range(max(map(len, spoiled.values()))):
        answers = {name: own[number] for name, own in spoiled.items() if number < len(own)}
        grade = graded(paper, answers)
        seen = Seen(pages.render(word, grade, [*grade.notes, word]))
        assert seen.strange == [], answers
        assert seen.links <= {f"#{own}" for own in paper.questions} | {"#", "#in-short"}, answers
        assert seen.refreshes == 0


def test_the_watch_of_these_tests_sees_what_acts() -> None:
    page = "".join(HOSTILE).encode()
    assert {"script", "img", "svg", "base", "iframe"} <= set(Seen(page).strange)
    assert Seen(page).refreshes == 1


@pytest.mark.parametrize("place", range(len(SENSELESS)))
def test_a_senseless_answer_to_any_kind_is_told_and_no_silent_nought(
    paper: Paper, pages: Pages, place: int
) -> None:
    answer = SENSELESS[place]
    for name in paper.questions:
        grade = graded(paper, {name: answer})
        (own,) = (item for item in grade.items if item.question.item.id == name)
        assert own.points is None or 0 <= own.points <= 1
        if own.points == 0 and own.mark and own.mark.result.status != "scored":
            assert own.faults
            assert grade.status is GradeStatus.NEEDS_REVIEW
        assert all(len(note) < 1000 for note in grade.notes)
        assert len(pages.render("jane", grade, grade.notes)) < 400_000


def test_a_hostile_text_never_becomes_part_of_the_marking_page(course: Course, tmp_path: Path) -> None:
    for number, word in enumerate(HOSTILE):
        write_log(
            tmp_path / "class" / f"s{number}.jsonl", course, {"small-essay": {"text": word, "self": {}}}
        )
    desk = open_desk(course, tmp_path / "class", tmp_path / "marks", "ann", names=True)
    pages = MarkPages(desk, "/token/")
    for place, word in enumerate(HOSTILE):
        answer = desk.answer("small-essay", place)
        points = {"chain": 1, "hedge": 1}
        desk.save(
            "small-essay", place, {"digest": answer.answer.key.digest, "points": points, "comment": word}
        )
        html = pages.answer("small-essay", place).decode()
        assert len(re.findall(r"<script", html)) == 1
        for never in ("<img", "<svg", "<iframe", "<base", "<meta http", "<b ", "<a xlink"):
            assert never not in html, word
        assert set(re.findall(r'(?:href|src)="([^"]*)"', html)) <= {
            "data:,",
            *(f"/token/{name}" for name in ("", "mark.css", "mark.js")),
            *(f"/token/small-essay/{number}" for number in range(9)),
            *(f"/token/small-essay/open/{number}" for number in range(9)),
        }
