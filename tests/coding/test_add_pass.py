"""Knows that a teacher adds a person's pass with one command, whole or not at all, and hears which keys this shakes."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coursepack.answers import Answered, Record, Revealed
from coursepack.answers.record import Header, write_line
from coursepack.cli import main
from coursepack.coding import load_passes, reference
from coursepack.coding.add_pass import AddedPass, NewPass, add_pass
from coursepack.coding.model import PassKind
from coursepack.coding.passes import folder
from coursepack.coding.published import published_files
from coursepack.course import Course
from coursepack.faults import CourseError, Fault
from single_layer import BODY, ITEM, PASSES, PLACE, SCHOOL, UNIT, coding_csv, single_course

AT = "2026-03-02T09:30:00.000Z"
SAYS = 'Read by a teacher, "alone", without the other passes.'
CHANGED = dict(PASSES["one"]) | {"A4-01": "realist", "A4-07": "neither"}
Before = Mapping[str, bytes]
NUMBER_ITEM = """
[[item]]
id = "schools-number"
kind = "number"
objective = "6.1"
level = "apply"
minutes = 1
shows = ["A4-07"]
prompt = "How many reasons?"
hints = ["Count."]
noun = "reasons"
low = 0
high = 5
"""
NUMBER_KEY = """
[schools-number]
why = "One."
rests_on = ["A4-07"]
otherwise = { says = "Count again." }
[[schools-number.band]]
low = 1
high = 1
credit = 1
says = "One."
"""


@pytest.fixture(name="course")
def _course(tmp_path: Path) -> Course:
    return single_course(tmp_path / "pack")


@pytest.fixture(name="mine")
def _mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text(coding_csv(CHANGED), encoding="utf-8", newline="\n")
    return path


def _new(source: Path, **changes: Any) -> NewPass:
    values: dict[str, Any] = {"layer": SCHOOL, "id": "teacher", "statement": SAYS, "date": date(2026, 3, 9)}
    return NewPass(source=source, **(values | changes))


def _state(course: Course) -> Before:
    return {path.name: path.read_bytes() for path in sorted(course.path(PLACE).iterdir())}


def _faults(course: Course, new: NewPass) -> tuple[Fault, ...]:
    """Return the faults of a pass that cannot be added; the layer's folder must be as it was."""
    before = _state(course)
    with pytest.raises(CourseError) as caught:
        add_pass(new, course)
    assert _state(course) == before
    return caught.value.faults


def _log(path: Path, course: Course, *records: Record) -> Path:
    header = Header(course.id, "learner", AT)
    path.write_bytes(b"".join(write_line(entry) for entry in (header, *records)))
    return path


def _answered(number: int, codes: Mapping[str, str], *, submitted: bool, note: str = "") -> Answered:
    answer = {
        "codes": {unit: [codes.get(unit, "neither")] for unit in BODY},
        "notes": {"A4-01": note} if note else {},
    }
    return Answered(f"op-{number}", AT, ITEM, "0" * 8, answer, submitted, 0)


def test_a_table_becomes_a_pass_of_a_person(course: Course, mine: Path) -> None:
    listed = course.path(PLACE, "passes.toml").read_bytes()
    added = add_pass(_new(mine), course)
    last = load_passes(SCHOOL, course)[-1]
    assert (last.id, last.kind, last.date, last.order) == ("teacher", PassKind.PERSON, "2026-03-09", ("A4",))
    assert last.statement == SAYS
    assert last.sentences["A4-01"].primary == "realist"
    assert course.path(PLACE, "passes.toml").read_bytes().startswith(listed)
    assert added.files == tuple(
        f"{PLACE}/{name}" for name in ("teacher-sentences.csv", "passes.toml", "votes.csv", "agreement.csv")
    )
    assert not list(course.path(PLACE).glob(".*"))


def test_votes_and_agreement_are_written_anew(course: Course, mine: Path) -> None:
    old = course.path(PLACE, "agreement.csv").read_text(encoding="utf-8")
    add_pass(_new(mine), course)
    for name, text in published_files(SCHOOL, course).items():
        assert course.path(name).read_bytes().decode() == text
    assert course.path(PLACE, "agreement.csv").read_text(encoding="utf-8") != old
    assert dict(reference(SCHOOL, course).accepted("A4-01")) == {"realist": 1 / 3, "leader": 1.0}


