"""Marks in the teacher's own files: the right cell of the right row, and every other byte as it was."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursepack.cli import main
from coursepack.faults import CourseError
from coursepack.grading.fill_in import cells, fill_canvas, fill_moodle
from coursepack.grading.sheets import HEAD

CANVAS = (
    '\ufeffStudent,ID,SIS Login ID,Section,"Who speaks? (77)",Final Score\r\n'
    "    Points Possible,,,,20.0,(read only)\r\n"
    '"Doe, Jane",123,jdoe,"One, ""A""",,12.3\r\n'
    "Roe Ric,456,rroe,One,EX,\r\n"
    '"Poe, Ann",789,apoe,One,3,\r\n'
)
MOODLE = (
    "Identifier,Full name,Grade,Maximum Grade,Last modified (grade)\n"
    'Participant 98,"Doe, Jane",,10.00,-\n'
    'Participant 99,"Roe\nRic",-,10.00,"Friday, 3 October 2025, 2:05 PM"\n'
)


def test_canvas_gets_points_out_of_its_own_points_possible() -> None:
    filled = fill_canvas(CANVAS, "Who speaks? (77)", {"123": 0.875, "789": 1.0, "5": 0.5}, "export.csv")
    assert filled.text == CANVAS.replace('"One, ""A""",,', '"One, ""A""",17.5,').replace("One,3,", "One,20,")
    assert (filled.filled, filled.unknown, filled.empty) == (2, ("5",), ("456",))


def test_moodle_is_joined_by_the_number_of_the_participant() -> None:
    filled = fill_moodle(MOODLE, "", {"98": 0.75, "99": 0.0}, "worksheet.csv")
    assert filled.text == MOODLE.replace('Jane",,', 'Jane",7.5,').replace('Ric",-,', 'Ric",0,')


def test_a_worksheet_in_another_language_needs_the_name_of_its_column() -> None:
    german = MOODLE.replace("Grade,Maximum Grade", "Bewertung,Beste Bewertung").replace(
        "Participant ", "Teilnehmer/in"
    )
    with pytest.raises(CourseError, match='no such column; expected "Identifier", "Full name", "Bewertung"'):
        fill_moodle(german, "", {"98": 1}, "worksheet.csv")
    assert 'Jane",100,' in fill_moodle(german, "Bewertung", {"98": 1}, "worksheet.csv").text


def test_a_semicolon_export_keeps_its_semicolons() -> None:
    text = CANVAS.replace(",", ";").replace('"Doe; Jane"', '"Doe, Jane"')
    assert ";17.5;" in fill_canvas(text, "Who speaks? (77)", {"123": 0.875}, "export.csv").text


@pytest.mark.parametrize(
    ("column", "words"),
    [("Nothing", "no such column"), ("Final Score", "calculates itself"), ("Section", "no points possible")],
)
def test_a_wrong_column_is_told(column: str, words: str) -> None:
    with pytest.raises(CourseError, match=words):
        fill_canvas(CANVAS, column, {"123": 1.0}, "export.csv")


def test_an_open_quotation_mark_is_told_with_its_line() -> None:
    with pytest.raises(CourseError, match="line 3: found a quotation mark that does not close"):
        fill_canvas(CANVAS.replace('"Doe, Jane"', '"Doe, Jane'), "Who speaks? (77)", {"123": 1}, "export.csv")


@given(
    st.lists(
        st.lists(st.text("a\",;\n é\u200f='", max_size=6), min_size=2, max_size=4), min_size=1, max_size=5
    )
)
def test_any_table_is_cut_as_the_csv_module_cuts_it(table: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([["name", "id"], *table])
    text = written.getvalue()
    assert [[cell.value for cell in row] for row in cells(text, "t")] == [["name", "id"], *table]
    assert all(text[cell.start : cell.end][:1] == '"' for row in cells(text, "t") for cell in row)


def gradebook(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "gradebook.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, [*HEAD, "notes"], restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def run(
    folder: Path,
    *rows: dict[str, str],
    out: str = "filled.csv",
    moodle: bool = False,
    pages: Path | None = None,
) -> int:
    given = folder / "export.csv"
    given.write_text(MOODLE if moodle else CANVAS, encoding="utf-8", newline="")
    platform = (
        ["--moodle", str(given)] if moodle else ["--canvas", str(given), "--column", "Who speaks? (77)"]
    )
    more = ["--pages", str(pages)] if pages else []
    return main(["fill-in", str(gradebook(folder, *rows)), *platform, "--out", str(folder / out), *more])


def test_the_command_fills_in_and_tells_what_it_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    jane = {"student": "jane", "id": "123", "status": "graded", "percent": "87.5"}
    unreadable = {"student": "roe", "id": "456", "status": "unreadable"}
    missing = {"student": "poe", "id": "789", "status": "missing"}
    assert run(tmp_path, jane, unreadable, missing) == 0
    assert ",17.5," in (tmp_path / "filled.csv").read_text(encoding="utf-8")
    assert ",EX," in (tmp_path / "filled.csv").read_text(encoding="utf-8")
    assert (
        "without a mark here, and left as they were: Roe Ric (456); Poe, Ann (789)."
        in capsys.readouterr().out
    )


def test_a_mark_is_the_share_of_the_points_and_not_of_the_rounded_percent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    jane = {"student": "jane", "id": "123", "status": "needs review", "points": "80.451", "possible": "142"}
    ann = {**jane, "id": "789", "status": "graded", "percent": "60"}
    assert run(tmp_path, {**jane, "percent": "56.7"}, ann) == 0
    filled = (tmp_path / "filled.csv").read_text(encoding="utf-8")
    assert ",11.33," in filled  # 56.7 % of 20 would be 11.34
    assert "One,12," in filled  # the teacher has changed this percent, so it counts
    told = capsys.readouterr().out
    assert "Of rows that need review: 1 mark." in told
    assert "The platform gives 20 points, the gradebook has 142 possible." in told


def test_two_rows_of_one_student_stop_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = {"student": "jane", "id": "123", "status": "needs review", "percent": "50"}
    assert run(tmp_path, row, row) == 2
    assert "several rows with marks for one student" in capsys.readouterr().err
    assert not (tmp_path / "filled.csv").exists()


def test_a_gradebook_without_the_platforms_numbers_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, {"student": "jane", "id": "", "status": "graded", "percent": "50"}) == 2
    assert "Grade the platform's own zip" in capsys.readouterr().err


