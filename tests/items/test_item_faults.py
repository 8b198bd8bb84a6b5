"""Knows the mistakes there can be in ``exercises/*.toml`` and how each has to be told."""

from __future__ import annotations

from pathlib import Path

import pytest

from coursepack.course import Course
from coursepack.faults import CourseError, Fault
from coursepack.items import find_item, load_items
from support import UNIT, edit, small_course

FILE = f"exercises/{UNIT}.toml"


@pytest.fixture(name="course")
def _course(tmp_path: Path) -> Course:
    return small_course(tmp_path / "course")


def _edit(course: Course, old: str, new: str) -> None:
    edit(course.path(FILE), old, new)


def _edit_item(course: Course, item_id: str, old: str, new: str) -> None:
    path = course.path(FILE)
    before, mark, rest = path.read_bytes().decode("utf-8").partition(f'id = "{item_id}"')
    own, second_mark, after = rest.partition("[[item]]")
    assert own.count(old) == 1
    path.write_bytes("".join([before, mark, own.replace(old, new), second_mark, after]).encode("utf-8"))


def _faults(course: Course) -> tuple[Fault, ...]:
    with pytest.raises(CourseError) as caught:
        load_items(UNIT, course)
    assert {fault.file for fault in caught.value.faults} <= {FILE, "codebook", "codebook/attribution.toml"}
    assert all(fault.found and fault.expected and fault.remedy for fault in caught.value.faults)
    return caught.value.faults


def test_the_items_are_in_order_before_they_are_spoilt(course: Course) -> None:
    assert len(load_items(UNIT, course).items) == 7


