"""Knows how ``exercises/<unit>.toml`` is read: all faults of a file at once, each with id and remedy."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from coursepack.codebook import vocabulary
from coursepack.course import Course, load_course, read_toml
from coursepack.faults import CourseError, Fault, listed, raise_if_any
from coursepack.fields import Fields
from coursepack.items.model import (
    Item,
    ItemBank,
    Kind,
    Level,
    LocateTask,
    NumberTask,
    Option,
    OptionsTask,
    Row,
    RowsTask,
    ShortTask,
    Task,
)
from coursepack.texts import Texts, UnitKind, load_texts, quotation_faults

ITEM_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
OPTION_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
RANGE = ".."
FEWEST_OPTIONS = 2


def items_file(unit_id: str) -> str:
    """Return the path of a unit's item file inside the pack."""
    return f"exercises/{unit_id}.toml"


def load_items(unit_id: str, course: Course | None = None) -> ItemBank:
    """Read the items of one unit; raise ``CourseError`` with all faults of the file."""
    course = course or load_course()
    path = course.path(items_file(course.unit(unit_id).id))
    return _load(course.root, unit_id, path.stat().st_mtime_ns if path.exists() else 0)


def find_item(item_id: str, course: Course | None = None) -> Item:
    """Return one item by its id, whatever its unit; raise ``CourseError`` if no unit has it."""
    course = course or load_course()
    known: list[str] = []
    for unit in course.units:
        bank = load_items(unit.id, course)
        if item_id in bank.items:
            return bank.items[item_id]
        known.extend(bank.items)
    raise CourseError(
        Fault("exercises", "", f'no exercise "{item_id}"', listed(known), "Check the spelling of the id.")
    )


@lru_cache(maxsize=64)
def _load(root: Path, unit_id: str, _modified: int) -> ItemBank:
    file = items_file(unit_id)
    faults: list[Fault] = []
    course = load_course(root)
    table = Fields(read_toml(root / file, file), file, "", faults)
    if table.text("unit") != unit_id:
        faults.append(
            Fault(file, "unit", "another unit", f'"{unit_id}"', "Name the unit as the file is named.")
        )
    version = int(table.number("version", 1, 1_000_000))
    objectives = {str(key): str(value) for key, value in table.table("objectives").items()}
    entries = table.raw("item")
    table.finish()
    entries = entries if isinstance(entries, list) else []
    faults.extend(_repeated_ids(entries, file))
    items: dict[str, Item] = {}
    for number, entry in enumerate(entries, start=1):
        item = _item(entry, file, number, unit_id, objectives, course, faults)
        if item is not None:
            items[item.id] = item
    if not items and not faults:
        faults.append(Fault(file, "", "no items", "[[item]] tables", "Write the first item."))
    raise_if_any(faults)
    return ItemBank(unit_id, version, objectives, items)


def _repeated_ids(entries: Sequence[Any], file: str) -> Iterator[Fault]:
    ids = [
        entry["id"] for entry in entries if isinstance(entry, Mapping) and isinstance(entry.get("id"), str)
    ]
    for item_id, times in Counter(ids).items():
        if times > 1:
            yield Fault(
                file, item_id, f"{times} items with this id", "ids that differ", "Rename all but one."
            )


def _item(
    entry: Any,
    file: str,
    number: int,
    unit_id: str,
    objectives: Mapping[str, str],
    course: Course,
    faults: list[Fault],
) -> Item | None:
    texts = load_texts(course)
    name = entry.get("id") if isinstance(entry, Mapping) else None
    where = name if isinstance(name, str) else f"item number {number}"
    before = len(faults)
    fields = Fields(entry, file, where, faults)
    item_id = fields.text("id")
    if item_id and not ITEM_ID.fullmatch(item_id):
        faults.append(
            Fault(file, where, f'id "{item_id}"', "small letters, digits and hyphens", "Rename the item.")
        )
    kind, level = fields.one_of("kind", Kind), fields.one_of("level", Level)
    objective = fields.text("objective")
    if objective and objective not in objectives:
        faults.append(
            Fault(file, where, f'objective "{objective}"', listed(objectives), "Use one of these objectives.")
        )
    minutes = fields.number("minutes", 0.5, 120)
    shows = _shown(fields, texts)
    prompt, hints = fields.text("prompt"), fields.texts("hints", ())
    words = fields.text("vocabulary", "") or None
    task = _task(kind, fields, shows, words, course) if kind else None
    if kind:
        fields.finish()
    for text in (prompt, *hints, *(_option_texts(task) if task else ())):
        faults.extend(quotation_faults(text, file, where, texts))
    if len(faults) > before or kind is None or level is None or task is None:
        return None
    return Item(item_id, unit_id, kind, objective, level, minutes, shows, prompt, hints, words, task)