@pytest.mark.parametrize("possible", ["0", "0.0", "-5", "9" * 400])
def test_no_points_possible_never_make_every_mark_a_nought(possible: str) -> None:
    with pytest.raises(CourseError, match="no points possible"):
        fill_canvas(CANVAS.replace("20.0", possible), "Who speaks? (77)", {"123": 0.875}, "export.csv")
    with pytest.raises(CourseError, match="98, Maximum Grade"):
        fill_moodle(MOODLE.replace("10.00", possible), "", {"98": 0.75}, "worksheet.csv")


def test_a_gradebook_that_is_no_table_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = {"student": "x" * 200_000, "id": "123", "status": "graded", "percent": "50"}
    assert run(tmp_path, row) == 2
    assert "no table that can be read" in capsys.readouterr().err


def test_neither_of_the_files_that_are_read_is_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"student": "jane", "id": "123", "status": "graded", "percent": "50"}
    for out in ("export.csv", "gradebook.csv"):
        assert run(tmp_path, row, out=out) == 2
        assert "one of the two files that are read" in capsys.readouterr().err
    assert (tmp_path / "export.csv").read_bytes() == CANVAS.encode()
    assert not (tmp_path / "filled.csv").exists()


def test_all_pages_go_back_to_moodle_in_one_zip_that_names_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    jane = {"student": "Jane Doe", "id": "98", "status": "graded", "percent": "75", "page": "jane-doe.html"}
    # Nothing to count yet, because only an essay was handed in: the page goes back all the same.
    ric = {"student": "Ric Roe", "id": "99", "status": "graded", "page": "ric-roe.html"}
    (tmp_path / "feedback").mkdir()
    for row in (jane, ric):
        (tmp_path / "feedback" / row["page"]).write_text(f"<p>{row['student']}</p>", encoding="utf-8")
    pages = tmp_path / "pages.zip"
    assert run(tmp_path, jane, ric, moodle=True, pages=pages) == 0
    assert f"{pages}: 2 pages of feedback." in capsys.readouterr().out
    with zipfile.ZipFile(pages) as archive:
        entries = {entry.filename: archive.read(entry).decode() for entry in archive.infolist()}
    assert entries == {
        "Participant_98_assignfeedback_file_/feedback.html": "<p>Jane Doe</p>",
        "Participant_99_assignfeedback_file_/feedback.html": "<p>Ric Roe</p>",
    }
    # What Moodle reads of such a name: the number is the second part, then come the plugin's type and name.
    assert [name.split("_", 4)[1:4] for name in entries] == [
        [number, "assignfeedback", "file"] for number in ("98", "99")
    ]
    before = pages.read_bytes()
    assert run(tmp_path, jane, ric, moodle=True, pages=pages) == 0
    assert pages.read_bytes() == before


def test_a_page_that_is_gone_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    jane = {"student": "Jane", "id": "98", "status": "graded", "percent": "75", "page": "jane.html"}
    assert run(tmp_path, jane, moodle=True, pages=tmp_path / "pages.zip") == 2
    assert "the pages of feedback beside the gradebook" in capsys.readouterr().err
    assert not (tmp_path / "pages.zip").exists()


def test_pages_for_canvas_are_refused_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    jane = {"student": "Jane", "id": "123", "status": "graded", "percent": "75", "page": "jane.html"}
    assert run(tmp_path, jane, pages=tmp_path / "pages.zip") == 2
    assert "pages for Canvas" in capsys.readouterr().err
    assert not (tmp_path / "filled.csv").exists()