@pytest.mark.parametrize(
    ("item_id", "old", "new", "where", "found", "expected"),
    [
        ("small-choice", 'kind = "choice"', 'kind = "chioce"', ".kind", '"chioce"', '"choice", "choices"'),
        ("small-choice", 'kind = "choice"\n', "", ".kind", "nothing", '"choice", "choices"'),
        ("small-choice", 'level = "analyse"', 'level = "think"', ".level", '"think"', '"remember"'),
        ("small-choice", 'objective = "1.1"', 'objective = "9.9"', "", 'objective "9.9"', '"1.1"'),
        ("small-choice", 'objective = "1.1"\n', "", ".objective", "nothing", "a text"),
        ("small-choice", "minutes = 2", 'minutes = "2"', ".minutes", "'2'", "a number from 0.5 to 120"),
        ("small-choice", "minutes = 2", "minutes = 0", ".minutes", "0", "a number from 0.5 to 120"),
        ("small-choice", "minutes = 2", "minutes = true", ".minutes", "True", "a number from 0.5 to 120"),
        ("small-choice", "minutes = 2\n", "", ".minutes", "nothing", "a number from 0.5 to 120"),
        ("small-choice", '["A0-17..A0-19"]', '["A0-77"]', ".shows", '"A0-77"', "the id of a unit"),
        ("small-choice", '["A0-17..A0-19"]', '"A0-17"', ".shows", "'A0-17'", "a list of texts"),
        ("small-choice", '["A0-17..A0-19"]', '["A0-19..A0-17"]', ".shows", '"A0-19..A0-17"', "a range"),
        ("small-choice", '["A0-17..A0-19"]', '["A0-17..A1-02"]', ".shows", '"A0-17..A1-02"', "a range"),
        ("small-choice", '["A0-17..A0-19"]', '["A0-17.."]', ".shows", '"A0-17.."', "a range"),
        ("small-choice", "‹Richard Haass›", "‹Richard Hass›", "", "‹Richard Hass›", "stand in A0-18"),
        ("small-choice", " (A0-18)", "", "", "‹Richard Haass› without a unit id", "‹words› (A2-26)"),
        ("small-choice", "(A0-18)", "(A0-81)", "", 'unit id "A0-81"', "an id of a unit"),
        ("small-choice", "hints = [", "hint = [", ".hint", 'a field "hint"', '"hints"'),
        ("small-choice", 'hints = ["Look for', 'hints = ["", "Look for', ".hints", "['', ", "none of them empty"),
        ("small-choice", "Look for", "‹Look› (A0-18) for", "", "‹Look›", "stand in A0-18"),
        ("small-choice", 'biden = "Joe Biden"', 'biden = ""', ".options.biden", "''", "small letters"),
        ("small-choice", 'biden = "Joe Biden"', "biden = 3", ".options.biden", "3", "small letters"),
        ("small-choice", 'biden = "Joe Biden"', 'Biden = "J"', ".options.Biden", "'J'", "small letters"),
        ("small-choice", 'biden = "Joe Biden"', 'biden = "‹Joseph› (A0-17)"', "", "‹Joseph›", "stand in A0-17"),
        ("small-choice", "[item.options]", "[item.option]", ".options", "nothing", "a table"),
        ("small-choice", 'biden = "Joe Biden"\nhaass = "Richard Haass"\n', "", ".options", "1 options", "at least 2"),
        ("small-classify", "attribution.codes", "attribution.code", "", 'no list "attribution.code"', "codes"),
        ("small-classify", "attribution.codes", "tone.codes", "", 'no layer "tone"', '"attribution"'),
        ("small-classify", 'rows = ["A0-02", "A0-08", "A0-15"]', 'rows = ["A0-2"]', ".rows", '"A0-2"', "unit"),
        ("small-classify", 'rows = ["A0-02", "A0-08", "A0-15"]', "rows = 3", ".rows", "3", "a list of texts"),
        ("small-classify", 'rows = ["A0-02", "A0-08", "A0-15"]', "", ".rows", "nothing", "a list of unit ids"),
        ("small-classify", 'rows = ["A0-02", "A0-08", "A0-15"]', "rows = {}", ".rows", "{}", "a list of unit ids"),
        (
            "small-classify",
            "rows = [",
            'options = ["speech", "mint"]\nrows = [',
            ".options",
            '"mint"',
            '"speech", "mind" or "neither"',
        ),
        (
            "small-classify",
            "rows = [",
            'options = ["speech"]\nrows = [',
            ".options",
            "1 options",
            "at least 2",
        ),
        ("small-match", 'haass = "Richard Haass"', 'haass = ["Richard"]', ".rows.haass", "['Richard']", "a text"),
        ("small-match", 'trump = "Mr. Trump in A4-09"', 'trump = "In A4-99"', "", 'unit id "A4-99"', "an id"),
        ("small-number", 'noun = "sentences"\n', "", ".noun", "nothing", "a text"),
        ("small-number", "high = 20", 'high = "20"', ".high", "'20'", "a number from"),
        ("small-number", "high = 20", "high = -1", ".low", "low 0 above high -1", "low, then high"),
        ("small-number", "high = 20", 'high = 20\nwhole = "yes"', ".whole", "'yes'", "true or false"),
        ("small-short", "longest = 60", "longest = 0", ".longest", "0", "a number from 1 to 1000"),
        ("small-locate", "at_most = 3", "at_most = 0", ".at_most", "0", "a number from 1 to 200"),
        ("small-locate", "at_most = 3", 'at_most = 3\namong = ["A4-99"]', ".among", '"A4-99"', "the id of a unit"),
        ("small-locate", "at_most = 3", "at_most = 3\namong = []", "", "no sentence to pick", "among"),
        ("small-locate", "at_most = 3", "at_most = 3\nlongest = 60", ".longest", 'a field "longest"', '"at_most"'),
    ],
)  # fmt: skip
def test_a_mistake_in_an_item_is_told_with_its_place(
    course: Course, item_id: str, old: str, new: str, where: str, found: str, expected: str
) -> None:
    _edit_item(course, item_id, old, new)
    told = [(fault.where, fault.found) for fault in _faults(course)]
    place = item_id + where if not found.startswith("no l") else ""
    assert any(at == place and what.startswith(found) for at, what in told), told
    assert any(expected in fault.expected for fault in _faults(course))


def test_one_mistake_is_told_once(course: Course) -> None:
    _edit_item(course, "small-classify", 'rows = ["A0-02"', 'rows = ["A0-99"')
    (fault,) = _faults(course)
    assert str(fault) == (
        f'{FILE}, small-classify.rows: found "A0-99"; expected the id of a unit, such as "A0-09", or a range'
        ' within one text, such as "A0-09..A0-12". Look the id up in the text.'
    )


def test_every_unknown_unit_of_a_list_is_told(course: Course) -> None:
    _edit_item(course, "small-choices", '["A0-07", "A0-08"]', '["A0-77", "A0-08", "A0-88"]')
    assert [fault.found for fault in _faults(course)] == ['"A0-77"', '"A0-88"']


def test_a_duplicate_id_is_told_by_the_id(course: Course) -> None:
    _edit(course, 'id = "small-choices"', 'id = "small-choice"')
    (fault,) = _faults(course)
    assert (fault.file, fault.where) == (FILE, "small-choice")
    assert "with this id" in fault.found
    assert fault.expected == "ids that differ"