def _shown(fields: Fields, texts: Texts, name: str = "shows") -> tuple[str, ...]:
    shown: list[str] = []
    for entry in fields.texts(name):
        first, dots, last = entry.partition(RANGE)
        units = _between(first, last if dots else first, texts)
        if not units:
            fields.faults.append(
                Fault(
                    fields.file,
                    f"{fields.where}.{name}",
                    f'"{entry}"',
                    'the id of a unit, such as "A0-09", or a range within one text, such as "A0-09..A0-12"',
                    "Look the id up in the text.",
                )
            )
        shown.extend(units)
    return tuple(dict.fromkeys(shown))


def _between(first: str, last: str, texts: Texts) -> Sequence[str]:
    """Return the units from ``first`` to ``last``; nothing if there is no such range. Residue only if an end is."""
    if not {first, last} <= set(texts.units):
        return ()
    ends = {texts.unit(first).kind, texts.unit(last).kind}
    units = [
        unit.id
        for unit in texts.article(texts.unit(first).article).units
        if unit.kind is not UnitKind.RESIDUE or UnitKind.RESIDUE in ends
    ]
    return units[units.index(first) : units.index(last) + 1] if last in units else ()


def _task(
    kind: Kind, fields: Fields, shows: tuple[str, ...], words: str | None, course: Course
) -> Task | None:
    texts = load_texts(course)
    match kind:
        case Kind.CHOICE | Kind.CHOICES:
            return OptionsTask(_options(fields))
        case Kind.CLASSIFY | Kind.MATCH:
            return RowsTask(
                _rows(fields, texts), _vocabulary(fields, words, course) if words else _options(fields)
            )
        case Kind.NUMBER:
            low, high = fields.number("low", -1e9, 1e9, 0), fields.number("high", -1e9, 1e9, 1000)
            if low > high:
                fields.faults.append(
                    Fault(
                        fields.file,
                        f"{fields.where}.low",
                        f"low {low:g} above high {high:g}",
                        "low, then high",
                        "Swap them.",
                    )
                )
            return NumberTask(fields.text("noun"), low, high, fields.flag("whole", default=True))
        case Kind.SHORT:
            return ShortTask(int(fields.number("longest", 1, 1000, 200)))
        case Kind.LOCATE:
            among = _shown(fields, texts, "among") if fields.has("among") else shows
            if not among:
                fields.faults.append(
                    Fault(
                        fields.file, fields.where, "no sentence to pick", "among or shows", "Name the units."
                    )
                )
            return LocateTask(among, int(fields.number("at_most", 1, 200, 1)))


def _vocabulary(fields: Fields, name: str, course: Course) -> tuple[Option, ...]:
    """Take the options from a closed list of the codebook: all of it, or the ids in ``options``."""
    try:
        words = vocabulary(name, course)
    except CourseError as error:
        fields.faults.extend(error.faults)
        return ()
    chosen = fields.texts("options", tuple(words))
    for option in chosen:
        if option not in words:
            fields.faults.append(
                Fault(fields.file, f"{fields.where}.options", f'"{option}"', listed(words), "Use these ids.")
            )
    _count_options(fields, len(set(chosen)))
    return tuple(Option(option, words.get(option, option)) for option in dict.fromkeys(chosen))


def _options(fields: Fields) -> tuple[Option, ...]:
    table = fields.table("options")
    _count_options(fields, len(table))
    return tuple(Option(key, text) for key, text in _texts_by_id(fields, "options", table))


def _count_options(fields: Fields, options: int) -> None:
    if options < FEWEST_OPTIONS:
        fields.faults.append(
            Fault(
                fields.file,
                f"{fields.where}.options",
                f"{options} options",
                f"at least {FEWEST_OPTIONS}",
                "Add options.",
            )
        )


def _rows(fields: Fields, texts: Texts) -> tuple[Row, ...]:
    raw = fields.raw("rows")
    if raw and isinstance(raw, Mapping):
        return tuple(Row(key, text, None) for key, text in _texts_by_id(fields, "rows", raw))
    before = len(fields.faults)
    unit_ids = _shown(Fields({"rows": raw or []}, fields.file, fields.where, fields.faults), texts, "rows")
    if not unit_ids and len(fields.faults) == before:
        fields.faults.append(
            Fault(
                fields.file,
                f"{fields.where}.rows",
                "nothing" if raw is None else repr(raw),
                "a list of unit ids, or a table of texts",
                "Add the rows.",
            )
        )
    return tuple(Row(unit_id, texts.unit(unit_id).text, unit_id) for unit_id in unit_ids)


def _texts_by_id(fields: Fields, name: str, table: Mapping[str, Any]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, text in table.items():
        if not OPTION_ID.fullmatch(key) or not isinstance(text, str) or not text.strip():
            fields.faults.append(
                Fault(
                    fields.file,
                    f"{fields.where}.{name}.{key}",
                    repr(text),
                    "an id in small letters and a text",
                    "Correct this line.",
                )
            )
        else:
            pairs.append((key, text.strip()))
    return pairs


def _option_texts(task: Task) -> list[str]:
    match task:
        case OptionsTask(options):
            return [option.text for option in options]
        case RowsTask(rows, options):
            return [option.text for option in options] + [row.text for row in rows if row.unit is None]
        case _:
            return []
