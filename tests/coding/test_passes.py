"""Knows that passes are read whole, and that every fault in them is told with file and line."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from coursepack.coding import has_reference, load_passes
from coursepack.coding.model import PassKind
from coursepack.course import Course
from coursepack.faults import CourseError, Fault

LAYER = "attribution"
Edit = Callable[[str, str, str], None]


def _faults(course: Course) -> tuple[Fault, ...]:
    with pytest.raises(CourseError) as caught:
        load_passes(LAYER, course)
    return caught.value.faults


def _fault(course: Course) -> Fault:
    faults = _faults(course)
    assert len(faults) == 1, faults
    return faults[0]


def test_passes_come_in_the_order_of_the_list_with_all_they_say(course: Course) -> None:
    passes = load_passes(LAYER, course)
    assert [entry.id for entry in passes] == ["one", "two", "three"]
    first = passes[0]
    assert (first.kind, first.order, first.date) == (PassKind.PERSON, ("A4",), "2026-03-02")
    assert first.statement == "A reading made up for a test."
    assert len(first.sentences) == 13
    assert dict(first.sentences["A4-08"].codes) == {"speech": False, "mind": True}
    assert [(entry.unit, entry.number, entry.speaker) for entry in first.attributions] == [
        ("A4-01", 1, "trump"),
        ("A4-05", 1, "lavrov"),
        ("A4-06", 1, "trump"),
        ("A4-06", 2, "russia"),
    ]


def test_a_pass_cannot_be_changed(course: Course) -> None:
    first = load_passes(LAYER, course)[0]
    with pytest.raises(dataclasses.FrozenInstanceError):
        first.id = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        first.sentences["A4-08"].codes["mind"] = False  # type: ignore[index]


def test_a_copy_without_the_coding_says_so(course: Course) -> None:
    assert has_reference(LAYER, course)
    course.path("solutions", "coding", LAYER, "passes.toml").unlink()
    assert not has_reference(LAYER, course)
    assert _fault(course).found == "no such file"


def test_a_quotation_over_several_sentences_reaches_all_of_them(course: Course, edit: Edit) -> None:
    edit("one-sentences.csv", "A4-02,0", "A4-02,1")
    rows = course.path("solutions", "coding", LAYER, "one-attributions.csv")
    text = rows.read_text(encoding="utf-8")
    rows.write_text(
        text.replace("get together.”", "get together.” … knock heads"), encoding="utf-8", newline="\n"
    )
    assert load_passes(LAYER, course)[0].attributions[0].units == ("A4-01", "A4-02")


@pytest.mark.parametrize(
    ("old", "new", "where", "found", "expected"),
    [
        ("A4-02,0,0", "A4-99,0,0", "line 3", 'unit "A4-99"', "A2-26"),
        ("A4-02,0,0", "A4-T1,0,0", "line 3", 'unit "A4-T1"', ""),
        ("A4-02,0,0", "A0-02,0,0", "line 3", 'unit "A0-02"', "body sentence of a text that the pass lists"),
        ("A4-02,0,0", "A4-02,2,0", "line 3, speech", '"2"', '"0" for no'),
        ("A4-02,0,0", "A4-02,0,", "line 3, mind", '""', '"1" for yes'),
        ("A4-02,0,0", "A4-02,yes,0", "line 3, speech", '"yes"', '"0" for no'),
        ("A4-02,0,0,\n", "", "A4-02", "no row", "every body sentence"),
        ("A4-02,0,0,\n", "A4-02,0,0,\nA4-02,0,0,\n", "line 4", "a second row for A4-02", "one row"),
        ("A4-02,0,0,\n", "A4-02,0,0,a,b\n", "line 3", "5 cells", "4 cells"),
        ("A4-02,0,0,\n", 'A4-02,0,0,"open\n', "", "a line that is not CSV", "quotation marks"),
        ("unit,speech,mind,note", "unit;speech;mind;note", "line 1", "unit;speech", "unit,speech,mind,note"),
    ],
)
def test_a_fault_in_the_sentences_is_told_with_its_line(
    course: Course, edit: Edit, old: str, new: str, where: str, found: str, expected: str
) -> None:
    edit("one-sentences.csv", old, new)
    told = _faults(course)
    assert all(fault.file == f"solutions/coding/{LAYER}/one-sentences.csv" for fault in told)
    matching = [fault for fault in told if where in fault.where and found in fault.found]
    assert matching
    assert expected in matching[0].expected
    assert matching[0].remedy


@pytest.mark.parametrize(
    ("old", "new", "where", "found"),
    [
        ("A4-05,1,lavrov", "A4-05,1,lawrow", "line 3, speaker", '"lawrow"'),
        ("lavrov,official", "lavrov,officer", "line 3, source_type", '"officer"'),
        ("lavrov,official,direct", "lavrov,official,quoted", "line 3, directness", '"quoted"'),
        ('minister",said,', 'minister",says,', "line 3, cue", '"says"'),
        ('minister",said,', 'minister",,', "line 3, cue", '""'),
        ("Russia’s foreign minister", "Russia's foreign minister", "line 3, source", "Russia's"),
        ("not ready at all,”", "not quite ready,”", "line 3, content", "not quite ready"),
        ("A4-05,1", "A4-05,0", "line 3, number", '"0"'),
        ("A4-05,1", "A4-05,one", "line 3, number", '"one"'),
        ("A4-06,2", "A4-06,1", "line 5", "a second row A4-06 number 1"),
        ("A4-05,1", "A4-55,1", "line 3", 'unit "A4-55"'),
    ],
)
def test_a_fault_in_the_attributions_is_told_with_its_line(
    course: Course, edit: Edit, old: str, new: str, where: str, found: str
) -> None:
    edit("one-attributions.csv", old, new)
    told = [fault for fault in _faults(course) if fault.where == where]
    assert [fault.file for fault in told] == [f"solutions/coding/{LAYER}/one-attributions.csv"]
    assert found in told[0].found
    assert told[0].expected
    assert told[0].remedy


def test_all_faults_are_told_at_once(course: Course, edit: Edit) -> None:
    edit("one-sentences.csv", "A4-02,0,0", "A4-02,x,y")
    edit("one-attributions.csv", "A4-05,1,lavrov", "A4-05,1,nobody")
    edit("passes.toml", 'id = "three"\nkind = "person"', 'id = "three"\nkind = "robot"')
    assert {(fault.file.rpartition("/")[2], fault.where) for fault in _faults(course)} == {
        ("one-sentences.csv", "line 3, speech"),
        ("one-sentences.csv", "line 3, mind"),
        ("one-attributions.csv", "line 3, speaker"),
        ("passes.toml", "pass number 3.kind"),
    }


def test_speech_without_an_attribution_is_told(course: Course, edit: Edit) -> None:
    edit("one-sentences.csv", "A4-02,0,0", "A4-02,1,0")
    fault = _fault(course)
    assert (fault.file.rpartition("/")[2], fault.where) == ("one-attributions.csv", "A4-02")
    assert "no attribution" in fault.found


def test_an_attribution_in_a_sentence_without_speech_is_told(course: Course, edit: Edit) -> None:
    edit("one-sentences.csv", "A4-05,1,0", "A4-05,0,0")
    fault = _fault(course)
    assert (fault.file.rpartition("/")[2], fault.where) == ("one-attributions.csv", "line 3")
    assert "not coded as speech" in fault.found


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('id = "one"', 'id = "../one"', "pass number 1"),
        ('id = "one"\nkind = "person"', 'id = "one"\nkind = "robot"', "pass number 1.kind"),
        ('layer = "attribution"', 'layer = "framing"', "layer"),
    ],
)
def test_a_fault_in_the_list_is_told(course: Course, edit: Edit, old: str, new: str, where: str) -> None:
    edit("passes.toml", old, new)
    told = [fault for fault in _faults(course) if fault.file.endswith("passes.toml")]
    assert [fault.where for fault in told] == [where]


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ('order = ["A9"]', "pass number 4.order"),
        ('order = ["A4", "A4"]', "pass number 4.order"),
        ('date = "yesterday"', "pass number 4.date"),
        ('codebook = "framing"', "pass number 4.codebook"),
        ('statement = ""', "pass number 4.statement"),
        ('author = "me"', "pass number 4.author"),
    ],
)
def test_a_fault_in_a_new_entry_is_told(course: Course, line: str, where: str) -> None:
    entry = {
        "id": 'id = "four"',
        "kind": 'kind = "person"',
        "order": 'order = ["A4"]',
        "date": 'date = "2026-03-02"',
        "codebook": 'codebook = "attribution"',
        "statement": 'statement = "Mine."',
    }
    entry[line.partition(" ")[0]] = line
    path = course.path("solutions", "coding", LAYER, "passes.toml")
    path.write_text(
        path.read_text(encoding="utf-8") + "\n[[pass]]\n" + "\n".join(entry.values()) + "\n",
        encoding="utf-8",
        newline="\n",
    )
    for part in ("sentences", "attributions"):
        source = path.with_name(f"one-{part}.csv")
        path.with_name(f"four-{part}.csv").write_bytes(source.read_bytes())
    told = [fault for fault in _faults(course) if fault.file.endswith("passes.toml")]
    assert where in [fault.where for fault in told]


def test_two_passes_with_one_id_are_told(course: Course, edit: Edit) -> None:
    edit("passes.toml", 'id = "three"', 'id = "two"')
    faults = _faults(course)
    assert any("second pass" in fault.found and fault.where == "two" for fault in faults)
    # The files of the third pass are now nobody's.
    assert any(fault.file.endswith("three-sentences.csv") for fault in faults)


def test_a_file_that_is_not_listed_is_told(course: Course) -> None:
    place = course.path("solutions", "coding", LAYER)
    (place / "mine-sentences.csv").write_bytes((place / "one-sentences.csv").read_bytes())
    fault = _fault(course)
    assert fault.file.endswith("mine-sentences.csv")
    assert "not listed" in fault.found


@pytest.mark.parametrize("part", ["sentences", "attributions"])
def test_a_missing_file_is_told(course: Course, part: str) -> None:
    course.path("solutions", "coding", LAYER, f"one-{part}.csv").unlink()
    fault = _fault(course)
    assert (fault.file.rpartition("/")[2], fault.found) == (f"one-{part}.csv", "no such file")


def test_a_file_in_another_encoding_is_told(course: Course) -> None:
    path = course.path("solutions", "coding", LAYER, "one-attributions.csv")
    path.write_bytes(path.read_bytes().decode("utf-8").replace("“", '"').encode("cp1252"))
    fault = _fault(course)
    assert "not UTF-8" in fault.found


def test_a_file_from_a_spreadsheet_is_read(course: Course) -> None:
    path = course.path("solutions", "coding", LAYER, "one-sentences.csv")
    text = path.read_bytes().decode("utf-8")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode("utf-8"))
    assert load_passes(LAYER, course)[0].sentences["A4-08"].codes["mind"]


def test_an_empty_file_is_told(course: Course) -> None:
    course.path("solutions", "coding", LAYER, "one-sentences.csv").write_bytes(b"")
    assert _fault(course).found == "no rows"
