"""Knows in which words a student and a teacher are told of several files, of which one counts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coursepack.grading.collect import Submission
from coursepack.grading.counts import first_of
from coursepack.grading.looking import Look
from coursepack.grading.names import LOG_ENDINGS, shown
from coursepack.scoring.in_words import decimal

MOST_NAMED = 5
ASK_WHOSE = (
    "Ask whose they are. If they are two students', rename the files. If they are one student's, leave one out, or"
    " name both in your file of rules to grade them together (count)."
)


class Told(NamedTuple):
    """Sentences for everybody, advice for the teacher alone, and whether a teacher should look."""

    notes: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    review: bool = False


def told_of_choice(chosen: Sequence[Look], others: Sequence[Look]) -> Told:
    """Say which files a teacher chose, if there are several, and what there is beside them."""
    together = _named(chosen, "Your teacher lets these files count together: {}.") if len(chosen) > 1 else ()
    beside = "Handed in as well: {}. Your teacher chose what counts."
    return Told((*together, *_named(others, beside)))


def told_of_strangers(strangers: Sequence[Look]) -> Iterator[str]:
    """Say that other files have the same name, and that nobody knows whether they are the same student's."""
    return _named(
        strangers,
        "The same name stands on another file: {}. Nothing shows whether both are of one student, so each has"
        " its own row.",
    )


def kind_of_order(entry: Submission) -> tuple[bool, bool]:
    """Return what tells when a file was handed in; only files of one kind can be put in order."""
    return bool(entry.attempt), bool(entry.upload)


def in_order(first: Submission, second: Submission) -> bool:
    """Say whether the platform tells that one file was handed in before another."""
    return kind_of_order(first) == kind_of_order(second) and first.order < second.order


def may_be_missed(counts: Submission, other: Look) -> bool:
    """Say whether a file that cannot be read was meant as answers, and perhaps as the last ones."""
    low = other.submission.file.lower()
    is_log = ".jsonl" in low or low.endswith(LOG_ENDINGS)
    return other.refused is not None and is_log and not in_order(other.submission, counts)


def told_of_rule(counts: Look, others: Sequence[Look]) -> Told:
    """Say why one file ``counts`` by the rule, and what the ``others`` are."""
    read = [entry for entry in others if not entry.refused]
    same = [entry for entry in read if entry.records == counts.records]
    states = [entry for entry in read if entry.records < counts.records]
    empty = [entry for entry in read if entry not in (*same, *states) and not entry.answered]
    rest = [entry for entry in read if entry not in (*same, *states, *empty)]
    before = [
        entry
        for entry in rest
        if in_order(entry.submission, counts.submission) or in_order(counts.submission, entry.submission)
    ]
    beside = [entry for entry in rest if entry not in before]
    refused = [entry for entry in others if entry.refused]
    missed = [entry for entry in refused if may_be_missed(counts.submission, entry) and not counts.refused]
    notes = [
        *_named(same, "Handed in as well, with the same answers: {}."),
        *_named(states, "Handed in as well: {}. That is an earlier state of the file that counts."),
        *_named(
            empty, "Handed in as well: {}. That holds no answer to a graded exercise and does not count."
        ),
        *_named(before, "Handed in as well: {}. The file that was handed in last counts.", points=True),
        *_named(
            beside,
            "Handed in as well, with other answers: {}. It is not known which was handed in last, so the file"
            " with the latest answer counts.",
            points=True,
        ),
        *_named(refused, "Handed in as well: {}. That cannot be read and does not count."),
    ]
    open_ = _left_open(counts, rest)
    look = bool(beside or open_)
    in_time = [entry for entry in (*states, *rest) if counts.submission.late and not entry.submission.late]
    advice = [
        *_named(in_time, "In time, but not counted: {}.", points=True),
        *([f"Answered only in a file that does not count: {first_of(open_, MOST_NAMED)}."] if open_ else []),
        *([_how_to_choose(rest[0], counts)] if look else []),
        *_named(missed, "Perhaps the last answers, but broken: {}. Ask for that file again."),
    ]
    return Told(tuple(notes), tuple(advice), look or bool(missed))


def _how_to_choose(other: Look, counts: Look) -> str:
    """Say what a teacher writes to let the ``other`` file count, or both: names as TOML takes them."""
    both = [json.dumps(file_of(entry), ensure_ascii=False) for entry in (other, counts)]
    return (
        "Look at both: the student may have worked on two computers. To let the other one count, write into"
        f" your file of rules: count = [{both[0]}]. To grade both together, write both names:"
        f" count = [{', '.join(both)}]"
    )


def _left_open(counts: Look, rest: Sequence[Look]) -> list[str]:
    answered = dict.fromkeys(item for entry in rest for item in entry.answered)
    return [item for item in answered if item not in counts.answered]


def _named(files: Sequence[Look], sentence: str, *, points: bool = False) -> Iterator[str]:
    if not files:
        return
    names = [f"{file_of(entry)}{_worth(entry) if points else ''}" for entry in files]
    yield sentence.format(first_of(names, MOST_NAMED))


def _worth(entry: Look) -> str:
    points = "no" if entry.points is None else decimal(entry.points)
    earned = "1 point" if points == "1" else f"{points} points"
    return f" ({len(entry.answered)} answered, {earned})"


def file_of(entry: Look) -> str:
    """Return a file as the gradebook names it."""
    return shown(entry.submission.file)
