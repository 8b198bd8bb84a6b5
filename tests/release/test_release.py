"""A student's copy holds nothing that is withheld, and the solutions open it later."""

from __future__ import annotations

import html
import json
import zipfile
from pathlib import Path

import pytest

from coursepack.cli import main
from coursepack.course import Course, load_course
from coursepack.faults import CourseError
from coursepack.items import has_keys, load_items, load_keys
from coursepack.release import release_copy, release_solutions
from coursepack.release.withheld import Secret, _plain, leaks, secrets
from coursepack.widgets.session import Session
from support import REPOSITORY, UNIT, best_answers, practice_course, small_course

FOLDER = "course/"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return small_course(tmp_path / "pack")


def names(archive: Path) -> set[str]:
    with zipfile.ZipFile(archive) as opened:
        return {name.removeprefix(FOLDER) for name in opened.namelist()}


def unpacked(archive: Path, folder: Path) -> Course:
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    return load_course(folder / FOLDER)


def test_a_copy_asks_but_does_not_tell(course: Course, tmp_path: Path) -> None:
    done = release_copy(course, [], [], tmp_path / "copy.zip")
    assert done.withheld == (UNIT,)
    copy = unpacked(tmp_path / "copy.zip", tmp_path / "student")
    assert not has_keys(UNIT, copy)
    items = load_items(UNIT, copy).items
    state = Session(items["small-choice"], copy).submit(best_answers(course)["small-choice"])
    assert "teacher" in json.dumps(state)


def test_solutions_handed_out_later_open_the_feedback_of_the_copy(course: Course, tmp_path: Path) -> None:
    release_copy(course, [], [], tmp_path / "copy.zip")
    unpacked(tmp_path / "copy.zip", tmp_path / "student")
    later = release_solutions(course, ["01"], tmp_path / "later.zip")
    assert f"the solutions of {UNIT}" in later.text()
    assert "withheld" not in later.text()
    assert names(tmp_path / "later.zip") == {f"solutions/{UNIT}.toml"}
    copy = unpacked(tmp_path / "later.zip", tmp_path / "student")
    assert load_keys(UNIT, copy).keys == load_keys(UNIT, course).keys


def test_an_opened_unit_goes_out_with_its_solutions(course: Course, tmp_path: Path) -> None:
    assert release_copy(course, [], [UNIT], tmp_path / "copy.zip").withheld == ()
    assert f"solutions/{UNIT}.toml" in names(tmp_path / "copy.zip")


def test_solutions_of_practice_are_in_every_copy(tmp_path: Path) -> None:
    course = practice_course(tmp_path / "pack")
    release_copy(course, [], [], tmp_path / "copy.zip")
    practice = [unit.id for unit in course.units if unit.practice]
    assert practice
    assert {f"solutions/{unit}.toml" for unit in practice} <= names(tmp_path / "copy.zip")


