"""What Moodle itself makes of an exported question: its rules for GIFT, retold here as a small reader of their own.

The rules are those of Moodle's documentation ("GIFT format") and of its import: the question ends at an empty
line, a line that begins with two strokes is a comment, escaped signs are set aside before anything is looked for, a
format in brackets may stand before every text, and a weight must be one of Moodle's own list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursepack.course import Course
from coursepack.exchange import export_gift
from coursepack.exchange.gift_read import read_gift
from coursepack.exchange.gift_write import gift
from coursepack.exchange.question import Answer, Pair, Question, Stretch
from coursepack.items.model import Kind

SHARES = (
    *(100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333),
    *(30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0),
)
NEAR = 0.001
"""Of a per cent: how far a weight may be from one on the list."""
FORMATS = ("html", "markdown", "plain", "moodle")
SIGNS = "~=#{}:"
WEIGHT = re.compile(r"%(-*[0-9]{1,2}\.?[0-9]*)%")


@dataclass(frozen=True)
class Imported:
    """A question as Moodle would have it: answers are text, weight in per cent and feedback."""

    name: str
    form: str
    text: str
    kind: str
    answers: list[tuple[str, float, str]]
    general: str


def moodle_import(file: str) -> list[Imported]:
    found, lines = [], []
    for line in [*file.split("\n"), ""]:
        if line.strip() and line.strip() != "0":
            lines.append(line.strip())
        elif lines:
            text = "\n".join("" if one.startswith("//") else one for one in lines).strip()
            found += [_question(_aside(text))] if text and not text.startswith("$CATEGORY:") else []
            lines = []
    return found


def _aside(text: str) -> str:
    """Set escaped signs aside: they become letters of a private area."""
    text = text.replace("\\\\", "\ue00f")
    for number, sign in enumerate(SIGNS):
        text = text.replace(f"\\{sign}", chr(0xE000 + number))
    return text.replace("\\n", "\ue00e")


def _back(text: str) -> str:
    for number, sign in enumerate(SIGNS):
        text = text.replace(chr(0xE000 + number), sign)
    return text.replace("\ue00f", "\\").replace("\ue00e", "\n").strip()


def _formatted(text: str, default: str) -> tuple[str, str]:
    text = text.strip()
    if text.startswith("[") and "]" in text and text[1 : text.index("]")] in FORMATS:
        return text[1 : text.index("]")], _back(text[text.index("]") + 1 :])
    return default, _back(text)


def _said(text: str) -> tuple[str, str]:
    answer, _, feedback = text.partition("#")
    return _formatted(answer, "markdown")[1], _formatted(feedback, "markdown")[1]


def _question(text: str) -> Imported:
    name = ""
    if text.startswith("::"):
        name, _, text = text[2:].partition("::")
    assert text.count("{") == text.count("}") == 1
    asked, _, rest = text.strip().partition("{")
    body, _, after = rest.partition("}")
    assert not after.strip()
    body, _, general = body.strip().rpartition("####") if "####" in body else (body, "", "")
    form, asked = _formatted(asked, "moodle")
    kind, answers = _answers(body.strip())
    return Imported(_back(name), form, asked, kind, answers, _formatted(general, form)[1])


def _answers(body: str) -> tuple[str, list[tuple[str, float, str]]]:
    if body.startswith("#"):
        found = [_weighed(part, 100) for part in body[1:].split("=") if part.strip()]
        for text, _, _ in found:
            assert text == "*" or [float(end) for end in re.split(r"\.\.|:", text)]
        return "numerical", found
    if "~" in body:
        parts = [part.strip() for part in body.replace("=", "~=").split("~") if part.strip()]
        return "choice" if "=" in body else "choices", [
            (_said(part[1:])[0], 100.0, _said(part[1:])[1]) if part[0] == "=" else _weighed(part, 0)
            for part in parts
        ]
    if "=" in body and "->" in body:
        pairs = [part.partition("->") for part in body.split("=") if part.strip()]
        assert all(arrow for _, arrow, _ in pairs)
        return "match", [(_formatted(row, "markdown")[1], 100, _back(answer)) for row, _, answer in pairs]
    return "short", [_weighed(part, 100) for part in body.split("=") if part.strip()]


def _weighed(part: str, otherwise: float) -> tuple[str, float, str]:
    part = part.strip()
    weight = WEIGHT.match(part)
    text, said = _said(part[weight.end() :] if weight else part)
    return text, float(weight[1]) if weight else otherwise, said


def fits(question: Imported) -> bool:
    return all(min(abs(abs(weight) - share) for share in SHARES) < NEAR for _, weight, _ in question.answers)


SIGN = st.sampled_from(
    [*SIGNS, "\\", "\n", "//", "::", "[html]", "[plain]", "%50%", "->", "*", "$CATEGORY:", " ", "a", "0", "é"]
)
TEXT = st.lists(SIGN, min_size=1, max_size=8).map("".join).map(str.strip).filter(bool)
WORD = TEXT.filter(lambda text: "->" not in text and text != "*")


@settings(max_examples=400, deadline=None)
@given(
    title=TEXT, text=TEXT, words=st.lists(WORD, min_size=2, max_size=5, unique=True), said=WORD, general=WORD
)
def test_hostile_words_arrive_in_moodle_as_they_are(
    title: str, text: str, words: list[str], said: str, general: str
) -> None:
    # What leaves the course as Markdown never begins with a bracket that acts (``outgoing``); what is typed may.
    marked = [word.replace("[", "\\[") for word in words]
    said, general = (one.replace("[", "\\[") for one in (said, general))
    options = tuple(Answer(word, float(not place), said) for place, word in enumerate(marked))
    typed = tuple(Answer(word, float(not place), said) for place, word in enumerate(words))
    questions = [
        Question(Kind.CHOICE, "", title, text, options, general=general),
        Question(Kind.SHORT, "", title, text, typed, general=general, otherwise=said),
        Question(
            Kind.MATCH, "", title, text, pairs=tuple(Pair(word, word.replace("\n", " ")) for word in marked)
        ),
        Question(Kind.NUMBER, "", title, text, stretches=(Stretch(3, 3, 1, said), Stretch(1, 5, 0.5, said))),
    ]
    choice, short, match, number = moodle_import("\n".join(map(gift, questions)))
    assert {own.form for own in (choice, short, match, number)} == {"markdown"}
    assert {(own.name, own.text) for own in (choice, short, match, number)} == {(title, text)}
    assert [own.kind for own in (choice, short, match, number)] == ["choice", "short", "match", "numerical"]
    assert choice.answers == [(word, 100.0 * (not place), said) for place, word in enumerate(marked)]
    shown = [word.replace("*", "\\*") for word in words]
    assert short.answers == [(word, 100.0 * (not place), said) for place, word in enumerate(shown)] + [
        ("*", 0, said)
    ]
    assert [(row, answer) for row, _, answer in match.answers] == [
        (word, word.replace("\n", " ").strip()) for word in marked
    ]
    assert number.answers == [("3:0", 100, said), ("1..5", 50, said)]
    assert (choice.general, short.general) == (general, general)


def test_every_exported_exercise_of_the_course_is_one_that_moodle_takes(
    whole_course: Course, tmp_path: Path
) -> None:
    done = export_gift(whole_course, [unit.id for unit in whole_course.units], tmp_path / "all.gift")
    found = moodle_import((tmp_path / "all.gift").read_text(encoding="utf-8"))
    assert len(found) == done.questions > 100
    assert [own.name for own in found if not fits(own)] == []
    for own in found:
        assert own.form == "markdown"
        assert len(own.answers) >= 2 or own.kind in {"short", "numerical"}, own.name
        if own.kind == "choices":
            assert sum(weight for _, weight, _ in own.answers if weight > 0) == pytest.approx(100, abs=0.5)
        else:
            assert max(weight for _, weight, _ in own.answers) == 100, own.name


@pytest.mark.parametrize("wrong", range(1, 11))
def test_shares_of_up_to_ten_options_are_on_moodles_list(wrong: int) -> None:
    options = (Answer("a", 1.0), *(Answer(f"b{number}", -1 / wrong) for number in range(wrong)))
    (own,) = moodle_import(gift(Question(Kind.CHOICES, "", "t", "q", options)))
    assert fits(own)


def test_the_first_of_several_numbers_may_stand_without_its_sign() -> None:
    (number,) = read_gift("::n:: How many? {#3:1#yes =%50%4..5 ~#wrong}\n", "bank.gift").questions
    assert number.stretches == (Stretch(2, 4, 1, "yes"), Stretch(4, 5, 0.5))
    assert number.otherwise == "wrong"


def test_what_moodle_exports_itself_is_read() -> None:
    number, short, truth = read_gift(
        "// question: 5  name: n\n::n::[html]<p>How many?</p>{#\n\t=%100%3:0.5#<p>yes</p>\n\t~#<p>no</p>\n}\n\n"
        "::s::[html]Who?{\n\t=%100%[plain][sic]#\n\t=%50%Grant#nearly\n}\n\n"
        "::t::[moodle]Is it?{TRUE#no#yes####because}\n",
        "bank.gift",
    ).questions
    assert (number.stretches, number.otherwise) == ((Stretch(2.5, 3.5, 1, "yes"),), "no")
    assert [(answer.text, answer.weight) for answer in short.answers] == [("[sic]", 1), ("Grant", 0.5)]
    assert [(answer.text, answer.weight, answer.feedback) for answer in truth.answers] == [
        ("True", 1, "yes"),
        ("False", 0, "no"),
    ]
    assert truth.general == "because"
