"""Names as learning platforms write them, and submissions graded straight from their zip."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from classroom import Classroom, read_csv
from coursepack.answers import Answer
from coursepack.answers.reading import LARGEST_LOG
from coursepack.faults import CourseError
from coursepack.grading import grade
from coursepack.grading.collect import submission
from coursepack.grading.platforms import Platform, origin_of
from coursepack.grading.source import MOST_BYTES, MOST_ENTRIES, opened

CANVAS = "doejane_123_456_answers.jsonl"
MOODLE = "Jane Doe_98_assignsubmission_file_/answers.jsonl"
BLACKBOARD = "Unit 2_jdoe_attempt_2025-10-03-14-05-59"


@pytest.mark.parametrize(
    ("file", "platform", "student", "number", "late"),
    [
        (CANVAS, Platform.CANVAS, "doejane", "123", False),
        ("doejane_LATE_123_456_answers-1.jsonl", Platform.CANVAS, "doejane", "123", True),
        ("submissions/doejane_123_456_my_answers.jsonl", Platform.CANVAS, "doejane", "123", False),
        ("anon_7kQ_456_answers.jsonl", Platform.CANVAS, "anon_7kQ", "7kQ", False),
        ("LATE_anon_7kQ_456_answers.jsonl", Platform.CANVAS, "anon_7kQ", "7kQ", True),
        (MOODLE, Platform.MOODLE, "Jane Doe", "98", False),
        ("Jane Doe_98_assignsubmission_file/answers.jsonl", Platform.MOODLE, "Jane Doe", "98", False),
        ("Jane Doe_98_assignsubmission_file_answers.jsonl", Platform.MOODLE, "Jane Doe", "98", False),
        ("Participant_98_assignsubmission_file_/a/b.jsonl", Platform.MOODLE, "Participant", "98", False),
        ("Jane Doe_98_assignsubmission_onlinetext/onlinetext.html", Platform.MOODLE, "Jane Doe", "98", False),
        (
            "Jane Doe_98_assignsubmission_onlinetext_onlinetext.html",
            Platform.MOODLE,
            "Jane Doe",
            "98",
            False,
        ),
        ("doejane_LATE_123_text.html", Platform.CANVAS, "doejane", "123", True),
        ("doejane_123_link.html", Platform.CANVAS, "doejane", "123", False),
        ("anon_7kQ_text.html", Platform.CANVAS, "anon_7kQ", "7kQ", False),
        (f"{BLACKBOARD}_answers.jsonl", Platform.BLACKBOARD, "jdoe", "jdoe", False),
        (f"{BLACKBOARD}.txt", Platform.BLACKBOARD, "jdoe", "jdoe", False),
    ],
)
def test_a_platforms_name_tells_whose_a_file_is(
    file: str, platform: Platform, student: str, number: str, *, late: bool
) -> None:
    found = origin_of(file)
    assert found is not None
    assert (found.platform, found.student, found.number, found.late) == (platform, student, number, late)


@pytest.mark.parametrize(
    "file", ["jane.jsonl", "jane/answers.jsonl", "jane_2.jsonl", "answers (1).jsonl", ""]
)
def test_a_teachers_own_names_are_no_platforms(file: str) -> None:
    assert origin_of(file) is None


def zipped(classroom: Classroom, names: Mapping[str, bytes]) -> Path:
    place = classroom.out.with_name("class.zip")
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    return place


@pytest.fixture(name="log")
def _log(classroom: Classroom, best: Mapping[str, Answer]) -> bytes:
    classroom.hand_in("jane.jsonl", best)
    path = classroom.submissions / "jane.jsonl"
    content = path.read_bytes()
    path.unlink()
    return content


def graded(classroom: Classroom, place: Path) -> list[dict[str, str]]:
    grade(classroom.course, place, classroom.out)
    return read_csv(classroom.out / "gradebook.csv")


@pytest.mark.parametrize("name", [CANVAS, MOODLE, f"{BLACKBOARD}_answers.jsonl"])
def test_a_zip_is_graded_as_the_platform_gave_it(classroom: Classroom, log: bytes, name: str) -> None:
    (row,) = graded(classroom, zipped(classroom, {name: log}))
    assert (row["status"], row["points"], row["file"]) == ("graded", "7", name)
    assert row["id"] == submission(name, "").number


def test_lateness_comes_from_the_platform_and_is_told(classroom: Classroom, log: bytes) -> None:
    (row,) = graded(classroom, zipped(classroom, {"doejane_LATE_123_456_answers.jsonl": log}))
    assert row["late"] == "late"
    assert "late" in row["notes"]
    assert row["points"] == "7"


def test_the_latest_attempt_counts_and_the_note_beside_it_is_nobodys(
    classroom: Classroom, log: bytes
) -> None:
    earlier = BLACKBOARD.replace("-14-", "-09-")
    names = {
        f"{earlier}_answers.jsonl": b"",
        f"{BLACKBOARD}_answers.jsonl": log,
        f"{BLACKBOARD}.txt": b"Name: Jane",
    }
    (row,) = graded(classroom, zipped(classroom, names))
    assert (row["points"], row["file"]) == ("7", f"{BLACKBOARD}_answers.jsonl")
    assert f"Handed in as well: {earlier}_answers.jsonl. That cannot be read" in row["notes"]


def test_the_same_zip_gives_the_same_gradebook_as_its_folder(classroom: Classroom, log: bytes) -> None:
    names = {CANVAS: log, "roeri_9_10_answers.jsonl": log[: len(log) // 2]}
    from_zip = graded(classroom, zipped(classroom, names))
    for name, content in names.items():
        (classroom.submissions / name).write_bytes(content)
    assert graded(classroom, classroom.submissions) == from_zip


def test_a_zip_never_writes_where_its_names_lead(classroom: Classroom, log: bytes, tmp_path: Path) -> None:
    names = {"../../evil_1_2_answers.jsonl": log, "/etc/x_1_3_answers.jsonl": log, "..\\up_4_5_a.jsonl": log}
    before = {path for path in tmp_path.rglob("*") if path.suffix == ".jsonl"}
    rows = graded(classroom, zipped(classroom, names))
    assert len(rows) == len(names)
    assert {path for path in tmp_path.rglob("*") if path.suffix == ".jsonl"} == before
    assert {page.parent.name for page in tmp_path.rglob("*.html")} == {"feedback"}


def test_what_cannot_be_unpacked_is_one_row_each(classroom: Classroom, log: bytes) -> None:
    place = zipped(
        classroom,
        {CANVAS: log, "bomb_1_2_answers.jsonl": b"\0" * (LARGEST_LOG + 10), "inner_3_4_all.zip": b"PK"},
    )
    with zipfile.ZipFile(place, "a") as archive:
        link = zipfile.ZipInfo("link_5_6_answers.jsonl")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    rows = {row["student"]: row for row in graded(classroom, place)}
    assert rows["doejane"]["status"] == "graded"
    for student, words in (
        ("bomb", "unpacks to more than"),
        ("inner", "a zip inside"),
        ("link", "a link inside"),
    ):
        assert rows[student]["status"] == "unreadable"
        assert rows[student]["points"] == ""
        assert words in rows[student]["notes"]


def test_a_damaged_entry_is_one_row_and_the_class_goes_on(classroom: Classroom, log: bytes) -> None:
    place = zipped(classroom, {CANVAS: log, "roeri_9_10_answers.jsonl": log})
    content = bytearray(place.read_bytes())
    at = content.index(b"roeri_9_10_answers.jsonl") + 200
    content[at : at + 20] = b"\xff" * 20
    place.write_bytes(content)
    rows = {row["student"]: row for row in graded(classroom, place)}
    assert (rows["doejane"]["status"], rows["roeri"]["status"]) == ("graded", "unreadable")
    assert "damaged" in rows["roeri"]["notes"]


def test_a_zip_that_claims_too_much_is_refused(classroom: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    place = zipped(classroom, {f"jane_{number}_1_a.jsonl": b"x" for number in range(4)})
    assert MOST_ENTRIES > 50_000
    assert MOST_BYTES > 1_000_000_000
    for name, limit in (("MOST_ENTRIES", 3), ("MOST_BYTES", 3)):
        with monkeypatch.context() as patch:
            patch.setattr(f"coursepack.grading.source.{name}", limit)
            with pytest.raises(CourseError, match="at most 3 are read"), opened(place):
                pass


def test_an_empty_zip_is_told(classroom: Classroom) -> None:
    with pytest.raises(CourseError, match="found no files"):
        grade(classroom.course, zipped(classroom, {}), classroom.out)


@pytest.mark.parametrize(
    ("file", "number"),
    [
        ("doejane_123_456_x_999_assignsubmission_file_a.jsonl", "123"),
        ("doejane_LATE_123_456_Roe Ric_999_assignsubmission_file_a.jsonl", "123"),
        ("doejane_123_456_x_roe_attempt_2025-10-03-14-05-59_a.jsonl", "123"),
        ("doejane_123_456_roe_999_888_a.jsonl", "123"),
        ("doejane_123_456_anon_9_8_a.jsonl", "123"),
        ("Jane Doe_98_assignsubmission_file_Roe Ric_99_assignsubmission_file_a.jsonl", "98"),
        ("Jane Doe_98_assignsubmission_file_/Roe Ric_99_assignsubmission_file_/a.jsonl", "98"),
        ("Jane Doe_98_assignsubmission_file_/roe_99_1_a.jsonl", "98"),
        (f"{BLACKBOARD}_x_roe_attempt_2025-10-03-14-05-59_a.jsonl", "jdoe"),
        (f"{BLACKBOARD}_roe_1_2_a.jsonl", "jdoe"),
    ],
)
def test_a_students_own_name_of_a_file_cannot_make_it_another_students(file: str, number: str) -> None:
    found = origin_of(file)
    assert found is not None
    assert found.number == number


@pytest.mark.parametrize("zipped", [True, False])
def test_blackboards_note_tells_the_name(
    classroom: Classroom, best: Mapping[str, Answer], tmp_path: Path, *, zipped: bool
) -> None:
    people = {"jdoe": "Jane O'Neil (Ms)", "a_li": "Li, An", "rroe": ""}
    for user, name in people.items():
        attempt = f"Unit 2_{user}_attempt_2025-10-03-14-05-59"
        classroom.hand_in(f"{attempt}_answers.jsonl", best, learner=user)
        first = f"Name: {name} ({user})" if name else "Name: Jane Doe (jdoe)"
        (classroom.submissions / f"{attempt}.txt").write_text(
            f"{first}\r\nAssignment: Unit 2\r\nName: Mallory ({user})\r\n", encoding="utf-8-sig"
        )
    place = classroom.submissions
    if zipped:
        place = tmp_path / "gradebook.zip"
        with zipfile.ZipFile(place, "w") as archive:
            for path in classroom.submissions.iterdir():
                archive.write(path, path.name)
    grade(classroom.course, place, classroom.out)
    rows = read_csv(classroom.out / "gradebook.csv")
    # A note that names another account tells nothing.
    assert {row["id"]: row["student"] for row in rows} == {**people, "rroe": "rroe"}


def test_who_handed_in_no_file_on_blackboard_has_a_row(
    classroom: Classroom, best: Mapping[str, Answer]
) -> None:
    classroom.hand_in("Unit 2_jdoe_attempt_2025-10-03-14-05-59_answers.jsonl", best)
    for file in (
        "jdoe_attempt_2025-10-03-14-05-59",
        "rroe_attempt_2025-10-03-14-05-59",
        "rroe_attempt_2025-10-04-14-05-59",
    ):
        user = file.partition("_")[0]
        (classroom.submissions / f"Unit 2_{file}.txt").write_text(f"Name: {user.title()} ({user})\n")
    rows = classroom.grade().rows
    assert [(row["student"], row["status"], row["points"]) for row in rows] == [
        ("Jdoe", "graded", rows[0]["points"]),
        ("Rroe", "unreadable", ""),
    ]
    assert "without a file" in rows[1]["notes"]


def test_a_text_typed_into_the_platform_is_the_same_students(
    classroom: Classroom, best: Mapping[str, Answer]
) -> None:
    classroom.hand_in("Jane Doe_98_assignsubmission_file/answers.jsonl", best)
    typed = classroom.submissions / "Jane Doe_98_assignsubmission_onlinetext" / "onlinetext.html"
    typed.parent.mkdir()
    typed.write_text("<p>Here it is.</p>")
    row = classroom.grade().row
    assert (row["student"], row["id"], row["status"]) == ("Jane Doe", "98", "graded")