def test_a_duplicate_id_is_told_even_if_one_of_the_two_has_another_fault(course: Course) -> None:
    _edit_item(course, "small-choices", "minutes = 2", "minutes = 0")
    _edit(course, 'id = "small-choices"', 'id = "small-choice"')
    assert len(_faults(course)) == 2
    assert any("with this id" in fault.found for fault in _faults(course))


@pytest.mark.parametrize(
    "new",
    ['id = "Small Choice"', 'id = "version"', 'id = "small_choice"', 'id = "small--choice"', 'id = "<b>"'],
)
def test_an_id_that_could_not_stand_in_a_file_name_is_told(course: Course, new: str) -> None:
    _edit(course, 'id = "small-choice"', new)
    (fault,) = _faults(course)
    assert fault.expected.startswith("small letters, digits and hyphens, and none of")


@pytest.mark.parametrize("new", ["", "id = 7\n"])
def test_an_item_without_a_usable_id_is_told_by_its_number(course: Course, new: str) -> None:
    _edit(course, 'id = "small-choices"\n', new)
    (fault,) = _faults(course)
    assert fault.where == "item number 2.id"


def test_all_faults_of_a_file_are_told_at_once(course: Course) -> None:
    _edit_item(course, "small-choice", 'level = "analyse"', 'level = "think"')
    _edit_item(course, "small-choice", "‹Richard Haass›", "‹Dick Haass›")
    _edit_item(course, "small-number", "minutes = 1", "minutes = -1")
    _edit_item(course, "small-locate", 'shows = ["A4-03..A4-08"]', "")
    _edit(course, 'id = "small-match"', 'id = "small-classify"')
    assert {fault.where for fault in _faults(course)} == {
        "small-choice.level",
        "small-choice",
        "small-number.minutes",
        "small-locate.shows",
        "small-locate",
        "small-classify",
    }


@pytest.mark.parametrize(
    ("old", "new", "where", "found"),
    [
        (f'unit = "{UNIT}"\n', 'unit = "07-other"\n', "unit", "another unit"),
        (f'unit = "{UNIT}"\n', "", "unit", "nothing"),
        ("version = 1\n", "version = 0\n", "version", "0"),
        ("version = 1\n", "", "version", "nothing"),
        ("version = 1\n", "version = 1\nauthor = 3\n", "author", 'a field "author"'),
        ("[objectives]\n", "[objective]\n", "objectives", "nothing"),
        ("version = 1\n", "version = 1\nintro = 3\n", "intro", "3"),
        ("version = 1\n", 'version = 1\nintro = "‹No.› (A0-08)"\n', "intro", "‹No.›"),
    ],
)
def test_a_mistake_in_the_head_of_the_file_is_told(
    course: Course, old: str, new: str, where: str, found: str
) -> None:
    _edit(course, old, new)
    assert (where, found) in [(fault.where, fault.found) for fault in _faults(course)]


@pytest.mark.parametrize("items", ["", "item = 3\n", "item = []\n"])
def test_a_file_without_items_is_told(course: Course, items: str) -> None:
    text = f'{items}unit = "{UNIT}"\nversion = 1\n[objectives]\n"1.1" = "x"\n'
    course.path(FILE).write_text(text, encoding="utf-8")
    assert [fault.found for fault in _faults(course)] == ["no items"]


def test_items_that_are_no_tables_are_told_by_their_number(course: Course) -> None:
    text = f'item = ["a", 3]\nunit = "{UNIT}"\nversion = 1\n[objectives]\n"1.1" = "x"\n'
    course.path(FILE).write_text(text, encoding="utf-8")
    assert {"item number 1", "item number 2"} <= {fault.where for fault in _faults(course)}


def test_a_missing_file_is_told(course: Course) -> None:
    course.path(FILE).unlink()
    assert [fault.found for fault in _faults(course)] == ["no such file"]


def test_an_unknown_exercise_is_answered_with_the_exercises_there_are(course: Course) -> None:
    assert find_item("small-match", course).kind == "match"
    with pytest.raises(CourseError, match=r'no exercise "small-macth".*"small-match"'):
        find_item("small-macth", course)


def test_an_unknown_unit_of_the_course_is_told(course: Course) -> None:
    with pytest.raises(CourseError, match='no unit "99-none"'):
        load_items("99-none", course)