def test_keys_that_lose_their_ground_are_named_with_old_and_new_votes(course: Course, mine: Path) -> None:
    added = add_pass(_new(mine), course)
    assert [str(key) for key in added.shaken if key.item == ITEM] == [
        f"{ITEM}, A4-01, primary: was leader 3; is realist 1, leader 3",
        f"{ITEM}, A4-07, primary: was realist 3; is realist 3, neither 1",
    ]
    # Exercises of another layer, and those of a unit that works with another, are none of its business.
    assert {key.item for key in added.shaken} == {ITEM}
    assert "A4-07" in added.text()


def test_exercises_that_name_no_layer_are_looked_at_in_a_unit_of_the_layer(
    course: Course, mine: Path
) -> None:
    exercises, solutions = (course.path(room, f"{UNIT}.toml") for room in ("exercises", "solutions"))
    with exercises.open("a", encoding="utf-8", newline="\n") as file:
        file.write(NUMBER_ITEM)
    with solutions.open("a", encoding="utf-8", newline="\n") as file:
        file.write(NUMBER_KEY)
    shaken = [key for key in add_pass(_new(mine), course).shaken if key.item == "schools-number"]
    assert [key.unit for key in shaken] == ["A4-07"]


def test_a_pass_that_agrees_shakes_nothing(course: Course, mine: Path) -> None:
    mine.write_text(coding_csv(dict(PASSES["one"])), encoding="utf-8", newline="\n")
    added = add_pass(_new(mine), course)
    assert added.shaken == ()
    assert "No key rests" in added.text()


def test_the_teachers_own_line_ends_and_last_line_stay(course: Course, mine: Path) -> None:
    path = course.path(PLACE, "passes.toml")
    old = path.read_bytes().rstrip(b"\n").replace(b"\n", b"\r\n")
    path.write_bytes(old)
    add_pass(_new(mine), course)
    assert path.read_bytes().startswith(old + b"\r\n")
    assert b"\n" not in path.read_bytes().replace(b"\r\n", b"")
    assert tomllib.loads(path.read_text(encoding="utf-8"))["pass"][-1]["statement"] == SAYS


def test_the_first_pass_of_a_layer_makes_its_list(course: Course, tmp_path: Path) -> None:
    source = tmp_path / "sure.csv"
    rows = "".join(f"{unit},{int(unit == 'A4-07')},0,\n" for unit in BODY)
    source.write_text(f"unit,hedge,boost,note\n{rows}", encoding="utf-8", newline="\n")
    added = add_pass(_new(source, layer="certainty"), course)
    (only,) = load_passes("certainty", course)
    assert only.sentences["A4-07"].codes["hedge"]
    assert (added.shaken, added.order) == ((), ("A4",))


def test_answers_to_a_coding_exercise_become_a_pass_with_their_notes(course: Course, tmp_path: Path) -> None:
    log = _log(tmp_path / "mine.jsonl", course, _answered(1, CHANGED, submitted=True, note="R2,  hard"))
    add_pass(_new(log), course)
    last = load_passes(SCHOOL, course)[-1]
    assert {unit: entry.primary for unit, entry in last.sentences.items()} == {
        unit: CHANGED.get(unit, "neither") for unit in BODY
    }
    assert last.sentences["A4-01"].note == "R2, hard"


def test_what_was_changed_after_submitting_does_not_count(course: Course, tmp_path: Path) -> None:
    records = (
        _answered(1, {}, submitted=False),
        _answered(2, CHANGED, submitted=True),
        Revealed("op-3", AT, ITEM, "0" * 8),
        _answered(4, PASSES["one"], submitted=True),
    )
    add_pass(_new(_log(tmp_path / "mine.jsonl", course, *records)), course)
    assert load_passes(SCHOOL, course)[-1].sentences["A4-01"].primary == "realist"


def test_a_text_that_was_begun_only_is_not_taken(course: Course, tmp_path: Path) -> None:
    answer = {"codes": {"A4-01": ["leader"], "A4-02": ["leader"]}, "notes": {}}
    log = _log(tmp_path / "mine.jsonl", course, Answered("op", AT, ITEM, "0" * 8, answer, False, 0))  # noqa: FBT003 (a draft)
    (fault,) = _faults(course, _new(log))
    assert (fault.file, fault.found) == (str(log), "A4: 2 of 13 sentences are coded")


def test_answers_without_any_coding_are_told(course: Course, tmp_path: Path) -> None:
    (fault,) = _faults(course, _new(_log(tmp_path / "mine.jsonl", course)))
    assert 'the layer "school"' in fault.found


