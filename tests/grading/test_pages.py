"""The page a student gets back: complete, safe, and readable on any screen."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from classroom import Classroom
from coursepack.grading.pages import GENERATOR
from coursepack.grading.rendering import TEMPLATES, style_hash
from support import best_answers

STYLE = (TEMPLATES / "feedback.css").read_text(encoding="utf-8")
BLOCKS = {"th", "td", "li", "p", "h1", "h2", "h3", "h4"}
VOID = {"meta", "br", "hr"}
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg onload=alert(1)>",
    "'; alert(1); '",
    "{{ 7 * 7 }}",
    "<!-- exercises -->",
    "</style><script>alert(1)</script>",
]


class Page(HTMLParser):
    """Reads a page strictly: every tag is closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Check that the element that ends is the one that was opened last."""
        assert self.open.pop() == tag
        if tag in BLOCKS:
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        """Collect words that a reader sees."""
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        """The words of the page, with single spaces."""
        return " ".join("".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element of one kind."""
        return [attributes for name, attributes in self.elements if name == tag]


def page(classroom: Classroom, answers: dict[str, Any] | None = None, **log: Any) -> Page:
    classroom.hand_in("jane.jsonl", best_answers(classroom.course) if answers is None else answers, **log)
    return Page(classroom.grade().page)


def test_a_page_is_whole_and_names_its_student(classroom: Classroom) -> None:
    found = page(classroom)
    assert found.open == []
    assert found.all("html") == [{"lang": "en"}]
    assert "Feedback for jane" in found.text
    assert "7 of 7 points (100 %). Answered: 7 of 7 exercises." in found.text


