"""Knows what is asked: items, immutable, one task type for each shape of answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any

from coursepack.texts.passage import Passage


class Kind(StrEnum):
    """The kinds of exercise."""

    CHOICE = "choice"
    CHOICES = "choices"
    CLASSIFY = "classify"
    MATCH = "match"
    NUMBER = "number"
    SHORT = "short"
    LOCATE = "locate"
    ORDER = "order"
    SPANS = "spans"
    EVIDENCE = "evidence"
    CODE = "code"
    ESSAY = "essay"


class Level(StrEnum):
    """Levels of the revised taxonomy (Anderson and Krathwohl 2001, table 5.1)."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYSE = "analyse"
    EVALUATE = "evaluate"
    CREATE = "create"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose: ``id`` is what the answer and the key name, ``text`` what is shown."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to sort or match: a sentence (``unit`` is its id) or a text of the author's."""

    id: str
    text: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class OptionsTask:
    """Choose one option (``choice``) or any number of them (``choices``). Answer: an id, or a list of ids."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class RowsTask:
    """Give every row one option (``classify``, ``match``). Answer: row id to option id."""

    rows: tuple[Row, ...]
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class NumberTask:
    """Enter a number of ``noun`` from ``low`` to ``high``. Answer: what was typed."""

    noun: str
    low: float
    high: float
    whole: bool


@dataclass(frozen=True, slots=True)
class ShortTask:
    """Enter a few words, at most ``longest`` characters. Answer: what was typed."""

    longest: int


@dataclass(frozen=True, slots=True)
class LocateTask:
    """Pick sentences among ``units``, at most ``at_most``. Answer: a list of unit ids."""

    units: tuple[str, ...]
    at_most: int


@dataclass(frozen=True, slots=True)
class OrderTask:
    """Put the options in order. Answer: all their ids, first to last."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class SpansTask:
    """Mark words in a passage, each mark with a label (``spans``), or passages for a claim (``evidence``).

    Answer: a marked passage, see ``answers.marks``. ``at_most`` marks may be made. Evidence has one
    label, ``EVIDENCE_LABEL``.
    """

    units: tuple[str, ...]
    passage: Passage
    labels: tuple[Option, ...]
    at_most: int


@dataclass(frozen=True, slots=True)
class CodeTask:
    """Code every one of ``units`` by a layer of the codebook.

    Answer: ``{"codes": {unit: [code, …]}, "notes": {unit: text}}``. ``codes`` are the layer's;
    ``empty`` is the code that stands for none of the others; if ``single``, each unit has exactly one code.
    """

    units: tuple[str, ...]
    layer: str
    codes: tuple[Option, ...]
    empty: str
    single: bool = False


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rubric, worth up to ``points``."""

    id: str
    text: str
    points: float


@dataclass(frozen=True, slots=True)
class EssayTask:
    """Write ``fewest`` to ``most`` words; ``rubric`` is shown before.

    Answer: ``{"text": …, "self": {criterion: points}}``; ``self`` is the learner's own assessment.
    """

    fewest: int
    most: int
    rubric: tuple[Criterion, ...]


Task = (
    OptionsTask
    | RowsTask
    | NumberTask
    | ShortTask
    | LocateTask
    | OrderTask
    | SpansTask
    | CodeTask
    | EssayTask
)
EVIDENCE_LABEL = "evidence"


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise.

    ``shows`` are the units in view, ``minutes`` the time planned, ``hints`` in the order in which
    they open; ``vocabulary`` names the closed list of the codebook that the
    options come from (``attribution.codes``), if the rows are to be coded; ``cards`` are the ids of the
    fact cards shown above the question.
    """

    id: str
    unit: str
    kind: Kind
    objective: str
    level: Level
    minutes: float
    shows: tuple[str, ...]
    prompt: str
    hints: tuple[str, ...]
    vocabulary: str | None
    task: Task
    cards: tuple[str, ...] = ()

    @property
    def tries(self) -> int:
        """How often an answer may be checked: once more than there are hints."""
        return len(self.hints) + 1

    @property
    def version(self) -> str:
        """Eight hexadecimal digits that change whenever what is asked changes."""
        asked = {"kind": self.kind, "prompt": self.prompt, "shows": self.shows, "task": _plain(self.task)}
        if self.cards:  # left out otherwise, so that answers from before there were cards keep their version
            asked["cards"] = self.cards
        text = json.dumps(asked, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class ItemBank:
    """The items of one unit, in order, with the unit's objectives and the file's own ``version``.

    ``intro`` is Markdown that stands before the first exercise of the unit's notebook.
    """

    unit: str
    version: int
    objectives: Mapping[str, str]
    items: Mapping[str, Item]
    intro: str = ""


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(entry) for key, entry in value.items()}
    return value
