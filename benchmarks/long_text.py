"""Knows a made-up course with one exercise over a very long text, and a learner's log that is full of marks.

The text repeats the sentences of the pack's own texts until it has so many words. Nothing here lies in the pack.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from coursepack.answers import Answer, Answered, own_log
from coursepack.course import Course, load_course
from coursepack.items import Item, find_item
from coursepack.items.model import CodeTask, LocateTask, SpansTask
from coursepack.texts import UnitKind, load_texts
from coursepack.texts.segment import exceptions_for, segment

TEXT = "A9"
UNIT = "01-long"
ITEM = "long-text"
SENTENCES_A_LINE = 5
ENDS = re.compile(r"[.!?]”?$")
ENTRY = """
[texts.{text}]
file = "long.txt"
sha256 = "{digest}"
[texts.{text}.attested]
title = "not attested"
author = "not attested"
outlet = "not attested"
date = "not attested"
address = "not attested"
[texts.{text}.rights]
status = "Made of the sentences of the other texts."
before_publishing = "Never publish it: it is for measuring only."
"""
COURSE = """
id = "long-course"
title = "A very long text"
[[units]]
id = "{unit}"
title = "A very long text"
"""
ITEMS = """
unit = "{unit}"
version = 1
[objectives]
"1.1" = "Work on a long text."
[[item]]
id = "{item}"
kind = "{kind}"
objective = "1.1"
level = "apply"
minutes = 60
shows = ["{first}..{last}"]
prompt = "Work on this text."
"""
OF_KIND = {
    "locate": "at_most = 200",
    "code": 'layer = "attribution"',
    "evidence": "",
    "spans": '[item.options]\nsource = "Source"\ncue = "Cue"\ncontent = "Content"',
}
"""The kinds that stand over a long text, each with the rest of its item."""
LEFT_FREE = 40
"""Sentences that stay without an answer at the start, so that there is something to do."""


def long_course(pack: Path, folder: Path, kind: str, words: int) -> Course:
    """Build a course in ``folder`` with one exercise over a text of about ``words`` words; return it."""
    for name in ("seeds", "codebook"):
        shutil.copytree(pack / name, folder / name)
    raw = _raw(pack, words)
    (folder / "seeds" / "long.txt").write_text(raw, encoding="utf-8", newline="\n")
    with (folder / "seeds" / "manifest.toml").open("a", encoding="utf-8", newline="\n") as manifest:
        manifest.write(ENTRY.format(text=TEXT, digest=hashlib.sha256(raw.encode()).hexdigest()))
    units = segment(TEXT, raw, exceptions_for(TEXT, {}))
    item = ITEMS.format(unit=UNIT, item=ITEM, kind=kind, first=units[0].id, last=units[-1].id)
    (folder / "exercises").mkdir()
    for path, text in (
        (folder / "course.toml", COURSE.format(unit=UNIT)),
        (folder / "exercises" / f"{UNIT}.toml", item + OF_KIND[kind] + "\n"),
    ):
        path.write_text(text, encoding="utf-8", newline="\n")
    return load_course(folder)


def _raw(pack: Path, words: int) -> str:
    sentences = _sentences(pack)
    lines: list[str] = []
    count = 0
    while count < words:
        line = [next(sentences) for _ in range(SENTENCES_A_LINE)]
        lines.append(" ".join(line))
        count += len(lines[-1].split())
    return "\n".join(lines) + "\n"


def _sentences(pack: Path) -> Iterator[str]:
    """Yield the sentences that stand whole in one place, again and again."""
    articles = load_texts(load_course(pack)).articles.values()
    units = [unit for article in articles for unit in article.units if unit.kind is UnitKind.BODY]
    return cycle([unit.text for unit in units if len(unit.spans) == 1 and ENDS.search(unit.text)])


def write_marks(course: Course, count: int) -> int:
    """Put a draft with ``count`` marks into the learner's log, fewer if the exercise allows fewer; return how many."""
    item = find_item(ITEM, course)
    answer, made = _answer(item, count)
    if made:
        record = Answered("at-the-start", "2026-03-02T09:30:00.000Z", item.id, item.version, answer, False, 0)  # noqa: FBT003 (a draft)
        own_log(course).append([record])
    return made


def _answer(item: Item, count: int) -> tuple[Answer, int]:
    match item.task:
        case LocateTask(units, at_most):
            picked = list(units[: max(0, min(count, at_most - LEFT_FREE))])
            return picked, len(picked)
        case CodeTask(units, _, codes, _):
            coded = units[: max(0, min(count, len(units) - LEFT_FREE))]
            return {"codes": {unit: [codes[0].id] for unit in coded}, "notes": {}}, len(coded)
        case SpansTask():
            return _marks(item.task, min(count, item.task.at_most - LEFT_FREE))
        case _:
            return None, 0


def _marks(task: SpansTask, count: int) -> tuple[Answer, int]:
    """Mark words that lie evenly over the text; every second word at most, so that others are free."""
    words = list(re.finditer(r"\w+", task.passage.text))
    step = max(2, len(words) // max(1, count))
    edits = []
    for number, word in enumerate(words[1::step][:count]):
        piece = {"start": word.start(), "end": word.end(), "quote": word[0]}
        edits.append({"add": {"id": f"m{number}", "label": task.labels[0].id, "pieces": [piece]}})
    return {"text": task.passage.digest, "edits": edits, "undone": []}, len(edits)
