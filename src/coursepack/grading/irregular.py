"""Knows what in a class a teacher may want to look at: told with its rule and its weakness, never punished.

Nothing here changes a mark, and nothing of it stands on a student's page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from statistics import median

from coursepack.grading.class_size import FROM_FACILITY, NotShown, too_few
from coursepack.grading.class_statistics import at_least
from coursepack.grading.class_table import ClassTable, Column
from coursepack.items import Item
from coursepack.items.model import OptionsTask, OrderTask, RowsTask

MOST_STUDENTS = 500
"""In larger classes pairs are not compared: their number grows with the square."""
FEWEST_SAME = 5
CHANCE = 0.001
"""How likely a whole class without any copying may show one such pair."""
WORDS_PER_SECOND = 7
"""420 words a minute: faster than nearly everybody reads with understanding (Brysbaert 2019, "How many words
do we read per minute?", Journal of Memory and Language 109, finds 238 on average)."""
FEWEST_TIMED = 10
"""Exercises with a time, below which a median says nothing."""
MOST_NAMED = 10
STEP_BACK = 120
"""Seconds. Clocks of computers are put right by small steps."""
WORD = re.compile(r"\w+")


class Sign(StrEnum):
    """What was noticed."""

    SAME_WRONG_ANSWERS = "same wrong answers"
    SAME_COPY = "same copy of the course"
    FASTER_THAN_READING = "faster than reading"
    TIME_GOES_BACK = "time goes back"
    MORE_HINTS_THAN_THERE_ARE = "more hints than there are"


RULES: Mapping[Sign, str] = {
    Sign.SAME_WRONG_ANSWERS: (
        "Two students whose first answers are wrong in the same way far more often than chance allows, given how often "
        "the class gives each wrong answer (in the spirit of Angoff 1974, Journal of the American Statistical "
        "Association 69, 44-49). It cannot say who had the answers first, and students who learned together, or from the "
        "same wrong note, look the same."
    ),
    Sign.SAME_COPY: (
        "Two students whose files began in one copy of the course, by the random id in the first line. The folder was "
        "passed on, or a file was. Two students who share a computer, or a teacher's copy with answers in it, look the same."
    ),
    Sign.FASTER_THAN_READING: (
        f"A median time to the first submission below what reading the question alone takes at {WORDS_PER_SECOND} words "
        "a second. Somebody who read the questions on paper, or copied a finished draft into the page, looks the same."
    ),
    Sign.TIME_GOES_BACK: (
        f"A record that is more than {STEP_BACK} seconds older than the one before it. A computer with a wrong clock, "
        "or two copies put together, looks the same."
    ),
    Sign.MORE_HINTS_THAN_THERE_ARE: (
        "A record with more open hints, and so more tries, than the exercise has. An exercise that lost a hint since then "
        "looks the same."
    ),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One sign: the ``students`` concerned (two for same answers), and what was found, in words."""

    sign: Sign
    students: tuple[str, ...]
    says: str


def notices(table: ClassTable) -> tuple[Notice, ...]:
    """Return everything to look at, in the order of the signs.

    Talk with a student before you conclude anything.
    """
    pairs = same_wrong_answers(table)
    return (
        *(() if isinstance(pairs, NotShown) else pairs),
        *_same_copy(table),
        *_fast(table),
        *_impossible(table),
    )


def pairs_not_compared(table: ClassTable) -> NotShown | None:
    """Say why answers of pairs are not compared: a class too small or too large; ``None`` if they are."""
    students = len(table.students)
    if students < FROM_FACILITY:
        return too_few(students, FROM_FACILITY)
    return NotShown(students, f"up to {MOST_STUDENTS}") if students > MOST_STUDENTS else None


def same_wrong_answers(table: ClassTable) -> tuple[Notice, ...] | NotShown:
    """Return pairs of students whose wrong answers agree beyond chance.

    ``NotShown`` for a class too small or too large.

    The chance that two wrong answers to an item agree is the sum of the squared shares of all wrong answers
    that the class gave to it; agreements of a pair follow from these (Poisson binomial), and the result is
    multiplied by the number of pairs (Bonferroni).
    """
    if uncompared := pairs_not_compared(table):
        return uncompared
    wrong = [_wrong(column) for column in table.columns.values()]
    chances = [_chance(answers) for answers in wrong]
    same: Counter[tuple[int, int]] = Counter()
    for answers in wrong:
        groups: dict[int, list[int]] = {}
        for place, answer in answers.items():
            groups.setdefault(answer, []).append(place)
        for group in groups.values():
            same.update(combinations(group, 2))
    students = len(table.students)
    pairs = students * (students - 1) / 2
    found = []
    for pair, agreed in sorted(same.items()):
        if agreed < FEWEST_SAME:
            continue
        both = [
            chance
            for answers, chance in zip(wrong, chances, strict=True)
            if all(place in answers for place in pair)
        ]
        if pairs * at_least(agreed, both) < CHANCE:
            names = tuple(table.students[place] for place in pair)
            says = f"{agreed} of {len(both)} exercises that both got wrong at first, wrong in the same way; by chance about {sum(both):.0f}"
            found.append(Notice(Sign.SAME_WRONG_ANSWERS, names, says))
    return tuple(found)


def reading_seconds(item: Item) -> float:
    """Return how long reading the question and its options takes at least; the passage is not counted."""
    texts = [item.prompt]
    match item.task:
        case OptionsTask(options) | OrderTask(options):
            texts += [option.text for option in options]
        case RowsTask(rows, options):
            texts += [row.text for row in rows] + [option.text for option in options]
    return sum(len(WORD.findall(text)) for text in texts) / WORDS_PER_SECOND


def _wrong(column: Column) -> Mapping[int, int]:
    """Return first answers that were not all right, by place.

    Kinds whose answers are long texts have none.
    """
    return {
        place: column.answer[place]
        for place in column.answered()
        if not column.right[place] and column.answer[place] > 0
    }


def _chance(answers: Mapping[int, int]) -> float:
    counts = Counter(answers.values())
    return sum((count / len(answers)) ** 2 for count in counts.values()) if answers else 0.0


def _same_copy(table: ClassTable) -> Iterator[Notice]:
    """Yield the first student of every copy with each other one: in a chain of n students n - 1 pairs."""
    first: dict[str, str] = {}
    for student, traces in zip(table.students, table.traces, strict=True):
        owner = first.setdefault(traces.copy, student)
        if traces.copy and owner != student:
            yield Notice(
                Sign.SAME_COPY, (owner, student), "the same random id in the first line of both files"
            )


def _fast(table: ClassTable) -> Iterator[Notice]:
    least = {item_id: reading_seconds(column.question.item) for item_id, column in table.columns.items()}
    for place, student in enumerate(table.students):
        timed = [
            (column.seconds[place], least[item_id])
            for item_id, column in table.columns.items()
            if column.share[place] >= 0 and column.seconds[place] >= 0 and least[item_id]
        ]
        if len(timed) >= FEWEST_TIMED and median(taken / needed for taken, needed in timed) < 1:
            says = (
                f"{median(taken for taken, _ in timed):.0f} seconds for an exercise (median of {len(timed)}); "
                f"reading a question takes about {median(needed for _, needed in timed):.0f}"
            )
            yield Notice(Sign.FASTER_THAN_READING, (student,), says)


def _impossible(table: ClassTable) -> Iterator[Notice]:
    for student, traces in zip(table.students, table.traces, strict=True):
        if traces.back > STEP_BACK:
            says = f"a step back of {traces.back / 60:,.0f} minutes"
            yield Notice(Sign.TIME_GOES_BACK, (student,), says)
    for student, traces in zip(table.students, table.traces, strict=True):
        if traces.beyond:
            says = f"in {_listed(traces.beyond)}"
            yield Notice(Sign.MORE_HINTS_THAN_THERE_ARE, (student,), says)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:MOST_NAMED]) + (" and more" if len(names) > MOST_NAMED else "")
