"""Knows that a file becomes a unit as a whole or not at all, and what the teacher is told."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from coursepack.cli import main
from coursepack.course import Course, load_course
from coursepack.exchange import bring_in
from coursepack.faults import CourseError, Fault
from coursepack.items import load_items, load_keys
from coursepack.items.keys import Band, Feedback
from coursepack.items.model import EssayTask, Kind, NumberTask, OptionsTask, RowsTask, ShortTask
from coursepack.scoring import best_answer, score
from support import small_course

UNIT = "09-my-unit"
GIFT = """
::Tomb:: Who lies there? {=Grant#yes ~No one#no ~Both####Look it up.}

Which? {~%50%a ~%50%b ~%-100%c}

True? {T}

Capital? {=Rome =%50%Roma#nearly =%0%Milan#in the north}

Match {=cat -> miaow =dog -> woof = -> moo}

Half? {#=0.5:0.25}

Many? {#-5..2000}

Write. {}

Only words.
"""


@pytest.fixture(name="course")
def _course(tmp_path: Path) -> Course:
    return small_course(tmp_path / "pack")


def _file(course: Course, text: str | bytes, name: str = "bank.gift") -> Path:
    path = course.root.parent / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def _everything(course: Course) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in course.root.rglob("*.toml")}


def _faults(course: Course, source: Path, unit: str = UNIT, title: str = "Mine") -> tuple[Fault, ...]:
    before = _everything(course)
    with pytest.raises(CourseError) as caught:
        bring_in(load_course(course.root), source, unit, title)
    assert _everything(course) == before
    return caught.value.faults


def test_the_unit_loads_with_one_exercise_for_each_question(course: Course) -> None:
    done = bring_in(course, _file(course, GIFT), UNIT, "Mine")
    changed = load_course(course.root)
    assert (changed.units[-1].id, changed.units[-1].title) == (UNIT, "Mine")
    bank, keys = load_items(UNIT, changed), load_keys(UNIT, changed)
    items = list(bank.items.values())
    assert [item.id for item in items] == [f"my-unit-{number:02}" for number in range(1, 9)]
    assert bank.objectives == {"9.1": "To be named."}
    assert {(item.objective, str(item.level), item.shows) for item in items} == {("9.1", "apply", ())}
    assert [item.minutes for item in items] == [2] * 7 + [20]
    shapes = [OptionsTask] * 3 + [ShortTask, RowsTask, NumberTask, NumberTask, EssayTask]
    assert [type(item.task) for item in items] == shapes
    tomb = keys.keys["my-unit-01"]
    assert (tomb.why, dict(tomb.credits)) == ("Look it up.", {"grant": 1})
    assert tomb.feedback["no-one"] == Feedback("no", "my-unit-01-no-one")
    assert tomb.feedback["both"] == Feedback("To be written.", "my-unit-01-both")
    assert set(keys.misconceptions.values()) == {"To be named."}
    assert keys.keys["my-unit-04"].contested
    assert keys.keys["my-unit-04"].feedback["Milan"] == Feedback("in the north")
    assert keys.keys["my-unit-06"].bands == (Band(0.25, 0.75, 1, Feedback("To be written.")),)
    assert [getattr(items[5].task, name) for name in ("low", "high", "whole")] == [0, 1000, False]
    assert [getattr(items[6].task, name) for name in ("low", "high", "whole")] == [-5, 2000, True]
    assert (done.exercises, len(done.notices)) == (8, 1)


def test_the_best_answer_to_every_imported_exercise_earns_full_credit(course: Course) -> None:
    bring_in(course, _file(course, GIFT), UNIT, "Mine")
    changed = load_course(course.root)
    keys = load_keys(UNIT, changed).keys
    for item in load_items(UNIT, changed).items.values():
        if item.kind is not Kind.ESSAY:
            assert score(item, keys[item.id], best_answer(item, keys[item.id])).score == 1


def test_the_teacher_is_told_what_to_complete(course: Course) -> None:
    said = bring_in(course, _file(course, GIFT), UNIT, "Mine").text()
    assert "misconceptions behind wrong options: 4 are to be named" in said
    assert "write the rubric and the model answer: my-unit-08" in said
    assert "contested: say in its reason why careful readers differ: my-unit-04" in said
    assert "line 18: a description" in said
    assert "the right option stands first; let it stand elsewhere in some: my-unit-01\n" in said


def test_what_is_asked_gives_nothing_of_the_key_away(course: Course) -> None:
    bring_in(course, _file(course, "::It is z:: Match {=one -> z =two -> y =three -> x}"), UNIT, "Mine")
    (item,) = load_items(UNIT, load_course(course.root)).items.values()
    assert isinstance(item.task, RowsTask)
    assert [option.text for option in item.task.options] == ["x", "y", "z"]
    assert "It is" not in course.path("exercises", f"{UNIT}.toml").read_text(encoding="utf-8")
    assert "# line 1 It is z" in course.path("solutions", f"{UNIT}.toml").read_text(encoding="utf-8")


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(course: Course) -> None:
    marker = course.path("course.toml")
    marker.write_bytes(marker.read_bytes().rstrip(b"\n").replace(b"\n", b"\r\n"))
    text = b"\xef\xbb\xbf" + GIFT.replace("\n", "\r\n").encode()
    assert bring_in(load_course(course.root), _file(course, text), UNIT, "Mine").exercises == 8
    assert b"\n" not in marker.read_bytes().replace(b"\r\n", b"")


def test_a_quiz_becomes_a_practice_unit_if_its_id_says_so(course: Course) -> None:
    answers = [{"answer": text, "correct": text != "c", "feedback": "so"} for text in "abc"]
    quiz = _file(
        course, json.dumps([{"question": "Which?", "type": "many_choice", "answers": answers}]), "q.json"
    )
    done = bring_in(course, quiz, f"{UNIT}-practice", 'The "title"')
    assert load_course(course.root).unit(f"{UNIT}-practice").practice
    assert not any("uneven" in what for what in done.to_do)


def test_quotations_of_other_texts_are_kept_as_plain_words(course: Course) -> None:
    source = _file(course, "[markdown]Who said ‹Bonjour› in A9-99? {=‹moi› ~toi#see A8-88}")
    assert any("‹quotations›" in what for what in bring_in(course, source, UNIT, "Mine").to_do)
    assert load_items(UNIT, load_course(course.root)).items


def test_all_faults_are_told_at_once_and_nothing_is_written(course: Course) -> None:
    source = _file(
        course, "a {=b ~b}\n\nc {~d ~e}\n\nf {#2e9}\n\ng {=%50%h}\n\ni {=j->k =l->k}\n\nm {=?}\n\nn {=o ~}"
    )
    assert [(fault.where, fault.found) for fault in _faults(course, source)] == [
        ("line 1", "1 options"),
        ("line 1", '"b" 2 times'),
        ("line 3", "no right option"),
        ("line 5", "2e+09..2e+09"),
        ("line 7", "no right answer"),
        ("line 9", "1 answers"),
        ("line 11", '"?"'),
        ("line 13", "options without words"),
    ]


@pytest.mark.parametrize(
    ("unit", "title", "found"),
    [
        ("01-small", "Mine", 'a unit "01-small"'),
        ("../evil", "Mine", '"../evil"'),
        ("Groß", "Mine", '"Groß"'),
        (UNIT, " ", "' '"),
        (UNIT, "a\nb", r"'a\nb'"),
        ("09-taken", "Mine", "a file that is there"),
        ("09-small", "Mine", "an id that the new unit needs"),
    ],
)
def test_a_unit_that_cannot_be_made_is_refused(course: Course, unit: str, title: str, found: str) -> None:
    course.path("solutions", "09-taken.toml").write_text("kept = true\n", encoding="utf-8")
    items = course.path("exercises", "01-small.toml")
    items.write_text(
        items.read_text(encoding="utf-8").replace("small-choice", "small-01", 1), encoding="utf-8"
    )
    assert found in [fault.found for fault in _faults(course, _file(course, GIFT), unit, title)]


@pytest.mark.parametrize(
    ("text", "where", "found"),
    [
        (b"a {=b ~c}\n\0", "line 2", "a sign that is no text (U+0000)"),
        (b"\xff\xfe", "byte 0", "text that is not UTF-8"),
        (b"x" * 5_000_001, "", "5,000,001 bytes"),
        (b"{" * 40_000, "line 1", "a brace within braces"),
    ],
)
def test_hostile_files_are_told_and_nothing_is_written(
    course: Course, text: bytes, where: str, found: str
) -> None:
    assert (where, found) in [(fault.where, fault.found) for fault in _faults(course, _file(course, text))]


def test_a_file_of_another_kind_and_a_missing_file_are_told(course: Course) -> None:
    assert _faults(course, _file(course, "", "bank.xml"))[0].found == 'a name that ends in ".xml"'
    assert "cannot be opened" in _faults(course, course.root / "none.gift")[0].found


def test_everything_is_taken_back_if_the_unit_does_not_load(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise CourseError(Fault("f", "", "a", "b", "c"))

    monkeypatch.setattr("coursepack.exchange.importing.load_keys", refuse)
    assert _faults(course, _file(course, GIFT))[0].file == "f"


def test_markup_of_a_file_is_shown_as_text(course: Course) -> None:
    source = _file(course, '::"""x]\\\\::<script>a</script> """ [[item]] {=<img src\\=x> ~b"\\\\#[c]}')
    bring_in(course, source, UNIT, "Mine")
    (item,) = load_items(UNIT, load_course(course.root)).items.values()
    assert item.prompt.startswith("\\<script\\>")
    assert (
        len(tomllib.loads(course.path("exercises", f"{UNIT}.toml").read_text(encoding="utf-8"))["item"]) == 1
    )


def test_the_commands_say_what_they_did(
    course: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(course.root)
    monkeypatch.delenv("COURSEPACK_ROOT", raising=False)
    bank = course.root.parent / "out" / "small.gift"
    assert main(["export", "01-small", "--gift", str(bank)]) == 0
    said = capsys.readouterr().out
    assert "4 questions are in" in said
    assert "small-locate (locate)" in said
    assert "contested" in said
    assert main(["import", str(bank), "--unit", UNIT, "--title", "Back"]) == 0
    assert "4 exercises are now in exercises/09-my-unit.toml" in capsys.readouterr().out
    assert main(["import", str(bank), "--unit", UNIT, "--title", "Back"]) == 2
    assert "an id that is not taken" in capsys.readouterr().err