@pytest.mark.parametrize(
    ("old", "new", "where", "found"),
    [
        ("A4-02,0,0,0,1", "A4-02,1,0,0,1", "line 3", "realist and leader"),
        ("A4-02,0,0,0,1", "A4-02,0,0,0,x", "line 3, leader", '"x"'),
        ("A4-02,0,0,0,1,\n", "", "A4-02", "no row"),
        ("A4-02,", "A4-99,", "line 3", 'unit "A4-99"'),
        ("unit,realist", "unit;realist", "line 1", "unit;realist"),
    ],
)
def test_a_fault_is_told_at_its_line_in_the_teachers_own_file(
    course: Course, mine: Path, old: str, new: str, where: str, found: str
) -> None:
    text = mine.read_text(encoding="utf-8")
    assert text.count(old) == 1
    mine.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    told = [fault for fault in _faults(course, _new(mine)) if fault.where == where]
    assert [fault.file for fault in told] == [str(mine)]
    assert found in told[0].found


@pytest.mark.parametrize(
    ("changes", "file", "found"),
    [
        ({"id": "two"}, "--id", 'a second pass "two"'),
        ({"id": "My pass"}, "--id", '"My pass"'),
        ({"statement": " \n"}, "--statement", "no plain words"),
        ({"layer": "schools"}, "codebook", 'no layer "schools"'),
        ({"layer": "attribution"}, "--attributions", "nothing"),
        ({"attributions": Path("a.csv")}, "--attributions", "a.csv"),
        ({"source": Path("nowhere.csv")}, "nowhere.csv", "no such file"),
        ({"source": Path("nowhere.jsonl")}, "nowhere.jsonl", "no log of this course"),
        ({"source": Path("mine.xlsx")}, "mine.xlsx", 'a file that ends in ".xlsx"'),
    ],
)
def test_wrong_words_on_the_command_line_are_told(
    course: Course, mine: Path, changes: dict[str, Any], file: str, found: str
) -> None:
    told = _faults(course, _new(changes.pop("source", mine), **changes))
    assert told[0].file == file
    assert found in told[0].found


def test_a_write_that_fails_leaves_everything_as_it_was(
    course: Course, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def fail_at_votes(path: Path, target: Path) -> Path:
        if target.name == "votes.csv":
            raise OSError(28, "No space left on device", str(target))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", fail_at_votes)
    (fault,) = _faults(course, _new(mine))
    assert (fault.file, fault.remedy) == (f"{PLACE}/votes.csv", "Nothing was changed.")


def test_a_layer_with_attributions_takes_both_tables(course: Course, tmp_path: Path) -> None:
    sentences, attributions = tmp_path / "mine.csv", tmp_path / "mine-attributions.csv"
    rows = "".join(f"{unit},{int(unit == 'A4-05')},0,\n" for unit in BODY)
    sentences.write_text(f"unit,speech,mind,note\n{rows}", encoding="utf-8", newline="\n")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(
        ("unit", "number", "speaker", "source_type", "directness", "source", "cue", "content", "note")
    )
    writer.writerow(
        (
            "A4-05",
            1,
            "lavrov",
            "official",
            "direct",
            "Lavrov",
            "said",
            "“The agenda is not ready at all,”",
            "",
        )
    )
    attributions.write_text(text.getvalue(), encoding="utf-8", newline="\n")
    added = add_pass(_new(sentences, layer="attribution", attributions=attributions), course)
    assert f"{folder('attribution')}/teacher-attributions.csv" in added.files
    assert [entry.cue for entry in load_passes("attribution", course)[0].attributions] == ["said"]


def test_the_command_says_what_it_did_and_what_to_do(
    course: Course, mine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(course.root)
    monkeypatch.delenv("COURSEPACK_ROOT", raising=False)
    command = ["add-pass", SCHOOL, str(mine), "--id", "teacher", "--statement", SAYS]
    assert main(command) == 0
    said = capsys.readouterr().out
    assert "The pass covers A4." in said
    assert f"{ITEM}, A4-01, primary: was leader 3; is realist 1, leader 3" in said
    assert said.endswith("Then run: coursepack build\n")
    # A second time the id is taken.
    assert main(command) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_texts_left_out_are_said() -> None:
    added = AddedPass(("a.csv",), ("A4",), ("A3: 2 of 26 sentences are coded",), ())
    assert "Left out: A3: 2 of 26 sentences are coded." in added.text()
