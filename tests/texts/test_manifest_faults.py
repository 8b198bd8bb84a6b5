"""Knows the mistakes there can be in seeds, manifest and exceptions, and how each has to be told."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from coursepack.course import Course, load_course
from coursepack.faults import CourseError, Fault
from coursepack.texts import load_texts

MANIFEST = "seeds/manifest.toml"
SEGMENTATION = "seeds/segmentation.toml"
FIRST = "Two meet in Alaska\nA line under the title\nBy Ann Author, AUG 18 2025\nOne spoke. The other\n2\nkept silent.\n"
SECOND = "They said: The list is lost. Then they left.\n"
CHECKSUM = hashlib.sha256(FIRST.encode("utf-8")).hexdigest()

MANIFEST_TEXT = f"""
[texts.A0]
file = "first.txt"
sha256 = "{CHECKSUM}"
[texts.A0.attested]
title = {{ value = "Two meet in Alaska", string = "Two meet in Alaska" }}
author = {{ value = "Ann Author", string = "By Ann Author" }}
outlet = "not attested"
date = {{ value = "2025-08-18", string = "AUG 18 2025" }}
address = "not attested"
[[texts.A0.outside]]
fact = "Another page carries it."
source = "example.org"
as_of = "2026-06"
[texts.A0.rights]
status = "No licence is stated."
before_publishing = "Ask."

[texts.A1]
file = "second.txt"
sha256 = "{hashlib.sha256(SECOND.encode("utf-8")).hexdigest()}"
[texts.A1.attested]
title = "not attested"
author = "not attested"
outlet = "not attested"
date = "not attested"
address = "not attested"
[texts.A1.rights]
status = "Public domain."
before_publishing = "Nothing."
"""

SEGMENTATION_TEXT = """
[[kinds]]
text = "A0"
lines = [2]
kind = "deck"
reason = "It has no mark of its own."

[[kinds]]
text = "A0"
lines = [5]
kind = "residue"
whole = true
reason = "A page number."

[[cuts]]
text = "A1"
after = "They said:"
reason = "The list is lost."