def test_headings_go_down_one_level_at_a_time(classroom: Classroom) -> None:
    levels = [int(name[1]) for name, _ in page(classroom).elements if re.fullmatch(r"h\d", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in itertools.pairwise(levels))


def test_every_exercise_can_be_reached_from_the_table_and_the_table_from_every_unit(
    classroom: Classroom,
) -> None:
    found = page(classroom)
    targets = [attributes["id"] for attributes in found.all("article")]
    leads_to = [attributes["href"] for attributes in found.all("a")]
    assert leads_to == [*(f"#{target}" for target in targets), "#in-short"]
    assert len(set(targets)) == 7
    assert any(attributes.get("id") == "in-short" for attributes in found.all("h2"))


def test_a_sentence_that_stands_above_an_exercise_is_only_named_below_it(classroom: Classroom) -> None:
    found = page(classroom)
    assert found.text.count("But he said it wasn’t his place to decide.") < found.text.count("A0-08")
    assert "A0-08: shown above." in found.text


def test_the_policy_allows_only_the_style_of_the_page(classroom: Classroom) -> None:
    classroom.hand_in("jane.jsonl", {"small-choice": "haass"})
    html = classroom.grade().page
    policy = next(meta["content"] for meta in Page(html).all("meta") if "http-equiv" in meta)
    style = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    assert policy == (
        f"default-src 'none'; style-src '{style_hash(style[0])}'; base-uri 'none'; form-action 'none'"
    )
    assert len(style) == 1
    assert html.index("Content-Security-Policy") < html.index("<style>")


def test_a_page_loads_and_runs_nothing(classroom: Classroom) -> None:
    found = page(classroom)
    used = {name for name, _ in found.elements}
    assert not used & {"script", "img", "link", "iframe", "object", "form", "svg", "video", "base"}
    names = {name for _, attributes in found.elements for name in attributes}
    assert not {name for name in names if name.startswith("on") or name in {"src", "style"}}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_a_student_typed_is_shown_and_never_acts(classroom: Classroom, hostile: str) -> None:
    found = page(classroom, {"small-short": hostile, "small-choice": hostile, "small-number": hostile})
    assert not {name for name, _ in found.elements} & {"script", "img", "svg"}
    assert hostile in found.text
    assert len(found.all("article")) == 7


def test_a_hostile_name_is_shown_and_never_acts(classroom: Classroom) -> None:
    classroom.hand_in("<b onclick=alert(1)>'&quot;/answers.jsonl", {"small-choice": "haass"})
    found = Page(classroom.grade().page)
    assert "Feedback for <b onclick=alert(1)>'&quot; In short" in found.text
    assert found.all("b") == []


def test_a_students_markdown_is_not_rendered(classroom: Classroom) -> None:
    found = page(classroom, {"small-short": "**bold** _and_ ‹A0-01›"})
    assert "**bold** _and_ ‹A0-01›" in found.text


def test_the_prompt_is_rendered_and_its_quotation_marked(classroom: Classroom) -> None:
    classroom.hand_in("jane.jsonl", {"small-choice": "haass"})
    assert (
        'Apart from Donald Trump, <strong>whose words</strong> are quoted? Look at <q class="verbatim">'
        '‹Richard Haass›</q> <span class="unit">A0-18</span>.'
    ) in classroom.grade().page


def test_sentences_and_options_are_given_in_words(classroom: Classroom) -> None:
    text = page(classroom).text
    assert "A0-19 “So Russia sees negotiations not as an alternative to that" in text
    assert (
        "Your answer Richard Haass Given on the first of 3 tries, with no hint open: full credit was left."
        in text
    )
    assert "Your answer A0-02: Mind A0-08: Speech A0-15: Neither" in text
    assert "A4-05 “The agenda is not ready at all,” Sergey V. Lavrov" in text


def test_tries_are_told_in_words(classroom: Classroom) -> None:
    text = page(classroom, {"small-choice": "haass"}, hints={"small-choice": 2}).text
    assert "1. small-choice: 0.33 of 1 point" in text
    assert "Given on the third of 3 tries, with 2 hints open: 33 % of the credit was left." in text


def test_a_wrong_answer_is_told_its_reason_and_its_misconception(classroom: Classroom) -> None:
    text = page(classroom, {"small-choice": "biden"}).text
    assert (
        "Joe Biden (chosen): no credit. The slogan is his; nobody reports what he said here (A0-17)."
        " What this may point to: Taking the owner of a slogan for a source."
    ) in text
    assert "The key Richard Haass Only Haass is quoted: ‹said in an interview› A0-18." in text


def test_what_was_missed_is_told(classroom: Classroom) -> None:
    text = page(classroom, {"small-choices": ["said", "decide"]}).text
    assert "didn’t rule out (not chosen): missed. Denying counts." in text


def test_weights_are_shown_where_readers_differ(classroom: Classroom) -> None:
    text = page(classroom, {"small-locate": ["A4-05", "A4-07"]}).text
    assert (
        "Careful readers differ: what counts, with its weight A4-04 (1) A4-05 (1) A4-06 (1) A4-07 (0.5)"
        in text
    )
    assert "A4-07: 0.5 of the credit. Careful readers differ on this sentence: it earns a part." in text


def test_what_was_not_answered_is_listed_as_not_answered(classroom: Classroom) -> None:
    text = page(classroom, {"small-choice": "haass"}).text
    assert "2. small-choices not answered" in text
    assert "3. small-classify: not answered" in text


def test_an_answer_that_does_not_fit_is_shown_with_what_is_wrong(classroom: Classroom) -> None:
    text = page(classroom, {"small-choice": "nobody"}).text
    assert "Your answer nobody This answer does not fit the exercise" in text
    assert '"nobody" is none of the options: "biden", "haass" or "putin".' in text


def test_answers_of_two_students_are_not_mixed_up(classroom: Classroom) -> None:
    classroom.hand_in("jane.jsonl", {"small-choice": "biden"}, hints={"small-choice": 1})
    classroom.hand_in("carl.jsonl", {"small-choice": "biden"}, hints={"small-choice": 2})
    classroom.hand_in("anna.jsonl", {"small-choice": "biden"}, versions={"small-choice": "12345678"})
    classroom.grade()
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (classroom.out / "feedback").iterdir()}
    assert "second of 3 tries" in pages["jane"]
    assert "third of 3 tries" in pages["carl"]
    assert "another version" in pages["anna"]
    assert "another version" not in pages["jane"] + pages["carl"]


def test_a_page_carries_the_mark_by_which_an_old_one_is_known(classroom: Classroom) -> None:
    classroom.hand_in("jane.jsonl", {"small-choice": "haass"})
    assert classroom.grade().page.encode().index(GENERATOR) < 1000


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block))


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2, definition of relative luminance)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1, 2], ids=["light", "dark", "print"])
@pytest.mark.parametrize("ground", ["paper", "shade"])
@pytest.mark.parametrize("ink", ["ink", "quiet", "link"])
def test_text_has_a_contrast_of_four_and_a_half(theme: int, ground: str, ink: str) -> None:
    palette = [colours(block) for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)][theme]
    light, dark = sorted((luminance(palette[ground]), luminance(palette[ink])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_style_serves_dark_screens_and_paper() -> None:
    assert "@media (prefers-color-scheme: dark)" in STYLE
    assert "@media print" in STYLE
