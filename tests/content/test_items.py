"""Knows what every item and key of the pack has to be, whatever its unit."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from coursepack.answers import Answer
from coursepack.course import Course, load_course
from coursepack.faults import CourseError
from coursepack.items import Item, Key, Kind, has_keys, load_items, load_keys
from coursepack.items.model import (
    CodeTask,
    EssayTask,
    ItemBank,
    LocateTask,
    NumberTask,
    Option,
    OptionsTask,
    OrderTask,
    RowsTask,
    SpansTask,
)
from coursepack.scoring import Status, best_answer, score
from support import marking_course

QUOTED = re.compile(r"‹([^‹›]*)›\s*\((A\d+-[A-Za-z]?\d+)\)")
NEGATIVE = re.compile(r"\b(?:which|who|what)\b[^?.]*\b(?:not|never|except)\b[^?.]*\?", re.IGNORECASE)
EMPTY_OPTION = re.compile(r"\b(?:all|none|both|neither) of (?:the above|these|them)\b", re.IGNORECASE)
TESTS = ("pre-test", "post-test")
"""Units that ask each objective once: they measure, they do not teach."""
WORKS = (Kind.CODE, Kind.ESSAY)
"""Kinds that take a whole text: longer, with or without hints, and no misconception of their own."""
SHORT, LONG = 6, 30
"""How many minutes an exercise may take, and how many a work."""

Keyed = Sequence[tuple[Item, Key]]


def _banks_by_lesson(course: Course) -> Mapping[str, Sequence[ItemBank]]:
    """Sort the banks by lesson: the graded one and the one for practice are counted together."""
    lessons = dict.fromkeys(unit.lesson for unit in course.units)
    return {
        lesson: [load_items(unit.id, course) for unit in course.units if unit.lesson == lesson]
        for lesson in lessons
    }


def _too_rare(banks: Sequence[ItemBank], often: int) -> Mapping[str, int]:
    counts = Counter(item.objective for bank in banks for item in bank.items.values())
    objectives = dict.fromkeys(name for bank in banks for name in bank.objectives)
    return {name: counts[name] for name in objectives if counts[name] < often}


def _options(item: Item) -> tuple[Option, ...]:
    return item.task.options if isinstance(item.task, OptionsTask | RowsTask) else ()


# What every item has


def test_ids_are_unique_across_units(items: Sequence[Item]) -> None:
    counts = Counter(item.id for item in items)
    assert [item_id for item_id, count in counts.items() if count > 1] == []


def test_every_lesson_exercises_each_of_its_objectives_at_least_twice(course: Course) -> None:
    for lesson, banks in _banks_by_lesson(course).items():
        assert _too_rare(banks, 1 if lesson in TESTS else 2) == {}, lesson


def test_an_objective_that_only_one_bank_of_a_lesson_uses_once_is_noticed(course: Course) -> None:
    banks = next(banks for lesson, banks in _banks_by_lesson(course).items() if lesson not in TESTS)
    assert _too_rare([replace(bank, objectives={**bank.objectives, "x": "?"}) for bank in banks], 2) == {
        "x": 0
    }


def test_an_objective_says_the_same_in_both_banks_of_a_lesson(course: Course) -> None:
    for lesson, banks in _banks_by_lesson(course).items():
        said = {(name, text) for bank in banks for name, text in bank.objectives.items()}
        assert len(said) == len({name for name, _ in said}), lesson


def test_an_item_takes_six_minutes_at_most_or_thirty_if_a_text_is_coded_or_written(
    items: Sequence[Item],
) -> None:
    assert [item.id for item in items if item.minutes > (LONG if item.kind in WORKS else SHORT)] == []


def test_every_hard_item_has_one_or_two_hints_and_a_contested_choice_or_a_test_has_none(keyed: Keyed) -> None:
    for item, key in keyed:
        one_try = item.unit in TESTS or (key.contested and item.kind is Kind.CHOICE)
        expected = {0} if one_try else {1, 2}
        assert len(item.hints) in (expected | {0} if item.kind in WORKS else expected), item.id
        assert len(set(item.hints)) == len(item.hints), item.id


def test_questions_are_not_put_negatively_and_no_option_stands_for_others(items: Sequence[Item]) -> None:
    assert [item.id for item in items if NEGATIVE.search(item.prompt)] == []
    assert [
        option.text for item in items for option in _options(item) if EMPTY_OPTION.search(option.text)
    ] == []


# What every key says


def test_every_answer_to_choose_has_feedback_and_every_wrong_one_a_misconception(keyed: Keyed) -> None:
    for item, key in keyed:
        assert [option.id for option in _options(item) if option.id not in key.feedback] == [], item.id
        wrong = [option.id for option in _options(item) if option.id not in key.credits]
        if isinstance(item.task, OptionsTask):
            assert [option for option in wrong if not key.feedback[option].misconception] == [], item.id


def test_typed_and_picked_answers_have_words_for_everything_else(keyed: Keyed) -> None:
    for item, key in keyed:
        if item.kind not in WORKS and not isinstance(item.task, OptionsTask | RowsTask | OrderTask):
            assert key.otherwise, item.id
            assert key.otherwise.misconception, item.id
        wrong_bands = [band for band in key.bands if not band.credit]
        assert [band.low for band in wrong_bands if not band.feedback.misconception] == [], item.id


def test_every_misconception_is_diagnosed_by_some_answer(course: Course) -> None:
    for unit in course.units:
        if has_keys(unit.id, course):
            bank = load_keys(unit.id, course)
            used = {
                feedback.misconception
                for key in bank.keys.values()
                for feedback in (
                    *key.feedback.values(),
                    *(band.feedback for band in key.bands),
                    *([key.otherwise] if key.otherwise else []),
                )
            }
            assert sorted(set(bank.misconceptions) - used) == [], unit.id


def test_neither_hints_nor_words_to_a_wrong_answer_name_the_right_one(keyed: Keyed) -> None:
    for item, key in keyed:
        before = " ".join([*item.hints, *_said_to_wrong_answers(key)]).casefold()
        right = [name for name, credit in key.credits.items() if credit == 1]
        if isinstance(item.task, OptionsTask):
            right = [option.text for option in item.task.options if option.id in right]
        # A wrong sentence may be told apart from a right one by its id.
        if not isinstance(item.task, LocateTask | SpansTask):
            assert [text for text in right if text.casefold() in before] == [], item.id


def _said_to_wrong_answers(key: Key) -> Iterator[str]:
    yield from (feedback.says for name, feedback in key.feedback.items() if name not in key.credits)
    yield from (band.feedback.says for band in key.bands if band.credit < 1)
    if key.otherwise:
        yield key.otherwise.says


# Scores


def test_every_key_earns_full_credit(keyed: Keyed) -> None:
    for item, key in keyed:
        result = score(item, key, best_answer(item, key))
        assert result.status is (Status.BY_HAND if item.kind is Kind.ESSAY else Status.SCORED), item.id
        assert result.score == (0 if item.kind is Kind.ESSAY else 1), item.id


def test_every_distractor_earns_less_than_the_key(keyed: Keyed) -> None:
    for item, key in keyed:
        worse = list(_worse(item, key))
        assert worse or item.kind is Kind.ESSAY, item.id
        for answer in worse:
            result = score(item, key, answer)
            assert result.status is Status.SCORED, (item.id, answer)
            assert result.score < 1, (item.id, answer)


def test_worse_answers_are_known_for_every_kind_that_a_program_scores(tmp_path: Path) -> None:
    course = marking_course(tmp_path / "course")
    for unit in course.units:
        keys = load_keys(unit.id, course).keys
        for item in load_items(unit.id, course).items.values():
            worse = [score(item, keys[item.id], answer) for answer in _worse(item, keys[item.id])]
            assert bool(worse) == (item.kind is not Kind.ESSAY), item.id
            assert {result.status for result in worse} <= {Status.SCORED}, item.id
            assert max((result.score for result in worse), default=0) < 1, item.id


def test_ticking_everything_earns_nothing(keyed: Keyed) -> None:
    for item, key in keyed:
        if item.kind is Kind.CHOICES:
            assert score(item, key, [option.id for option in _options(item)]).score == 0, item.id


def _worse(item: Item, key: Key) -> Iterator[Answer]:
    """Answers next to the best one: one option, row, sentence, place, mark or number off; of an essay none."""
    best = best_answer(item, key)
    match item.task:
        case EssayTask():
            return
        case OrderTask():
            for place in range(len(best) - 1):
                yield [*best[:place], best[place + 1], best[place], *best[place + 2 :]]
        case CodeTask() if item.task.single:
            yield from _with_another_code(best, key, item.task)
        case CodeTask():
            yield from _with_a_code_too_many(best, key, item.task.empty)
        case SpansTask():
            for left_out in range(len(best["edits"])):
                yield {**best, "edits": best["edits"][:left_out] + best["edits"][left_out + 1 :]}
        case _:
            yield from _worse_names(item, key, best)


def _worse_names(item: Item, key: Key, best: Answer) -> Iterator[Answer]:
    match item.task:
        case OptionsTask(options) if item.kind is Kind.CHOICE:
            yield from (option.id for option in options if key.credits.get(option.id) != 1)
        case OptionsTask(options):
            yield from _one_off(best, [option.id for option in options], key, len(options))
        case LocateTask(units, at_most):
            yield from _one_off(best, units, key, at_most)
        case RowsTask(rows, options):
            for row in rows:
                others = (name.id for name in options if key.rows[row.id].credits.get(name.id) != 1)
                yield from ({**best, row.id: other} for other in others)
        case NumberTask(_, low, high, _):
            full = next(band for band in key.bands if band.credit == 1)
            near = [full.low - 1, full.high + 1, *(band.low for band in key.bands if band.credit < 1)]
            yield from (f"{number:g}" for number in near if low <= number <= high)
        case _:
            yield from (text for text in key.feedback if text not in key.credits)
            yield "something else"


def _with_a_code_too_many(best: Answer, key: Key, empty: str) -> Iterator[Answer]:
    for unit, codes in best["codes"].items():
        given = [code for code in codes if code != empty]
        too_many = [code for code, weight in key.codes[unit].items() if not weight.get(True)]
        yield from ({**best, "codes": {**best["codes"], unit: [*given, code]}} for code in too_many)


def _with_another_code(best: Answer, key: Key, task: CodeTask) -> Iterator[Answer]:
    for unit in best["codes"]:
        worse = [code.id for code in task.codes if key.codes[unit].get(code.id, {}).get(True, 0) < 1]
        yield from ({**best, "codes": {**best["codes"], unit: [code]}} for code in worse)


def _one_off(best: Answer, names: Sequence[str], key: Key, at_most: int) -> Iterator[Answer]:
    yield from ([name for name in best if name != left_out] for left_out in best if len(best) > 1)
    if at_most == 1:
        yield from ([name] for name in names if name not in key.credits)
    if len(best) < at_most:
        yield from ([*best, name] for name in names if name not in key.credits)


# Quotations


@pytest.mark.parametrize("folder", ["exercises", "solutions"])
def test_one_changed_letter_in_a_quotation_is_told(folder: str, course: Course, tmp_path: Path) -> None:
    for unit in course.units:
        source = course.path(folder, f"{unit.id}.toml")
        text = source.read_text(encoding="utf-8") if source.exists() else ""
        quotation = next((match for match in QUOTED.finditer(text) if match[1].isascii()), None)
        if quotation is None:
            continue
        copy = _copy(course, tmp_path / unit.id)
        changed = _with_one_letter_changed(quotation[1])
        place = quotation.start(1)
        broken = text[:place] + changed + text[quotation.end(1) :]
        if folder == "solutions":
            shutil.copytree(course.path("solutions", "coding"), copy / "solutions" / "coding")
        (copy / folder / source.name).write_text(broken, encoding="utf-8", newline="\n")
        read = load_items if folder == "exercises" else load_keys
        with pytest.raises(CourseError) as caught:
            read(unit.id, load_course(copy))
        told = [fault for fault in caught.value.faults if fault.found == f"‹{changed}›"]
        assert len(told) == 1
        assert quotation[2] in told[0].expected


def _with_one_letter_changed(words: str) -> str:
    return ("q" if words[0] != "q" else "z") + words[1:]


def _copy(course: Course, folder: Path) -> Path:
    for name in ("seeds", "codebook", "cards"):
        if course.path(name).exists():
            shutil.copytree(course.path(name), folder / name)
    for name in ("exercises", "solutions"):
        (folder / name).mkdir()
        for path in sorted(course.path(name).glob("*.toml")):
            shutil.copy(path, folder / name / path.name)
    shutil.copy(course.path("course.toml"), folder)
    return folder


# Practice and graded units


def test_practice_codes_no_sentence_that_a_graded_exercise_has_coded(course: Course) -> None:
    coded: dict[bool, set[tuple[str, str]]] = {True: set(), False: set()}
    for unit in course.units:
        for item in load_items(unit.id, course).items.values():
            coded[unit.practice].update(_coded(item))
    assert coded[True]
    assert coded[False]
    assert coded[True] & coded[False] == set()


def _coded(item: Item) -> Iterator[tuple[str, str]]:
    """Yield layer and sentence of everything that is coded by the codebook."""
    match item.task:
        case CodeTask(units, layer, _, _):
            yield from ((layer, unit) for unit in units)
        case RowsTask(rows, _) if item.vocabulary and item.vocabulary.endswith(".codes"):
            yield from ((item.vocabulary.partition(".")[0], row.unit) for row in rows if row.unit)
        case _:
            return
