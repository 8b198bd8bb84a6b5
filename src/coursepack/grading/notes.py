"""Knows the note that Blackboard puts beside every attempt: its first line tells the student's name."""

from __future__ import annotations

import re

from coursepack.grading.names import shown

MOST_READ = 1_000
"""Bytes from the start of a note; the name stands in its first line, and what follows may be the student's own."""
NAME = re.compile(r"\s*Name:\s*(?P<name>.*\S)\s*\((?P<user>[^()]*)\)\s*$")


def name_in(note: bytes, owner: str) -> str:
    """Return the name in a note of the account ``owner`` (assignment and user name), empty if there is none.

    A first line of another form, as in other languages, or with another user name tells nothing.
    """
    first = note[:MOST_READ].decode("utf-8-sig", errors="replace").partition("\n")[0]
    found = NAME.match(first)
    known = found and shown(found["user"].strip())
    return shown(found["name"]) if found and known and f"_{owner}".endswith(f"_{known}") else ""
