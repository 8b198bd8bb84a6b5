"""Which files of a folder are somebody's, and which may not be opened."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coursepack.grading.collect import BROKEN, FOLDER_LINK, OUTSIDE, SPECIAL, Submission, collect


def link(place: Path, target: Path) -> None:
    try:
        place.symlink_to(target, target_is_directory=target.is_dir())
    except OSError:
        pytest.skip("this system or user may not make links")


def write(folder: Path, *files: str) -> None:
    for file in files:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def test_files_are_sorted_by_student_whatever_their_folder(tmp_path: Path) -> None:
    write(tmp_path, "z/anna.jsonl", "Carl.jsonl", "bert/answers.jsonl")
    assert [entry.student for entry in collect(tmp_path)] == ["anna", "bert", "Carl"]


def test_what_a_system_leaves_behind_is_passed_over(tmp_path: Path) -> None:
    write(
        tmp_path,
        ".DS_Store",
        "desktop.ini",
        "Thumbs.db",
        "__MACOSX/jane.jsonl",
        ".git/x.jsonl",
        "jane.jsonl.lock",
    )
    assert collect(tmp_path) == []


def test_any_other_file_is_somebodys(tmp_path: Path) -> None:
    write(tmp_path, "jane/photo.png", "notebook.ipynb")
    assert [entry.file for entry in collect(tmp_path)] == ["notebook.ipynb", "jane/photo.png"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    submissions = tmp_path / "submissions"
    submissions.mkdir()
    write(tmp_path, "secret.jsonl", "private/a.jsonl")
    link(submissions / "jane.jsonl", tmp_path / "secret.jsonl")
    link(submissions / "carl", tmp_path / "private")
    assert collect(submissions) == [
        Submission("carl", "carl", OUTSIDE),
        Submission("jane", "jane.jsonl", OUTSIDE),
    ]


def test_a_folder_whose_name_begins_like_ours_is_outside(tmp_path: Path) -> None:
    submissions = tmp_path / "class"
    submissions.mkdir()
    write(tmp_path, "class-of-others/jane.jsonl")
    link(submissions / "jane.jsonl", tmp_path / "class-of-others" / "jane.jsonl")
    assert collect(submissions) == [Submission("jane", "jane.jsonl", OUTSIDE)]


def test_a_link_to_another_file_of_the_class_is_read(tmp_path: Path) -> None:
    write(tmp_path, "jane.jsonl")
    link(tmp_path / "jane-again.jsonl", tmp_path / "jane.jsonl")
    assert [entry.obstacle for entry in collect(tmp_path)] == ["", ""]


def test_a_link_in_a_circle_and_a_broken_link_are_one_row_each(tmp_path: Path) -> None:
    (tmp_path / "jane").mkdir()
    link(tmp_path / "jane" / "around", tmp_path)
    link(tmp_path / "lost.jsonl", tmp_path / "nowhere.jsonl")
    assert collect(tmp_path) == [
        Submission("around", "jane/around", FOLDER_LINK),
        Submission("lost", "lost.jsonl", BROKEN),
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "jane.jsonl")
    assert collect(tmp_path) == [Submission("jane", "jane.jsonl", SPECIAL)]


def test_a_folder_inside_folders_is_walked_to_the_end(tmp_path: Path) -> None:
    deep = "/".join("d" * 40)
    write(tmp_path, f"{deep}/jane.jsonl")
    assert [entry.file for entry in collect(tmp_path)] == [f"{deep}/jane.jsonl"]
