"""Knows how the report on a class is put into words, as Markdown: what to look at, and its limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coursepack.grading.class_size import FROM_DISCRIMINATION, FROM_FACILITY, NotShown
from coursepack.grading.irregular import RULES, Notice, Sign, notices, pairs_not_compared
from coursepack.grading.item_analysis import ItemFigures, Reliability, Verdict, analyse, reliabilities
from coursepack.grading.names import shown
from coursepack.grading.read_class import ClassData
from coursepack.grading.words import two_places
from coursepack.scoring.in_words import decimal

MOST_SLOW = 5
ADVICE = {
    Verdict.LOOK_AT_KEY: (
        "More than a third of the strongest third chose the same wrong option. Read question and key again: the key may be "
        "wrong, or the question may be read in another way."
    ),
    Verdict.TELLS_NOBODY_APART: (
        "The interval of the discrimination reaches 0 or below: strong and weak students may do alike here, or luck decides. In a class of 40 this "
        "also happens to items with a discrimination of 0.3."
    ),
    Verdict.TOO_EASY: "Nearly everybody has the point. It may still be a good first question.",
    Verdict.TOO_HARD: "Nearly nobody has the point. Was this taught yet?",
}


def class_page(data: ClassData) -> str:
    """Return the report on a class. Names of students stand as they were handed in, safe for a page."""
    figures = analyse(data.table)
    parts = [*_head(data), *_items(data, figures), *_reliability(data), *_work(figures), *_signs(data)]
    return "\n\n".join(parts) + "\n"


def _head(data: ClassData) -> Iterator[str]:
    students = len(data.table.students)
    answered = sum(bool(column.answered()) for column in data.table.columns.values())
    yield f"**A class of {students}.** It answered {answered} of {len(data.table.columns)} items that earn points."
    if data.unreadable:
        yield f"Not read: {', '.join(map(_name, data.unreadable))}. `coursepack grade` says why."
    if data.table.several:
        names = ", ".join(map(_name, data.table.several))
        yield f"On several files that may be of several students, and so left out here: {names}."


def _items(data: ClassData, figures: Sequence[ItemFigures]) -> Iterator[str]:
    students = len(data.table.students)
    if students < FROM_FACILITY:
        yield (
            f"**Items.** Not shown: class of {students}. From {FROM_FACILITY} students on an item has a facility, from "
            f"{FROM_DISCRIMINATION} on a discrimination. Read the counts."
        )
        return
    found = False
    for verdict, advice in ADVICE.items():
        own = [entry for entry in figures if entry.verdict is verdict]
        if own:
            found = True
            lines = "\n".join(f"- `{entry.question.item.id}`: {_line(entry)}" for entry in own)
            yield f"**Items: {verdict}.** {advice}\n\n{lines}"
    if not found:
        yield "**Items.** None stands out."


def _line(entry: ItemFigures) -> str:
    words = f"facility {_figure(entry.facility)}, discrimination {_figure(entry.discrimination)}"
    if entry.interval:
        words += f" (95 % interval {two_places(entry.interval.low)} to {two_places(entry.interval.high)})"
    for option in entry.suspect:
        words += f"; {option.top} of the {option.third} strongest chose “{option.name}”"
    return f"{words}; {entry.answered} students"


def _figure(value: float | NotShown) -> str:
    return str(value) if isinstance(value, NotShown) else two_places(value)


def _reliability(data: ClassData) -> Iterator[str]:
    lines = [f"- `{own.unit}`: {_reliable(own)}" for own in reliabilities(data.table) if own.students]
    if not lines:
        return
    yield "**Reliability of every unit.** How far its items measure one thing, at most 1.\n\n" + "\n".join(
        lines
    )


def _reliable(own: Reliability) -> str:
    if isinstance(own.value, NotShown):
        return str(own.value)
    between = (
        f", 95 % interval {two_places(own.interval.low)} to {two_places(own.interval.high)}"
        if own.interval
        else ""
    )
    return f"{own.formula} {two_places(own.value)}{between} ({own.students} students, {own.items} items)"


def _work(figures: Sequence[ItemFigures]) -> Iterator[str]:
    """Tell time and tries; the items that took longest against the plan stand first."""
    timed = [
        (own.question.item, own.minutes, own.tries)
        for own in figures
        if not isinstance(own.minutes, NotShown) and not isinstance(own.tries, NotShown)
    ]
    if not timed:
        return
    tries = sum(number for _, _, number in timed) / len(timed)
    yield (
        f"**Time and tries.** For {len(timed)} items, median times together: "
        f"{sum(minutes for _, minutes, _ in timed):.0f} minutes; planned: {sum(item.minutes for item, _, _ in timed):.0f}. An "
        f"item was tried {decimal(tries, 1)} times on average. A time ends at the first answer and holds every pause."
    )
    longer = sorted(
        (entry for entry in timed if entry[1] > entry[0].minutes), key=lambda own: own[0].minutes / own[1]
    )
    if longer:
        yield "Longer than planned, those most above the plan first:\n\n" + "\n".join(
            f"- `{item.id}`: {decimal(minutes, 1)} minutes, {decimal(item.minutes, 1)} planned; {decimal(number, 1)} tries"
            for item, minutes, number in longer[:MOST_SLOW]
        )


def _signs(data: ClassData) -> Iterator[str]:
    found = notices(data.table)
    if uncompared := pairs_not_compared(data.table):
        yield f"**{str(Sign.SAME_WRONG_ANSWERS).capitalize()}:** {uncompared}."
    for sign, rule in RULES.items():
        own = [notice for notice in found if notice.sign is sign]
        if own:
            yield f"**{str(sign).capitalize()}.** {rule}\n\n" + "\n".join(_notice(notice) for notice in own)
    if found:
        yield "None of this is proof, and none of it has changed a mark. Talk with the student before you conclude anything."
    else:
        yield "**Signs in the files.** None was found."


def _notice(notice: Notice) -> str:
    return f"- {' and '.join(map(_name, notice.students))}: {notice.says}."


def _name(student: str) -> str:
    """Write a name so that nothing in it is read as Markdown."""
    return f"`{shown(student).replace('`', '’')}`"
