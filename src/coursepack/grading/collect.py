"""Knows which files of a submissions folder are somebody's, whose they are, and which may not be opened."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coursepack.grading.names import student_of

NOT_MEANT = {"desktop.ini", "thumbs.db", "__macosx"}
"""What systems leave in folders by themselves, in small letters."""
LOCK_ENDING = ".jsonl.lock"
OUTSIDE = "a link to a place outside the submissions"
FOLDER_LINK = "a link to a folder"
BROKEN = "a link that leads nowhere"
SPECIAL = "neither a file nor a folder"
COPY_IT = "Ask for the file itself, or copy it into the submissions folder."


@dataclass(frozen=True, slots=True)
class Submission:
    """One file that was handed in.

    ``student`` is the name to show, ``file`` the path from the submissions folder with forward
    slashes; ``obstacle`` says why it is not opened, and is empty for a file that may be read.
    """

    student: str
    file: str
    obstacle: str = ""


def collect(folder: Path) -> list[Submission]:
    """Return everything handed in, sorted by student and file; hidden files and folders are passed over.

    Links are not followed out of the folder, and never into folders.
    """
    found = [
        Submission(student_of(file), file, obstacle) for file, obstacle in _walk(folder, _real(str(folder)))
    ]
    return sorted(found, key=lambda entry: (entry.student.casefold(), entry.student, entry.file))


def _walk(folder: Path, real_root: str) -> Iterator[tuple[str, str]]:
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        try:
            with os.scandir(folder / inside) as entries:
                for entry in entries:
                    file = f"{inside}/{entry.name}" if inside else entry.name
                    if _is_meant(entry.name):
                        obstacle = _obstacle(entry, real_root)
                        if obstacle or not entry.is_dir(follow_symlinks=False):
                            yield file, obstacle
                        else:
                            waiting.append(file)
        except OSError as error:
            yield inside or folder.name, f"a folder that cannot be opened ({error.strerror})"


def _is_meant(name: str) -> bool:
    low = name.lower()
    return not low.startswith(".") and low not in NOT_MEANT and not low.endswith(LOCK_ENDING)


def _obstacle(entry: os.DirEntry[str], real_root: str) -> str:
    # A junction of Windows is a folder that leads elsewhere, but no symbolic link.
    if (entry.is_symlink() or entry.is_dir(follow_symlinks=False)) and not _lies_in(entry.path, real_root):
        return OUTSIDE
    try:
        if entry.is_file() or entry.is_dir(follow_symlinks=False):
            return ""
        if entry.is_dir():
            return FOLDER_LINK
        return SPECIAL if os.path.exists(entry.path) else BROKEN  # noqa: PTH110 (one Path for every file costs more than reading it)
    except OSError as error:
        return f"a file that cannot be looked at ({error.strerror})"


def _lies_in(path: str, real_root: str) -> bool:
    return os.path.join(_real(path), "").startswith(os.path.join(real_root, ""))  # noqa: PTH118 (os.path is what realpath returns)


def _real(path: str) -> str:
    return os.path.normcase(os.path.realpath(path))