def test_the_same_course_gives_the_same_bytes(course: Course, tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        release_copy(course, [], [], tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


@pytest.mark.parametrize("place", ["output", "metadata", "source"])
@pytest.mark.parametrize("what", ["reason", "feedback", "key"])
def test_a_secret_in_a_notebook_stops_the_copy(course: Course, tmp_path: Path, place: str, what: str) -> None:
    key = load_keys(UNIT, course).keys["small-choice"]
    secret = {
        "reason": key.why,
        "feedback": key.feedback["biden"].says,
        "key": 'exercise("small-choice").submit(\n    "haass"\n)',
    }[what]
    words = secret.split(" ")
    # Cut into lines, as notebooks store text.
    lines = [f"{word} " for word in words]
    cell: dict[str, object] = {"source": ["1 + 1"], "metadata": {}, "outputs": []}
    match place:
        case "output":
            cell["outputs"] = [{"data": {"text/markdown": lines}}]
        case "metadata":
            cell["metadata"] = {"note": f"<b>{secret}</b>"}
        case _:
            cell["source"] = lines
    notebook = course.path("exercises", f"{UNIT}.ipynb")
    notebook.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    with pytest.raises(CourseError, match=f"exercises/{UNIT}.ipynb, small-choice") as caught:
        release_copy(course, [], [], tmp_path / "copy.zip")
    assert what in str(caught.value)
    assert list(tmp_path.glob("copy.zip*")) == []


def test_every_saying_of_a_solution_file_would_be_found_in_it(course: Course) -> None:
    known = secrets([course.unit(UNIT)], course)
    content = course.path("solutions", f"{UNIT}.toml").read_bytes()
    found = set(leaks("notes.txt", content, known))
    assert len(known) > 20
    missed = {
        secret for secret in set(known) - found if secret.what in {"reason", "feedback", "model answer"}
    }
    assert missed == set()


def test_a_copy_with_some_units_names_only_these(tmp_path: Path) -> None:
    course = practice_course(tmp_path / "pack")
    wanted = course.units[0].lesson
    release_copy(course, [wanted], [], tmp_path / "copy.zip")
    copy = unpacked(tmp_path / "copy.zip", tmp_path / "student")
    assert [unit.id for unit in copy.units] == [unit.id for unit in course.units if unit.lesson == wanted]
    assert (copy.id, copy.title) == (course.id, course.title)


def test_a_unit_that_cannot_be_cut_out_of_the_course_file_is_told(tmp_path: Path) -> None:
    course = practice_course(tmp_path / "pack")
    marker = course.path("course.toml")
    usual = marker.read_text(encoding="utf-8")
    wanted = [course.units[0].lesson]
    marker.write_text(
        usual.replace("[[units]]\n", "[[units]] # one\n").replace("id = ", "id  = "), encoding="utf-8"
    )
    release_copy(load_course(course.root), wanted, [], tmp_path / "copy.zip")
    copy = unpacked(tmp_path / "copy.zip", tmp_path / "student")
    assert copy.units == tuple(unit for unit in course.units if unit.lesson in wanted)
    marker.write_text(usual.replace("[[units]]\n", "[[ units ]]\n"), encoding="utf-8")
    with pytest.raises(CourseError, match=r"course\.toml: found a unit that is written otherwise"):
        release_copy(load_course(course.root), wanted, [], tmp_path / "other.zip")
    assert not (tmp_path / "other.zip").exists()


def test_the_pack_itself_can_be_handed_out(tmp_path: Path) -> None:
    course = load_course(REPOSITORY)
    if not all(has_keys(unit.id, course) for unit in course.units):
        pytest.skip("this copy has no solution files")
    done = release_copy(course, [], [], tmp_path / "copy.zip")
    held = names(tmp_path / "copy.zip")
    assert {"README.md", "course.py", "course.toml", "notebooks/00-start-here.ipynb"} <= held
    assert [
        name for name in held if name.startswith(("lessons/", "solutions/coding", "notebooks/teacher-"))
    ] == []
    assert [name for unit in done.withheld for name in held if name.startswith(f"solutions/{unit}.")] == []


def test_wrong_words_are_told_on_the_command_line(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(course.root)
    later = ["release", "--solutions", "01", "--out", str(tmp_path / "later.zip")]
    assert main([*later, "--units", "01", "--open", "01"]) == 2
    said = capsys.readouterr().err
    assert "--units beside --solutions" in said
    assert "--open beside --solutions" in said
    assert main(["release", "--coding", "--out", str(tmp_path / "copy.zip")]) == 2
    assert "--coding alone" in capsys.readouterr().err
    assert main(["release", "--units", "99", "--out", str(tmp_path / "copy.zip")]) == 2
    assert UNIT in capsys.readouterr().err
    assert main(["release", "--out", str(tmp_path / "nowhere" / "copy.zip")]) == 2
    assert "cannot be written" in capsys.readouterr().err
    course.path("solutions", f"{UNIT}.toml").unlink()
    assert main(later) == 2
    assert "whole copy" in capsys.readouterr().err
    assert list(tmp_path.glob("*.zip*")) == []


WRAPPED = "The owner’s slogan isn’t a source, says ‹nobody› & the writer"


@pytest.mark.parametrize(
    "wrapped",
    [
        f'<div data-why="{WRAPPED}">',
        f"<p title='{html.escape(WRAPPED)}'>",
        html.escape(WRAPPED),
        WRAPPED.replace("’", "&#8217;").replace(" ", "\n"),
        html.escape(json.dumps({"why": WRAPPED})),
        json.dumps(json.dumps(json.dumps(WRAPPED))),
        WRAPPED.replace(" isn", " <b>isn").replace(" says", "</b> says"),
        f"&lt;{html.escape(WRAPPED)}&gt;",
    ],
)
@pytest.mark.parametrize("name", ["page.html", "lesson.ipynb"])
def test_a_secret_is_found_however_it_is_wrapped(wrapped: str, name: str) -> None:
    (secret,) = (Secret("who-01", "reason", _plain(WRAPPED)),)
    cell = {"outputs": [{"data": {"text/html": [wrapped]}}], "metadata": {}}
    content = json.dumps({"cells": [cell]}) if name.endswith(".ipynb") else wrapped
    assert list(leaks(name, content.encode(), [secret])) == [secret]
    assert list(leaks("notes.txt", WRAPPED.encode("utf-16"), [secret])) == [secret]
    assert list(leaks(name, content.replace("slogan", "song").encode(), [secret])) == []


@pytest.mark.parametrize(
    "planted",
    [
        {"small-choice": "haass"},
        {"small-choice": ["haass"]},
        {"keys": {"small-choice": {"answer": "haass"}}},
        {"item": "small-choice", "key": "haass"},
        {"answer": "haass", "item": "small-choice"},
        "small-choice: haass",
        "answer: haass (small-choice)",
    ],
)
def test_a_bare_key_in_the_metadata_stops_the_copy(course: Course, tmp_path: Path, planted: object) -> None:
    notebook = course.path("exercises", f"{UNIT}.ipynb")
    notebook.write_text(json.dumps({"cells": [], "metadata": {"planted": planted}}), encoding="utf-8")
    with pytest.raises(CourseError, match="small-choice: found the key"):
        release_copy(course, [], [], tmp_path / "copy.zip")


def test_a_bare_number_in_the_metadata_is_found() -> None:
    secret = Secret("small-number", "key", _plain("small-number 3"))
    content = json.dumps({"cells": [], "metadata": {"small-number": 3}})
    assert list(leaks("lesson.ipynb", content.encode(), [secret])) == [secret]


def test_what_programs_and_version_control_leave_behind_is_in_no_copy(course: Course, tmp_path: Path) -> None:
    left = (
        "src/coursepack/.git/objects/ab/cdef",
        "src/coursepack/.solutions.toml.swp",
        "src/coursepack/__pycache__/keys.cpython-311.pyc",
        "src/coursepack/keys.pyc",
        "src/coursepack/course.py.orig",
        "src/coursepack/notes.txt~",
        "src/old.zip",
        "seeds/.DS_Store",
        f"solutions/{UNIT}.toml.bak",
        f"exercises/{UNIT}.toml~",
        ".git/HEAD",
    )
    for name in (*left, "src/coursepack/course.py"):
        path = course.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    release_copy(course, [], [], tmp_path / "copy.zip")
    held = names(tmp_path / "copy.zip")
    assert held.isdisjoint(left)
    assert "src/coursepack/course.py" in held


def test_a_copy_of_the_pack_holds_no_right_answer_in_any_notebook(tmp_path: Path) -> None:
    course = load_course(REPOSITORY)
    if not all(has_keys(unit.id, course) for unit in course.units):
        pytest.skip("this copy has no solution files")
    done = release_copy(course, [], [], tmp_path / "copy.zip")
    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        texts = {
            name: archive.read(name).decode(errors="replace")
            for name in archive.namelist()
            if name.endswith((".ipynb", ".toml", ".json"))
        }
    fields = ("rests_on", "misconception", "answer", "credit", "contested")
    for unit in done.withheld:
        for item_id in load_items(unit, course).items:
            for name, text in texts.items():
                # As a solution file, a solution notebook or the state of a widget would write it.
                assert f"[{item_id}]" not in text, name
                for field in fields:
                    assert f"[{item_id}.{field}" not in text, name
                assert f'exercise("{item_id}").submit(' not in text.replace("\\", ""), name
    assert texts