[[joins]]
text = "A0"
first = "The other"
second = "kept silent."
reason = "A page number stands in between."
"""


@pytest.fixture(name="course")
def _course(tmp_path: Path) -> Course:
    files = {
        "course.toml": 'id = "two-texts"\ntitle = "Two texts"\n',
        "seeds/first.txt": FIRST,
        "seeds/second.txt": SECOND,
        MANIFEST: MANIFEST_TEXT,
        SEGMENTATION: SEGMENTATION_TEXT,
    }
    (tmp_path / "seeds").mkdir()
    for name, text in files.items():
        (tmp_path / name).write_bytes(text.encode("utf-8"))
    return load_course(tmp_path)


def _edit(course: Course, name: str, old: str, new: str) -> None:
    path = course.path(name)
    text = path.read_bytes().decode("utf-8")
    assert text.count(old) == 1
    path.write_bytes(text.replace(old, new).encode("utf-8"))


def _faults(course: Course) -> tuple[Fault, ...]:
    with pytest.raises(CourseError) as caught:
        load_texts(course)
    return caught.value.faults


def _fault(course: Course) -> Fault:
    (fault,) = _faults(course)
    return fault


def test_the_two_texts_are_in_order_before_they_are_spoilt(course: Course) -> None:
    assert [(unit.id, unit.text) for unit in load_texts(course).units.values()] == [
        ("A0-T1", "Two meet in Alaska"),
        ("A0-D1", "A line under the title"),
        ("A0-t1", "By Ann Author, AUG 18 2025"),
        ("A0-01", "One spoke."),
        ("A0-02", "The other kept silent."),
        ("A0-x1", "2"),
        ("A1-k1", "They said:"),
        ("A1-01", "The list is lost."),
        ("A1-02", "Then they left."),
    ]


def test_one_changed_byte_of_a_seed_is_told_with_file_and_remedy(course: Course) -> None:
    path = course.path("seeds", "first.txt")
    content = bytearray(path.read_bytes())
    content[20] ^= 1
    path.write_bytes(bytes(content))
    fault = _fault(course)
    assert (fault.file, fault.where) == ("seeds/first.txt", "A0")
    assert "a file that was changed" in fault.found
    assert CHECKSUM[:12] in fault.expected
    assert "Restore the file from a fresh copy" in fault.remedy


def test_converted_line_ends_are_a_changed_seed(course: Course) -> None:
    course.path("seeds", "first.txt").write_bytes(FIRST.replace("\n", "\r\n").encode("utf-8"))
    assert "a file that was changed" in _fault(course).found


def test_a_missing_seed_is_told_with_file_and_remedy(course: Course) -> None:
    course.path("seeds", "first.txt").unlink()
    fault = _fault(course)
    assert (fault.file, fault.where, fault.found) == ("seeds/first.txt", "A0", "no such file")
    assert "fresh copy" in fault.remedy


def test_an_attested_string_that_is_not_verbatim_is_told(course: Course) -> None:
    _edit(course, MANIFEST, 'string = "AUG 18 2025"', 'string = "Aug 18 2025"')
    fault = _fault(course)
    assert (fault.file, fault.where, fault.found) == (MANIFEST, "A0.attested.date", "‹Aug 18 2025›")
    assert "letter by letter" in fault.expected


def test_a_manifest_that_is_not_utf_8_is_told_with_the_byte(course: Course) -> None:
    path = course.path(MANIFEST)
    path.write_bytes(b"# Z\xfcrich\n" + path.read_bytes())
    fault = _fault(course)
    assert (fault.file, fault.where, fault.found) == (MANIFEST, "byte 3", "text that is not UTF-8")


@pytest.mark.parametrize("name", [MANIFEST, SEGMENTATION])
def test_a_missing_list_is_told(course: Course, name: str) -> None:
    course.path(name).unlink()
    assert (_fault(course).file, _fault(course).found) == (name, "no such file")


def test_the_faults_of_all_texts_are_told_at_once(course: Course) -> None:
    course.path("seeds", "second.txt").unlink()
    _edit(course, MANIFEST, 'string = "AUG 18 2025"', 'string = "AUG 19 2025"')
    _edit(course, MANIFEST, 'string = "By Ann Author"', 'string = "By nobody"')
    assert [fault.where for fault in _faults(course)] == ["A0.attested.author", "A0.attested.date", "A1"]


def test_a_changed_and_a_missing_seed_are_told_at_once(course: Course) -> None:
    course.path("seeds", "first.txt").write_bytes(b"Something else.")
    course.path("seeds", "second.txt").unlink()
    assert [fault.file for fault in _faults(course)] == ["seeds/first.txt", "seeds/second.txt"]


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        (f'sha256 = "{CHECKSUM}"\n', "", "A0.sha256"),
        ('file = "first.txt"\n', "", "A0.file"),
        ('file = "first.txt"\n', "file = 3\n", "A0.file"),
        ('date = { value = "2025-08-18", string', "date = { string", "A0.attested.date"),
        ('string = "AUG 18 2025"', 'string = ""', "A0.attested.date"),
        ('string = "AUG 18 2025"', "string = 18", "A0.attested.date"),
        ('date = { value = "2025-08-18", string = "AUG 18 2025" }', "", "A0.attested.date"),
        ('date = { value = "2025-08-18", string = "AUG 18 2025" }', 'date = "?"', "A0.attested.date"),
        ("[texts.A0.attested]\n", '[texts.A0.attested]\nbyline = "Ann"\n', "A0.attested.byline"),
        ('source = "example.org"\n', "", "A0.outside 1.source"),
        ('source = "example.org"\n', 'source = "x"\nseen = "y"\n', "A0.outside 1.seen"),
        ("[[texts.A0.outside]]", "[[texts.A0.outsid]]", "A0.outsid"),
        ('status = "Public domain."\n', "", "A1.rights.status"),
        ("[texts.A1.rights]\n", "[texts.A1.right]\n", "A1.rights"),
    ],
)
def test_an_entry_of_the_manifest_with_a_wrong_form_is_told(
    course: Course, old: str, new: str, where: str
) -> None:
    _edit(course, MANIFEST, old, new)
    faults = _faults(course)
    assert where in [fault.where for fault in faults]
    assert {fault.file for fault in faults} == {MANIFEST}


@pytest.mark.parametrize("text", ["", "texts = 3", 'texts = ["A0"]', "[texts]\nA0 = 3"])
def test_a_manifest_without_texts_is_told(course: Course, text: str) -> None:
    course.path(MANIFEST).write_text(text, encoding="utf-8")
    assert MANIFEST in {fault.file for fault in _faults(course)}


def test_a_seed_that_was_never_utf_8_is_told_with_the_byte(course: Course) -> None:
    content = FIRST.encode("utf-8") + b"\xff"
    course.path("seeds", "first.txt").write_bytes(content)
    _edit(course, MANIFEST, CHECKSUM, hashlib.sha256(content).hexdigest())
    fault = _fault(course)
    assert (fault.file, fault.where) == ("seeds/first.txt", f"byte {len(content) - 1}")


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('kind = "deck"', 'kind = "desk"', "kinds 1.kind"),
        ("lines = [2]", 'lines = "2"', "kinds 1"),
        ("lines = [2]\n", "", "kinds 1"),
        ('text = "A1"', 'text = "A7"', "cuts 1"),
        ('text = "A1"\n', "", "cuts 1.text"),
        ('after = "They said:"\n', "", "cuts 1.after"),
        ('after = "They said:"\n', 'after = "They say:"\n', "cuts 1.after"),
        ('second = "kept silent."\n', 'second = "kept quiet."\n', "joins 1.second"),
        ('second = "kept silent."\n', "", "joins 1.second"),
        ("[[joins]]", "[[join]]", "join"),
        ("[[joins]]", "[joins]", "joins"),
    ],
)
def test_an_exception_that_cannot_work_is_told(course: Course, old: str, new: str, where: str) -> None:
    _edit(course, SEGMENTATION, old, new)
    faults = _faults(course)
    assert where in [fault.where for fault in faults]
    assert {fault.file for fault in faults} == {SEGMENTATION}
