"""Knows the mistakes there can be in ``solutions/*.toml`` and how each has to be told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coursepack.course import Course
from coursepack.faults import CourseError, Fault
from coursepack.items import has_keys, load_keys
from coursepack.items.keys import Band, Feedback, RowKey
from support import MARKING, UNIT, edit, marking_course, small_course

FILE = f"solutions/{UNIT}.toml"


@pytest.fixture(name="course")
def _course(tmp_path: Path) -> Course:
    return small_course(tmp_path / "course")


def _edit(course: Course, old: str, new: str, file: str = FILE) -> None:
    edit(course.path(file), old, new)


def _faults(course: Course) -> tuple[Fault, ...]:
    with pytest.raises(CourseError) as caught:
        load_keys(UNIT, course)
    assert {fault.file for fault in caught.value.faults} == {FILE}
    assert all(fault.found and fault.expected and fault.remedy for fault in caught.value.faults)
    return caught.value.faults


def test_the_keys_are_typed_and_in_order_before_they_are_spoilt(course: Course) -> None:
    bank = load_keys(UNIT, course)
    assert (bank.unit, bank.version, set(bank.misconceptions)) == (UNIT, 1, {"owner", "style"})
    assert len(bank.keys) == 7
    assert bank.keys["small-choice"].credits == {"haass": 1.0}
    assert bank.keys["small-choice"].feedback["putin"] == Feedback("He is talked about.", "owner")
    assert bank.keys["small-choice"].rests_on == ("A0-18", "A0-19")
    assert bank.keys["small-locate"].credits == {"A4-04": 1, "A4-05": 1, "A4-06": 1, "A4-07": 0.5}
    assert bank.keys["small-match"].contested
    assert bank.keys["small-match"].rows["trump"] == RowKey(
        {"mediator": 1, "minister": 0.5}, "‹portrays himself as a mediator› (A4-09)"
    )
    assert bank.keys["small-number"].bands[0] == Band(4, 4, 1, Feedback("Four sentences."))
    assert bank.keys["small-number"].otherwise == Feedback("Count from mark to mark.")


def test_a_key_names_the_texts_it_reads_at_their_strongest_and_those_it_catches_out(course: Course) -> None:
    assert (
        load_keys(UNIT, course).keys["small-choice"].strong,
        load_keys(UNIT, course).keys["small-choice"].caught,
    ) == ((), ())
    _edit(course, "[small-choice]\n", '[small-choice]\nstrong = ["A1", "A3"]\ncaught = ["A2"]\n')
    key = load_keys(UNIT, course).keys["small-choice"]
    assert (key.strong, key.caught) == (("A1", "A3"), ("A2",))


@pytest.mark.parametrize(
    ("line", "where", "found"),
    [
        ('strong = ["A9"]', "small-choice.strong", '"A9"'),
        ('caught = ["A0-08"]', "small-choice.caught", '"A0-08"'),
        ('caught = ["A1", "A1"]', "small-choice.caught", '"A1" 2 times'),
        ('strong = "A1"', "small-choice.strong", "'A1'"),
    ],
)
def test_a_text_that_does_not_exist_is_neither_strong_nor_caught(
    course: Course, line: str, where: str, found: str
) -> None:
    _edit(course, "[small-choice]\n", f"[small-choice]\n{line}\n")
    assert [(fault.where, fault.found) for fault in _faults(course)] == [(where, found)]


def test_a_copy_without_the_solution_file_says_so_and_loads_no_keys(tmp_path: Path) -> None:
    without, with_keys = small_course(tmp_path / "a", solutions=False), small_course(tmp_path / "b")
    assert not has_keys(UNIT, without)
    assert has_keys(UNIT, with_keys)
    assert [fault.found for fault in _faults(without)] == ["no such file"]


@pytest.mark.parametrize(
    ("old", "new", "where", "found", "expected"),
    [
        ('answer = "haass"', 'answer = "hass"', "small-choice.answer", '"hass"', '"biden", "haass" or "putin"'),
        ('answer = "haass"\n', "", "small-choice", "no answer with full credit", "answer"),
        ('answer = "haass"', "answer = 2", "small-choice", "no answer with full credit", "answer"),
        ('answer = "haass"', 'answer = "haass"\ncredit = { putin = 2 }', "small-choice.credit.putin", "2", "up to 1"),
        ('answer = "haass"', 'answer = "haass"\ncredit = { putin = 0 }', "small-choice.credit.putin", "0", "above 0"),
        (
            'answer = "haass"',
            'answer = "haass"\ncredit = { putin = "half" }',
            "small-choice.credit.putin",
            "'half'",
            "a number above 0",
        ),
        (
            'answer = "haass"',
            'answer = "haass"\ncredit = { haass = 0.5 }',
            "small-choice",
            "no answer with full credit",
            "answer",
        ),
        (
            'answer = "haass"',
            'answer = "haass"\ncredit = { putin = 0.5 }',
            "small-choice",
            "weights on an item that is not contested",
            "contested = true",
        ),
        ('"said", "rule"', '"said", "rool"', "small-choices.answer", '"rool"', '"said", "rule"'),
        ('why = "Both tell', 'because = "Both tell', "small-choices.why", "nothing", "a text"),
        ('why = "Both tell', 'because = "Both tell', "small-choices.because", 'a field "because"', '"why"'),
        ('rests_on = ["A0-07", "A0-08"]', "", "small-choices.rests_on", "nothing", "a list of texts"),
        ('rests_on = ["A0-07", "A0-08"]', 'rests_on = ["A0-77"]', "small-choices.rests_on", '"A0-77"', "an id"),
        (
            'feedback.putin = { says = "He is talked about.", misconception = "owner" }\n',
            "",
            "small-choice.feedback",
            'no feedback for "putin"',
            "feedback for every option",
        ),
        (
            "feedback.putin = {",
            "feedback.putn = {",
            "small-choice.feedback",
            '"putn"',
            '"biden", "haass" or "putin"',
        ),
        (
            'misconception = "owner" }\nfeedback.haass',
            'misconception = "ownr" }\nfeedback.haass',
            "small-choice.feedback.biden",
            'misconception "ownr"',
            '"owner" or "style"',
        ),
        (
            'says = "He is talked about."',
            'sais = "He is talked about."',
            "small-choice.feedback.putin.says",
            "nothing",
            "a text",
        ),
        (
            '{ says = "He is talked about.", misconception = "owner" }',
            '"He is talked about."',
            "small-choice.feedback.putin",
            "'He is talked about.'",
            "a table of fields",
        ),
        ("‹said in an interview›", "‹said in interviews›", "small-choice", "‹said in interviews›", "stand in A0-18"),
        ("here (A0-17)", "here (A0-99)", "small-choice", 'unit id "A0-99"', "an id"),
        (
            'A0-15 = { answer = "neither"',
            'A0-15 = { answer = "none"',
            "small-classify.rows.A0-15.answer",
            '"none"',
            '"speech", "mind" or "neither"',
        ),
        ("A0-15 = {", "A0-16 = {", "small-classify.rows", '"A0-16"', '"A0-02", "A0-08" or "A0-15"'),
        ("A0-15 = {", "A0-16 = {", "small-classify.rows.A0-15", "no answer with full credit", "answer"),
        (
            ', why = "The writers\' own voice."',
            "",
            "small-classify.rows.A0-15.why",
            "nothing",
            "a text",
        ),
        ("[small-classify.rows]", "[small-classify.row]", "small-classify.rows", "nothing", "a table"),
        (
            'neither = { says = "Look again for a cue." }\n',
            "",
            "small-classify.feedback",
            'no feedback for "neither"',
            "feedback for every option",
        ),
        (
            "‹portrays himself as a mediator› (A4-09)",
            "‹portrays himself as a judge› (A4-09)",
            "small-match",
            "‹portrays himself as a judge›",
            "stand in A4-09",
        ),
        ("low = 4\nhigh = 4\ncredit = 1", "low = 4\nhigh = 4\ncredit = 0.9", "small-number", "no band with", "[[…band]]"),
        ("low = 4\nhigh = 4", "high = 4", "small-number.band 1.low", "nothing", "a number"),
        ("low = 4\nhigh = 4", "low = 5\nhigh = 4", "small-number.band 1", "low 5 above high 4", "low, then high"),
        ("low = 4\nhigh = 4\ncredit = 1", "low = 4\nhigh = 4\ncredit = 2", "small-number.band 1.credit", "2", "0 to 1"),
        ('says = "Four sentences."', 'text = "Four."', "small-number.band 1.text", 'a field "text"', '"says"'),
        ('says = "Four sentences."', "says = 4", "small-number.band 1.says", "4", "a text"),
        ('otherwise = { says = "Count from mark to mark." }\n', "", "small-number", "no otherwise", "otherwise ="),
        ('answer = ["cast himself as"]', 'answer = ["…"]', "small-short.answer", '"…"', "an answer with words"),
        (
            'answer = ["cast himself as"]',
            f'answer = ["{"x" * 61}"]',
            "small-short.answer",
            f'"{"x" * 61}", 61 characters',
            "at most 60",
        ),
        ('answer = ["A4-04",', 'answer = ["A4-14",', "small-locate.answer", '"A4-14"', '"A4-03"'),
        (
            'credit = { "A4-07" = 0.5 }',
            'credit = { "A4-07" = 1 }',
            "small-locate.answer",
            "4 right sentences",
            "at most 3",
        ),
        (
            'otherwise = { says = "No cue there.", misconception = "style" }',
            'otherwise = { says = "No." }\nfeedback.A0-01 = { says = "No." }',
            "small-locate.feedback",
            '"A0-01"',
            '"A4-03"',
        ),
        ('contested = true\nwhy = "Hinted', 'why = "Hinted', "small-locate", "weights on an item", "contested"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_key_is_told_with_its_place(
    course: Course, old: str, new: str, where: str, found: str, expected: str
) -> None:
    _edit(course, old, new)
    told = [(fault.where, fault.found, fault.expected) for fault in _faults(course)]
    assert any(at == where and what.startswith(found) and expected in want for at, what, want in told), told


def test_an_item_without_a_key_is_told_by_its_id(course: Course) -> None:
    text = course.path(FILE).read_text(encoding="utf-8")
    course.path(FILE).write_text(text[: text.index("[small-locate]")], encoding="utf-8")
    (fault,) = _faults(course)
    assert (fault.file, fault.where, fault.found) == (FILE, "small-locate", "no key")
    assert fault.remedy == "Add [small-locate] with answer and why."


def test_a_key_without_an_item_is_told_with_the_items_there_are(course: Course) -> None:
    _edit(course, "[small-locate]", "[small-locatte]")
    assert [(fault.where, fault.found) for fault in _faults(course)] == [
        ("small-locate", "no key"),
        ("small-locatte", "a key without an item"),
    ]
    assert '"small-locate"' in _faults(course)[1].expected


def test_a_solution_file_for_another_version_is_told_with_both_versions(course: Course) -> None:
    _edit(course, "version = 1\n", "version = 2\n")
    (fault,) = _faults(course)
    assert (fault.where, fault.found) == ("version", "version 2")
    assert fault.expected == f"version 1, as in exercises/{UNIT}.toml"
    assert "same copy of the course" in fault.remedy


def test_a_solution_file_of_another_unit_is_told(course: Course) -> None:
    _edit(course, f'unit = "{UNIT}"', 'unit = "07-other"')
    (fault,) = _faults(course)
    assert (fault.where, fault.found, fault.expected) == ("unit", "'07-other'", f'"{UNIT}"')


@pytest.mark.parametrize(
    "band", ["band = 3", 'band = "4"', "band = { low = 4, high = 4, credit = 1, says = 'x' }"]
)
def test_bands_that_are_no_list_of_tables_are_told(course: Course, band: str) -> None:
    text = course.path(FILE).read_text(encoding="utf-8")
    start, end = text.index("[[small-number.band]]"), text.index("[small-short]")
    course.path(FILE).write_text(f"{text[:start]}{band}\n{text[end:]}", encoding="utf-8")
    assert ("small-number.band", "tables [[small-number.band]]") in [
        (fault.where, fault.expected) for fault in _faults(course)
    ]


def test_a_key_that_is_no_table_is_told(course: Course) -> None:
    text = course.path(FILE).read_text(encoding="utf-8")
    cut = text[: text.index("[small-locate]")]
    course.path(FILE).write_text(f'small-locate = "A4-04"\n{cut}', encoding="utf-8")
    assert ("small-locate", "a table of fields") in [
        (fault.where, fault.expected) for fault in _faults(course)
    ]


@pytest.mark.parametrize(
    ("old", "new", "where", "found"),
    [
        (",", ";", "line 1", "unit;code;option;votes;coders;weight;status;rule"),
        (",1.000,", ",1.000,,,", "line 2", "10 cells"),
        (",1.000,", ",1,000,", "line 2", "9 cells"),
        (",1.000,", ",much,", "line 2, weight", '"much"'),
        (",1.000,", ",nan,", "line 2, weight", '"nan"'),
        (",1.000,", ",1.500,", "line 2, weight", '"1.500"'),
    ],
)
def test_a_file_of_votes_that_a_spreadsheet_has_spoilt_is_told_by_line(
    tmp_path: Path, old: str, new: str, where: str, found: str
) -> None:
    course = marking_course(tmp_path / "course")
    file = "solutions/coding/attribution/votes.csv"
    head, *rows = course.path(file).read_text(encoding="utf-8").splitlines()
    coded = [row for row in rows if row.startswith("A3-")]
    text = "\n".join([head, *coded]).replace(old, new) + "\n"
    course.path(file).write_text(text, encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        load_keys(MARKING, course)
    assert (file, where, found) in [(fault.file, fault.where, fault.found) for fault in caught.value.faults]
    assert "no votes" not in [fault.found for fault in caught.value.faults]


def test_all_faults_of_a_file_are_told_at_once(course: Course) -> None:
    _edit(course, "version = 1\n", "version = 3\n")
    _edit(course, 'answer = "haass"', 'answer = "hass"')
    _edit(course, 'why = "Both tell', 'because = "Both tell')
    _edit(course, "low = 4\nhigh = 4\ncredit = 1", "low = 4\nhigh = 4\ncredit = 2")
    _edit(course, "‹cast himself as›", "‹cast as›")
    _edit(course, "[small-locate]", "[small-locatte]")
    assert {fault.where for fault in _faults(course)} >= {
        "version",
        "small-choice.answer",
        "small-choices.why",
        "small-choices.because",
        "small-number.band 1.credit",
        "small-short",
        "small-locate",
        "small-locatte",
    }


def test_a_mistake_in_the_items_is_told_of_their_own_file(course: Course) -> None:
    _edit(course, "longest = 60", "longest = 0", f"exercises/{UNIT}.toml")
    with pytest.raises(CourseError, match=f"exercises/{UNIT}.toml, small-short.longest"):
        load_keys(UNIT, course)


def test_an_edited_file_is_read_again_in_the_same_session(course: Course) -> None:
    assert load_keys(UNIT, course).version == 1
    _edit(course, "version = 1\n", "version = 2\n")
    _edit(course, "version = 1\n", "version = 2\n", f"exercises/{UNIT}.toml")
    for name in (FILE, f"exercises/{UNIT}.toml"):
        _make_newer(course.path(name))
    assert load_keys(UNIT, course).version == 2


def _make_newer(path: Path) -> None:
    """Move the time of change on by a minute: two edits within one tick of a coarse clock look like one."""
    stat = path.stat()
    os.utime(path, (stat.st_atime + 60, stat.st_mtime + 60))
