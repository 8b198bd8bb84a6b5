"""Knows which files of a submissions folder are somebody's, whose they are, and which may not be opened."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coursepack.grading.names import shown, student_of
from coursepack.grading.notes import MOST_READ, name_in
from coursepack.grading.platforms import Platform, origin_of

NOT_MEANT = {"desktop.ini", "thumbs.db", "__macosx"}
"""What systems leave in folders by themselves, in small letters."""
LOCK_ENDING = ".jsonl.lock"
OUTSIDE = "a link to a place outside the submissions"
FOLDER_LINK = "a link to a folder"
BROKEN = "a link that leads nowhere"
NOTE = "a note of Blackboard on an attempt without a file"
SPECIAL = "neither a file nor a folder"
LATE_BY_PLATFORM = "Handed in late, says the learning platform."
UNLISTED = "Nobody on the class list has this name or id."
COPY_IT = "Ask for the file itself, or copy it into the submissions folder."


@dataclass(frozen=True, slots=True)
class Submission:
    """One file that was handed in.

    ``student`` is the name to show, ``file`` the path from the submissions folder with forward
    slashes; ``obstacle`` says why it is not opened, and is empty for a file that may be read.
    ``number`` is the learning platform's own for the student, ``late`` its mark, ``attempt`` its time and
    ``upload`` its number for the file; ``owner`` tells students apart whose numbers read the same
    (``platforms.Origin``). ``lateness`` says in a sentence why a file is late, or is not. With a class list,
    ``unlisted`` is a file of nobody on it, ``missing`` stands for a student on it without a file, and
    ``called`` is what the file itself calls its student. ``parts`` are all files, this one included, if a
    teacher lets several count together.
    """

    student: str
    file: str
    obstacle: str = ""
    number: str = ""
    late: bool = False
    attempt: str = ""
    upload: int = 0
    owner: str = ""
    lateness: str = ""
    unlisted: bool = False
    missing: bool = False
    called: str = ""
    parts: tuple[Submission, ...] = ()

    @property
    def order(self) -> tuple[str, int]:
        """When it was handed in, as the platform tells: later files are greater.

        Equal where it tells nothing.
        """
        return self.attempt, self.upload

    @property
    def itself(self) -> str:
        """What the file calls its student: the platform's number as it is, or the name in small letters."""
        return self.owner or self.number or self.student.casefold()


def collect(folder: Path) -> list[Submission]:
    """Return everything handed in, sorted by student and file; hidden files and folders are passed over.

    Links are not followed out of the folder, and never into folders.
    """

    def start_of(note: Submission) -> bytes:
        try:
            with (folder / note.file).open("rb") as file:
                return file.read(MOST_READ)
        except OSError:
            return b""

    return sorted_by_student((submission(*found) for found in _walk(folder, _real(str(folder)))), start_of)


def submission(file: str, obstacle: str) -> Submission:
    """Return what a file's name tells: as a learning platform writes it, or as a teacher does."""
    origin = origin_of(file)
    if origin is None:
        return Submission(student_of(file), file, obstacle)
    return Submission(
        shown(origin.student.strip()) or shown(file),
        file,
        obstacle,
        shown(origin.number),
        origin.late,
        origin.attempt,
        origin.upload,
        shown(origin.owner),
        LATE_BY_PLATFORM if origin.late else "",
    )


def told_of(submission: Submission) -> Iterator[str]:
    """Say in sentences what is known of a file before it is opened."""
    if submission.unlisted:
        yield UNLISTED
    if submission.lateness:
        yield submission.lateness


def sorted_by_student(
    found: Iterable[Submission], start_of: Callable[[Submission], bytes] = lambda _: b""
) -> list[Submission]:
    """Sort by student and file; notes of a platform are left out, unless their student has no other file.

    ``start_of`` reads the first bytes of a note, which tells the name that belongs to a user name.
    """
    entries: list[Submission] = []
    names: dict[str, str] = {}
    notes: dict[str, Submission] = {}
    for entry in found:
        if not _is_note(entry):
            entries.append(entry)
            continue
        notes[entry.owner] = max(entry, notes.get(entry.owner, entry), key=lambda note: note.attempt)
        if not entry.obstacle and (name := name_in(start_of(entry), entry.owner)):
            names[entry.owner] = name
    with_file = {entry.owner for entry in entries}
    entries += [
        replace(note, obstacle=note.obstacle or NOTE) for own, note in notes.items() if own not in with_file
    ]
    return sorted(_by_account(entries, names), key=by_student)


def _by_account(found: Sequence[Submission], names: Mapping[str, str]) -> Iterator[Submission]:
    """Cut the assignment, with which all names of Blackboard begin, from user names, which may hold ``_``.

    ``names`` are those that the platform's notes tell, by owner.
    """
    owners = {entry.owner for entry in found if entry.owner}
    shared = os.path.commonprefix(list(owners))  # noqa: RUF071 (names, not paths)
    assignment = shared.rpartition("_")[0] if len(owners) > 1 else ""
    for entry in found:
        if entry.owner and assignment:
            user = entry.owner[len(assignment) + 1 :]
            yield replace(entry, student=names.get(entry.owner, user), number=user)
        elif entry.owner in names:
            yield replace(entry, student=names[entry.owner])
        else:
            yield entry


def by_student(entry: Submission) -> tuple[str, str, str]:
    """Return what submissions are sorted by: the student's name in any case, then the file."""
    return entry.student.casefold(), entry.student, entry.file


def _is_note(entry: Submission) -> bool:
    """Say whether this is the note that Blackboard puts beside every attempt; it holds no answers."""
    # Only Blackboard's names have an owner: no other name is taken apart a second time.
    origin = origin_of(entry.file) if entry.owner else None
    return origin is not None and origin.platform is Platform.BLACKBOARD and not origin.file


def _walk(folder: Path, real_root: str) -> Iterator[tuple[str, str]]:
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        try:
            with os.scandir(folder / inside) as entries:
                for entry in entries:
                    file = f"{inside}/{entry.name}" if inside else entry.name
                    if is_meant(entry.name):
                        obstacle = _obstacle(entry, real_root)
                        if obstacle or not entry.is_dir(follow_symlinks=False):
                            yield file, obstacle
                        else:
                            waiting.append(file)
        except OSError as error:
            yield inside or folder.name, f"a folder that cannot be opened ({error.strerror})"


def is_meant(name: str) -> bool:
    """Say whether a file or folder with this name can be somebody's: hidden ones and lock files are not."""
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
