"""Knows how learning platforms name what was handed in: Canvas, Moodle and Blackboard.

The patterns are those of the platforms' own downloads: Canvas writes student, mark of lateness, user and
attachment; Moodle one folder or one prefix per participant; Blackboard user name and time of the attempt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

MOST_DIGITS = 30
"""Of the number of a file; a longer one is no platform's."""


class Platform(StrEnum):
    """Where a file was downloaded from."""

    CANVAS = "Canvas"
    MOODLE = "Moodle"
    BLACKBOARD = "Blackboard"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a name tells: the ``student``, the platform's ``number`` for it, whether the file came ``late``.

    ``attempt`` is the time of the attempt (``2025-10-03-14-05-59``) where the platform gives one, so that
    later ones sort behind; ``upload`` is the number of the file, which grows from file to file, else 0.
    ``file`` is the student's own name of the file, empty if there is none. ``owner`` is all that stands
    before the time of an attempt: a user name may hold what also parts it from the assignment.
    """

    platform: Platform
    student: str
    number: str
    file: str
    late: bool = False
    attempt: str = ""
    upload: int = 0
    owner: str = ""


# The part before a platform's own numbers is as short as can be, and never a prefix of Canvas, whose names are in
# small letters: what follows is the student's own name of the file, and may imitate the name of another student.
CANVAS_START = r"[^_/A-Z\s]+(?:_LATE)?_\d+_\d+_"
MOODLE_FOLDER = re.compile(
    r"(?:^|/)(?P<student>[^/]+)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)_?/(?P<file>.+)$"
)
MOODLE_FLAT = re.compile(
    rf"(?:^|/)(?!{CANVAS_START})(?P<student>[^/]+?)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)_(?P<file>[^/]+)$"
)
BLACKBOARD = re.compile(
    rf"(?:^|/)(?!{CANVAS_START})(?P<owner>[^/]+?_(?P<student>[^_/]+))_attempt_(?P<attempt>\d{{4}}(?:-\d\d){{5}})(?:_(?P<file>[^/]+)|\.txt)$"
)
CANVAS_ANONYMOUS = re.compile(
    r"(?:^|/)(?P<late>LATE_)?(?P<student>anon_(?P<number>[^_/]+))_(?P<upload>\d+)_(?P<file>[^/]+)$"
)
CANVAS = re.compile(
    r"(?:^|/)(?P<student>[^_/]+)(?P<late>_LATE)?_(?P<number>\d+)_(?P<upload>\d+)_(?P<file>[^/]+)$"
)
# What a student typed into Canvas itself has no number of a file.
CANVAS_TYPED = re.compile(
    r"(?:^|/)(?P<student>[^_/A-Z\s]+)(?P<late>_LATE)?_(?P<number>\d+)_(?P<file>(?:text|link)\.html)$"
)
CANVAS_ANONYMOUS_TYPED = re.compile(
    r"(?:^|/)(?P<late>LATE_)?(?P<student>anon_(?P<number>[^_/]+))_(?P<file>(?:text|link)\.html)$"
)
PATTERNS = (
    (Platform.MOODLE, MOODLE_FOLDER),
    (Platform.MOODLE, MOODLE_FLAT),
    (Platform.BLACKBOARD, BLACKBOARD),
    (Platform.CANVAS, CANVAS_ANONYMOUS),
    (Platform.CANVAS, CANVAS),
    (Platform.CANVAS, CANVAS_ANONYMOUS_TYPED),
    (Platform.CANVAS, CANVAS_TYPED),
)


def origin_of(file: str) -> Origin | None:
    """Read the name of a file, given with forward slashes; ``None`` if no platform writes names like it."""
    for platform, pattern in PATTERNS:
        found = pattern.search(file)
        if found:
            parts = found.groupdict()
            number = parts.get("number") or parts["student"]
            return Origin(
                platform,
                parts["student"],
                number,
                parts["file"] or "",
                bool(parts.get("late")),
                parts.get("attempt") or "",
                int((parts.get("upload") or "0")[:MOST_DIGITS]),
                parts.get("owner") or "",
            )
    return None
