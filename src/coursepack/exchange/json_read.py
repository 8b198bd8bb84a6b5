"""Knows how a quiz of jupyterquiz (JSON) is read: all faults at once, each with line, question and path."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from math import isfinite
from typing import Any

from coursepack.exchange.markdown_text import escaped
from coursepack.exchange.question import Answer, Question, Stretch
from coursepack.exchange.signs import NO_TEXT
from coursepack.exchange.source import Found, check_count, raise_first
from coursepack.faults import CourseError, Fault, listed
from coursepack.items.model import Kind

BEGUN = re.compile(r"[\[,]\s*|\s+,\s*")
"""What stands before an entry of a list."""
TYPES = ("many_choice", "multiple_choice", "numeric", "string")
SHOWN_ELSEWHERE = ("code", "image", "image_path")
FINER = {"match_case": "that case counts", "fuzzy_threshold": "that spelling may differ a little"}


def read_quiz(text: str, file: str) -> Found:
    """Read a list of questions; raise ``CourseError`` with all faults of the file."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        found = "text that is not JSON" if isinstance(error, ValueError) else "lists within lists, too deep"
        fault = Fault(file, where, found, "a list of questions", "Mend it here, or export it again.")
        raise CourseError(fault) from None
    if not isinstance(data, list) or not data:
        raise CourseError(
            Fault(file, "", "no list of questions", "[{question, type, answers}, …]", "Check the file.")
        )
    check_count(len(data), file)
    faults: list[Fault] = []
    notices: list[str] = []
    questions = [
        _Reader(file, (line, number), faults, notices).question(entry)
        for number, (line, entry) in enumerate(zip(_lines(text), data, strict=True), start=1)
    ]
    raise_first(faults, file)
    return Found(tuple(question for question in questions if question), tuple(notices))


class _Reader:
    """Reads one question."""

    def __init__(self, file: str, place: tuple[int, int], faults: list[Fault], notices: list[str]) -> None:
        (self.line, self.number), self.file, self.faults, self.notices = place, file, faults, notices

    def _fault(self, path: str, found: str, expected: str, remedy: str = "Correct the value.") -> None:
        where = f"line {self.line}, question {self.number}{', ' if path else ''}{path}"
        self.faults.append(Fault(self.file, where, found, expected, remedy))

    def _text(self, table: Mapping[str, Any], name: str, path: str, default: str | None = None) -> str:
        value = table.get(name, default)
        if isinstance(value, str) and (no_text := NO_TEXT.search(value)):
            found = f"a sign that is no text (U+{ord(no_text[0]):04X})"
            self._fault(f"{path}.{name}".lstrip("."), found, "letters, digits, signs", "Delete the sign.")
        elif isinstance(value, str) and (value.strip() or default is not None):
            return value.strip()
        else:
            self._fault(f"{path}.{name}".lstrip("."), _shown(value), "a text")
        return ""

    def question(self, entry: Any) -> Question | None:
        """Return the question, or ``None`` after a fault that leaves nothing of it."""
        if not isinstance(entry, Mapping):
            self._fault("", _shown(entry), "a table with question, type and answers")
            return None
        text, kind, answers = self._text(entry, "question", ""), entry.get("type"), entry.get("answers")
        if kind not in TYPES:
            self._fault("type", _shown(kind), listed(TYPES), "Use one of these types.")
        if not isinstance(answers, list) or not answers:
            self._fault("answers", _shown(answers), "a list of answers")
        if kind not in TYPES or not isinstance(answers, list):
            return None
        for name in SHOWN_ELSEWHERE:
            if name in entry:
                self.notices.append(f"question {self.number}: its {name} was left out.")
        common = Question(Kind.CHOICE, f"question {self.number}", "", text)
        readers: Mapping[str, Callable[[Question, list[Any]], Question]] = {
            "many_choice": self._many,
            "multiple_choice": self._choice,
            "numeric": self._numeric,
            "string": self._string,
        }
        return readers[kind](common, self._tables(answers))

    def _tables(self, answers: list[Any]) -> list[tuple[str, Mapping[str, Any]]]:
        tables = []
        for number, answer in enumerate(answers):
            if isinstance(answer, Mapping):
                tables.append((f"answers[{number}]", answer))
            else:
                self._fault(f"answers[{number}]", _shown(answer), "a table")
        return tables

    def _correct(self, table: Mapping[str, Any], path: str) -> bool:
        if not isinstance(table.get("correct"), bool):
            self._fault(f"{path}.correct", _shown(table.get("correct")), "true or false")
        return table.get("correct") is True

    def _choice(self, common: Question, tables: list[Any]) -> Question:
        answers = []
        for path, table in tables:
            code = "answer" not in table and "code" in table
            text = self._text(table, "code" if code else "answer", path)
            right, said = self._correct(table, path), self._text(table, "feedback", path, "")
            answers.append(Answer(escaped(text) if code else text, float(right), said))
        return replace(common, answers=tuple(answers))

    def _many(self, common: Question, tables: list[Any]) -> Question:
        """Read options of which several may be right: their weights are shares of what is right and wrong."""
        answers = self._choice(common, tables).answers
        right = sum(answer.weight for answer in answers)
        wrong = len(answers) - right
        shared = tuple(
            replace(answer, weight=1 / right if answer.weight else -1 / wrong) for answer in answers
        )
        return replace(common, kind=Kind.CHOICES, answers=shared)

    def _numeric(self, common: Question, tables: list[Any]) -> Question:
        stretches, otherwise = [], ""
        for path, table in tables:
            said = self._text(table, "feedback", path, "")
            if table.get("type") == "default":
                otherwise = said
                continue
            ends = table.get("range", [table.get("value")] * 2)
            right = self._correct(table, path)
            if not isinstance(ends, list) or len(ends) != 2 or not all(map(_is_number, ends)):  # noqa: PLR2004 (two ends)
                self._fault(path, _shown(ends), '"value": a number, or "range": two numbers')
            else:
                stretches.append(Stretch(min(ends), max(ends), float(right), said))
        return replace(common, kind=Kind.NUMBER, stretches=tuple(stretches), otherwise=otherwise)

    def _string(self, common: Question, tables: list[Any]) -> Question:
        answers, otherwise = [], ""
        for path, table in tables:
            said = self._text(table, "feedback", path, "")
            if table.get("type") == "default":
                otherwise = said
                continue
            right, text = self._correct(table, path), self._text(table, "answer", path)
            answers.append(Answer(text, float(right), said))
            for name, what in FINER.items():
                if table.get(name):
                    self.notices.append(f"question {self.number}, {path}: {what} was left out ({name}).")
        return replace(common, kind=Kind.SHORT, answers=tuple(answers), otherwise=otherwise)


def _lines(text: str) -> Iterator[int]:
    """Yield the line, from 1, in which each entry of a list begins; the text is one that was read as JSON."""
    decoder, place, line = json.JSONDecoder(), text.index("["), 1
    line += text.count("\n", 0, place)
    while begun := BEGUN.match(text, place):
        line += text.count("\n", place, begun.end())
        yield line
        _, place = decoder.raw_decode(text, begun.end())
        line += text.count("\n", begun.end(), place)


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return abs(value) < 1e15 and isfinite(value)  # noqa: PLR2004 (far above what a question asks)


def _shown(value: Any) -> str:
    text = "nothing" if value is None else repr(value)
    return f"{text[:60]}…" if len(text) > 60 else text  # noqa: PLR2004 (a message stays short)
