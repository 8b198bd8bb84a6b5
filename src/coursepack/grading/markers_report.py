"""Knows how the work of the markers is told in words: ``marking.md`` beside the gradebook."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from coursepack.grading.hand import TOLERANCE, HandMarks, rubric_of
from coursepack.grading.mark_record import AnswerKey, Marked
from coursepack.grading.markers import FEWEST, MarkerAgreement, agreements, disputes
from coursepack.grading.paper import Paper
from coursepack.grading.sheets import remove_ours
from coursepack.items import Item
from coursepack.markup import literal
from coursepack.scoring.in_words import decimal

REPORT = "marking.md"
FIRST_LINE = "# Marked by hand"
UNTIL_SETTLED = (
    "For now their mean counts, and the gradebook says *needs review*. A third person settles them, or both markers "
    "together: `coursepack mark … --settle --marker NAME`."
)
NEW_IDS = (
    "Ids change when a platform shows names that it hid: where exactly the same words stand here under another"
    " id, the mark was used."
)
NOT_HERE = "an answer that is not among these submissions"


def remove_old_marking(out: Path) -> None:
    """Remove the page of an earlier run."""
    remove_ours(out / REPORT, FIRST_LINE.encode())


def write_marking(out: Path, paper: Paper, names: Mapping[str, str]) -> Path:
    """Write the page and return its path; ``names`` are students' names by their keys."""
    path = out / REPORT
    path.write_bytes("\n".join(_lines(paper, names)).encode())
    return path


def _lines(paper: Paper, names: Mapping[str, str]) -> Iterator[str]:
    by_marker = paper.hand.by_marker
    yield from (
        FIRST_LINE,
        "",
        f"Course: {paper.course.title}. Markers: {', '.join(by_marker)}.",
        "",
    )
    items = {item_id: question.item for item_id, question in paper.questions.items() if question.by_hand}
    for item_id in items:
        counts = {
            marker: sum(answer.item == item_id for answer in marks) for marker, marks in by_marker.items()
        }
        yield f"- `{item_id}`: {', '.join(f'{marker} marked {count}' for marker, count in counts.items())}."
    away = {
        key for marks in by_marker.values() for key in marks if key.item in items and key.student not in names
    }
    if away:
        told = f"Marked, but not among these submissions: {_answers(len(away))}."
        yield from ("", f"{told} {NEW_IDS}")
    yield from _far_apart(items, paper.hand, names)
    found = list(agreements(items, by_marker))
    yield from ("", "## How far the markers agree", "")
    if not found:
        yield "No answer was marked by two persons. Two markers who read the same answers can show where a rubric is unclear."
    for agreement in found:
        yield from _agreement(agreement)
    yield from _not_used(paper.hand)
    yield ""


def _far_apart(items: Mapping[str, Item], hand: HandMarks, names: Mapping[str, str]) -> Iterator[str]:
    """List what is to be settled, and what was.

    Answers that are not among the submissions stand in neither.
    """
    open_, done = list[str](), list[str]()
    for item in items.values():
        apart, possible = disputes(item, hand), math.fsum(line.points for line in rubric_of(item))
        settled = {answer: mark for answer, mark in hand.settled.items() if answer.item == item.id}
        for answer in sorted(apart.keys() | settled.keys(), key=lambda own: (_name(own, names), own)):
            marks = ", ".join(f"{mark.marker} {_total(mark):g}" for mark in apart.get(answer, ()))
            told = f"{marks} of {possible:g}" if marks else "no longer far apart"
            line = f"- `{item.id}`, {_name(answer, names)}: {told}"
            if answer.student not in names:
                continue
            if answer in settled:
                own = settled[answer]
                done.append(f"{line}; settled by {own.marker}: **{_total(own):g}**")
            else:
                open_.append(line)
    if open_:
        yield from (
            "",
            f"## To be settled ({len(open_)})",
            "",
            f"Marks that differ by more than {100 * TOLERANCE:.0f} % of the points. {UNTIL_SETTLED}",
            "",
            *open_,
        )
    if done:
        yield from ("", f"## Settled ({len(done)})", "", "The settled mark counts, and no other.", "", *done)


def _total(mark: Marked) -> float:
    return math.fsum(mark.points.values())


def _agreement(found: MarkerAgreement) -> Iterator[str]:
    first, second = found.markers
    share = f"{100 * TOLERANCE:.0f} %"
    yield from (f"### {found.item}: {first} and {second}", "")
    yield f"Both marked {_answers(found.answers)}. Equal points: {found.equal} of {found.answers}."
    if found.difference is None or found.share_equal is None:
        yield (
            f"Fewer than {FEWEST} answers were marked twice. So there are only counts here: "
            "a coefficient would say more than so few answers can."
        )
    else:
        kappa = (
            "not defined, because all points are the same"
            if found.kappa is None
            else decimal(round(found.kappa, 2) + 0.0, 2)
        )
        yield f"That is {decimal(100 * found.share_equal, 0)} %."
        yield f"On average they differ by {decimal(found.difference, 2)} of {found.possible:g} points."
        yield (
            f"Quadratic weighted kappa (Cohen 1968): {kappa}. It is 1 if all points are equal, and 0 if they are "
            "as far apart as chance would put them; large differences weigh most. It does not say who is right."
        )
    yield ""
    if len(found.lines) > 1:
        yield from ("Equal points on each line of the rubric:", "")
        yield from (f"- {line} **{equal} of {found.answers}**" for line, equal in found.lines)
        yield ""
    if not found.apart:
        yield f"No two marks differ by more than {share} of the points."
    else:
        yield f"More than {share} of the points apart: {_answers(len(found.apart))}."
    yield ""


def _not_used(hand: HandMarks) -> Iterator[str]:
    if hand.notes:
        yield from ("## What could not be read", "", *(f"- {literal(note)}" for note in hand.notes), "")


def _answers(count: int) -> str:
    return "1 answer" if count == 1 else f"{count} answers"


def _name(answer: AnswerKey, names: Mapping[str, str]) -> str:
    return literal(names[answer.student]) if answer.student in names else NOT_HERE
