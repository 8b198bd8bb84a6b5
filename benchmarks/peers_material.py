"""Knows one made-up test of ten questions, a made-up class, and both in the form of this course.

Nobody real is behind the answers. Every tool gets the same questions and, for each student, the same answers,
so that the same number of right answers must come out everywhere.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coursepack.answers import Answered, Record
from coursepack.answers.record import Header, write_line
from coursepack.course import load_course
from coursepack.items import load_items

UNIT = "made-up"
TIME = "2026-03-02T09:00:00.000Z"
OPTIONS = ("one", "two", "three", "four")
LARGEST = 20
RIGHT = 0.7
"""How likely a made-up answer is right."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: ``answer`` is the id of an option, or a whole number from 0 to 20."""

    id: str
    prompt: str
    answer: str | int


QUESTIONS = (
    *(Question(f"q{n}", f"Choice {n}: which one?", OPTIONS[n % len(OPTIONS)]) for n in range(1, 7)),
    *(Question(f"q{n}", f"Number {n}: how many?", n) for n in range(7, 11)),
)

Answers = Mapping[str, str | int]


def made_up_class(count: int, seed: int) -> dict[str, Answers]:
    """Return the answers of each student, by question; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 (made-up answers, no secret)
    return {
        f"student{number:06d}": {question.id: _answer(question, chance) for question in QUESTIONS}
        for number in range(count)
    }


def right_answers(answers: Answers) -> int:
    """Return how many of the answers are right: what every tool must find."""
    return sum(answers[question.id] == question.answer for question in QUESTIONS)


def _answer(question: Question, chance: random.Random) -> str | int:
    if chance.random() < RIGHT:
        return question.answer
    if isinstance(question.answer, int):
        return chance.choice([number for number in range(LARGEST + 1) if number != question.answer])
    return chance.choice([option for option in OPTIONS if option != question.answer])


def write_pack(pack: Path, folder: Path) -> None:
    """Write a course with this one unit: texts and codebook of ``pack``, exercises and keys made up."""
    for name in ("seeds", "codebook", "cards"):
        shutil.copytree(pack / name, folder / name)
    for name in ("exercises", "solutions"):
        (folder / name).mkdir()
    write(
        folder / "course.toml",
        f'id = "made-up"\ntitle = "Made up"\n[[units]]\nid = "{UNIT}"\ntitle = "Ten"\n',
    )
    head = f'unit = "{UNIT}"\nversion = 1\n'
    items = "".join(_item(question) for question in QUESTIONS)
    write(folder / "exercises" / f"{UNIT}.toml", f'{head}[objectives]\n"1" = "Answer."\n{items}')
    keys = "".join(_key(question) for question in QUESTIONS)
    write(folder / "solutions" / f"{UNIT}.toml", f'{head}[misconceptions]\nguess = "Guesses."\n{keys}')


def _item(question: Question) -> str:
    number = isinstance(question.answer, int)
    head = f"""
[[item]]
id = "{question.id}"
kind = "{"number" if number else "choice"}"
objective = "1"
level = "apply"
minutes = 1
shows = ["A0-01"]
prompt = "{question.prompt}"
hints = ["Look again."]
"""
    if number:
        return f'{head}noun = "things"\nlow = 0\nhigh = {LARGEST}\n'
    return f"{head}[item.options]\n" + "".join(f'{option} = "{option}"\n' for option in OPTIONS)


def _key(question: Question) -> str:
    head = f'[{question.id}]\nwhy = "Made up."\nrests_on = ["A0-01"]\n'
    if isinstance(question.answer, int):
        return head + _bands(question.id, question.answer)
    feedback = "".join(_says(option, right=option == question.answer) for option in OPTIONS)
    return f'{head}answer = "{question.answer}"\n[{question.id}.feedback]\n{feedback}'


def _bands(name: str, right: int) -> str:
    band = f'[[{name}.band]]\nlow = {right}\nhigh = {right}\ncredit = 1\nsays = "Yes."\n'
    return 'otherwise = { says = "Count again.", misconception = "guess" }\n' + band


def _says(option: str, *, right: bool) -> str:
    return (
        f'{option} = {{ says = "Yes." }}\n'
        if right
        else f'{option} = {{ says = "No.", misconception = "guess" }}\n'
    )


def write_logs(pack: Path, folder: Path, students: Mapping[str, Answers]) -> None:
    """Write one log per student: every question answered once."""
    course = load_course(pack)
    items = load_items(UNIT, course).items
    folder.mkdir()
    for number, (student, answers) in enumerate(students.items()):
        entries: list[Header | Record] = [Header(course.id, f"{number:032x}", TIME)]
        for place, (name, answer) in enumerate(answers.items(), 1):
            operation = f"{number:016x}{place:016x}"
            version = items[name].version
            entries.append(Answered(operation, TIME, name, version, str(answer), submitted=True, hints=0))
        (folder / f"{student}.jsonl").write_bytes(b"".join(write_line(entry) for entry in entries))


def write(path: Path, text: str) -> None:
    """Write a text as UTF-8."""
    path.write_text(text, encoding="utf-8")
