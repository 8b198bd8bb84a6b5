"""Knows what a lesson has to be: its headings, its minutes, its exercises, a caveat after every figure.

Every check yields sentences that say what is wrong; nothing if all is well.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Collection, Iterator, Mapping

import coursepack
from lesson_parts import Lesson, Section, calls, cells_and_words, empty_sections

START, STRONGEST = "Before you start", "at its strongest"
CLOSING = ("To discuss", "Recap", "Words of this lesson", "Further reading", "What comes next")
LABELS = ("The question of this lesson:", "When you are done, you can", "Time:", "You need:")
CAVEAT = "what this count cannot show"
SHORTEST, LONGEST = 50, 80
"""Minutes of a lesson."""
RETRIEVAL = 3
FIGURES = 2
QUESTIONS = range(3, 6)
LIST_ENTRY = re.compile(r"^(?:[-*]|\d+\.) +(.+(?:\n {2,}.+)*)", re.MULTILINE)
WORD_ENTRY = re.compile(r"\*\*[^*]+\*\*: .+\.", re.DOTALL)
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
SHOWS_CHART = "ShownChart"


def structure_faults(lesson: Lesson) -> Iterator[str]:
    """Yield what is wrong with the headings of a lesson and with what stands under each."""
    if len(lesson.titles) != 1:
        yield f"{len(lesson.titles)} titles instead of one"
    yield from (f'nothing under "{heading}"' for heading in empty_sections(lesson))
    for label in LABELS:
        if f"\n**{label}**" not in lesson.head:
            yield f'no line "**{label}** …" in the head'
    if len(LIST_ENTRY.findall(lesson.head)) < 2:
        yield "fewer than two objectives in the head"
    yield from _order_faults([section.heading for section in lesson.sections])
    for section in lesson.sections:
        yield from _section_faults(section)


def _order_faults(headings: list[str]) -> Iterator[str]:
    if not headings or not headings[0].startswith(START):
        yield f'the first section is not "{START}"'
    numbered = [heading for heading in headings if heading[:1].isdigit()]
    if [heading.partition(" · ")[0] for heading in numbered] != [
        str(number + 1) for number in range(len(numbered))
    ]:
        yield "the teaching sections are not numbered 1 ·, 2 ·, …"
    if len(numbered) < 2:
        yield "fewer than two teaching sections"
    if not any(STRONGEST in heading for heading in headings):
        yield f'no section "Each text {STRONGEST}"'
    others = [h for h in headings if h not in numbered and not h.startswith(START) and STRONGEST not in h]
    if tuple(others) != CLOSING:
        yield f"after the teaching sections stand {others} instead of {list(CLOSING)}"


def _section_faults(section: Section) -> Iterator[str]:
    entries = LIST_ENTRY.findall(section.body)
    if section.number is not None:
        if section.minutes is None:
            yield f'no line "*About N minutes.*" in "{section.heading}"'
        if not cells_and_words(section.body):
            yield f'nothing to read or do in "{section.heading}"'
    elif section.heading == "To discuss":
        asked = [entry for entry in entries if "?" in entry]
        if len(asked) not in QUESTIONS or len(asked) != len(entries):
            yield f"{len(asked)} questions to discuss instead of 3 to 5"
    elif section.heading == "Recap" and len(entries) < 3:
        yield "fewer than three entries in the recap"
    elif section.heading == "Words of this lesson":
        yield from (
            f'"{entry}" is not "**term**: definition."'
            for entry in entries
            if not WORD_ENTRY.fullmatch(entry)
        )
        if not entries:
            yield "no words of this lesson"
    elif section.heading == "Further reading" and not all(map(YEAR.search, entries or [""])):
        yield "further reading without a year"


def time_faults(lesson: Lesson, minutes: Mapping[str, float]) -> Iterator[str]:
    """Yield what is wrong with the times of a lesson; ``minutes`` are those of every exercise by id."""
    stated = lesson.minutes
    if stated is None or not SHORTEST <= stated <= LONGEST:
        yield f"the lesson states {stated} minutes, not {SHORTEST} to {LONGEST}"
        return
    asked = sum(minutes[name] for name in dict.fromkeys(lesson.exercises) if name in minutes)
    if asked > stated:
        yield f"its exercises take {asked:g} minutes, the lesson states {stated}"
    told = sum(section.minutes or 0 for section in lesson.sections)
    if told > stated:
        yield f"its sections take {told} minutes, the lesson states {stated}"


def exercise_faults(lesson: Lesson, own: Collection[str], practice: Collection[str]) -> Iterator[str]:
    """Yield exercises shown twice, those of another lesson, and practice that the lesson does not use.

    ``own`` are the ids of all exercises of the lesson's units, ``practice`` those for practice.
    """
    shown = lesson.exercises
    yield from (f"{name} is shown twice" for name in dict.fromkeys(shown) if shown.count(name) > 1)
    yield from (f"{name} is no exercise of this lesson" for name in shown if name not in own)
    yield from (
        f"{name} is for practice, and the lesson does not use it" for name in practice if name not in shown
    )
    start = next((section.body for section in lesson.sections if section.heading.startswith(START)), "")
    asked = [name for name in practice if f'exercise("{name}")' in start]
    if practice and not lesson.name.startswith("01") and len(asked) < RETRIEVAL:
        yield f'{len(asked)} questions on earlier lessons in "{START}" instead of {RETRIEVAL}'


def figure_faults(lesson: Lesson, figures: Collection[str]) -> Iterator[str]:
    """Yield figures that no caveat follows before the next figure or section, and a lesson with too few."""
    shown = 0
    for section in lesson.sections:
        open_figure = ""
        for cell, words in cells_and_words(section.body):
            called = [name for name in calls(cell) if name in figures]
            shown += len(called)
            if called and open_figure:
                yield f'no "{CAVEAT}" between {open_figure} and {called[0]}'
            open_figure = called[-1] if called else open_figure
            if CAVEAT in words.casefold():
                open_figure = ""
        if open_figure:
            yield f'no "{CAVEAT}" after {open_figure} in "{section.heading}"'
    if shown < FIGURES:
        yield f"{shown} figures instead of at least {FIGURES}"


def figure_names() -> set[str]:
    """Return the names of the public functions that show a chart."""
    public = {name: getattr(coursepack, name) for name in coursepack.__all__}
    return {
        name
        for name, function in public.items()
        if inspect.isfunction(function) and str(function.__annotations__.get("return")).endswith(SHOWS_CHART)
    }
