"""Knows how the grader is tried with spoiled files: never a crash, never a hang, always a row for every student.

    python benchmarks/fuzz_grading.py --count 100000 --seed 1

Sound logs with answers to every kind of exercise are spoiled at random (``tests/mutations.py``), put into
classes of two hundred files or into zips, and graded. What breaks a promise of the grader is written into
``tests/grading/corpus``, from where a test grades it again for ever, and the run stops (``--go-on``: it does not).
Every input depends on the seed and its number only: ``--seed 1 --first 840 --count 1`` makes one again.
A file that takes longer than ``HANG`` ends the whole program with a traceback; the class that was being graded
stays in the folder that is named at the beginning.
"""

from __future__ import annotations

import argparse
import faulthandler
import hashlib
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests"))

from classroom import read_csv  # noqa: E402 (lies among the tests)
from coursepack.course import Course  # noqa: E402
from coursepack.faults import CourseError  # noqa: E402
from coursepack.grading import GradeStatus, grade  # noqa: E402
from coursepack.grading.names import shown  # noqa: E402
from coursepack.grading.sheets import inert  # noqa: E402
from coursepack.grading.source import opened  # noqa: E402
from coursepack.items import load_items, load_keys  # noqa: E402
from coursepack.scoring import best_answer  # noqa: E402
from mutations import spoiled_log, spoiled_zip  # noqa: E402
from support import marking_course, write_log  # noqa: E402

CORPUS = ROOT / "tests" / "grading" / "corpus"
IN_A_CLASS = 200
ONE_IN_ZIPS = 5
"""Every fifth input is a zip."""
SLOW = 5.0
"""Seconds for one file: more is a finding, on a busy machine as well."""
HANG = 120.0
"""Seconds for one file after which nobody waits any longer."""
CRASH = "could not be graded ("


@dataclass(slots=True)
class Tally:
    """What a run saw: inputs, rows by status, zips that were refused in words, and what was found.

    ``digests`` are those of all inputs, so that one met twice is not counted as two; ``sound`` were spoiled
    without any change.
    """

    keep_in: Path
    statuses: Counter[str] = field(default_factory=Counter)
    logs: int = 0
    zips: int = 0
    sound: int = 0
    digests: set[bytes] = field(default_factory=set)
    classes: int = 0
    refused: int = 0
    slowest: float = 0.0
    found: Counter[str] = field(default_factory=Counter)

    def keep(self, what: str, name: str, content: bytes) -> None:
        """Count a finding, and keep the input of the first one of its sort."""
        self.found[what] += 1
        if self.found[what] == 1:
            self.keep_in.mkdir(parents=True, exist_ok=True)
            (self.keep_in / name).write_bytes(content)
            print(f"\nFOUND {what}: {self.keep_in / name}", flush=True)

    def count(self, content: bytes, logs: Iterable[bytes]) -> None:
        """Note one input."""
        self.digests.add(hashlib.sha256(content).digest()[:16])
        self.sound += content in logs


def sound_logs(course: Course, folder: Path) -> list[bytes]:
    """Return sound logs to start from: all answers right, all with hints, one unit only."""
    answers = {
        item.id: best_answer(item, load_keys(unit.id, course).keys[item.id])
        for unit in course.units
        for item in load_items(unit.id, course).items.values()
    }
    few = dict(list(answers.items())[:3])
    made = [
        write_log(folder / "all.jsonl", course, answers),
        write_log(folder / "hints.jsonl", course, answers, hints=dict.fromkeys(answers, 1)),
        write_log(folder / "few.jsonl", course, few),
    ]
    return [path.read_bytes() for path in made]


def own_rules(folder: Path, logs: Iterable[str]) -> tuple[Path, Path]:
    """Write rules that change every sum, and a class list with one student too many."""
    rules, class_list = folder / "grading.toml", folder / "class.csv"
    rules.write_text('late_factor = 0.5\ndrop_lowest = 2\ntries = "last"\n', encoding="utf-8")
    students = [name.removesuffix(".jsonl") for name in logs]
    class_list.write_text("\n".join(["student", "absent", *students]), encoding="utf-8")
    return rules, class_list


def try_class(course: Course, logs: dict[str, bytes], folder: Path, tally: Tally) -> None:
    """Grade a class of spoiled logs and check its rows."""
    submissions = folder / "class"
    submissions.mkdir(exist_ok=True)
    for name, content in logs.items():
        (submissions / name).write_bytes(content)
    last = time.perf_counter()
    slow: list[int] = []

    def watch(done: int, _total: int) -> None:
        nonlocal last
        now = time.perf_counter()
        watch_for_a_hang()
        tally.slowest = max(tally.slowest, now - last)
        if now - last > SLOW:
            slow.append(done - 1)
        last = now

    rules, students = own_rules(folder, logs) if tally.classes % 2 else (None, None)
    tally.classes += 1
    watch_for_a_hang()
    try:
        grade(course, submissions, folder / "report", progress=watch, rules=rules, class_list=students)
    except Exception as error:  # noqa: BLE001 (whatever it is, it is a finding)
        what = f"the class broke off: {type(error).__name__}: {str(error)[:80]}"
        tally.keep(what, f"class-{tally.classes}.txt", "\n".join(logs).encode())
        shutil.copytree(submissions, tally.keep_in / f"class-{tally.classes}", dirs_exist_ok=True)
        return
    rows = {row["file"]: row for row in read_csv(folder / "report" / "gradebook.csv")}
    if students and rows.pop("", {}).get("status") != GradeStatus.MISSING:
        tally.found["no row for a student without a file"] += 1
    if len(rows) != len(logs):
        tally.found["rows of nobody"] += 1
    # With a class list the student without a file comes first.
    slow = [number - 1 for number in slow] if students else slow
    for number, (name, content) in enumerate(sorted(logs.items())):
        what = "slow" if number in slow else wrong(rows.get(name))
        tally.statuses[rows[name]["status"] if name in rows else "no row"] += 1
        if what:
            tally.keep(what, name, content)


def wrong(row: dict[str, str] | None) -> str:
    """Say what is wrong with a row; nothing if it keeps every promise."""
    if row is None:
        return "no row"
    if CRASH in row["notes"]:
        return row["notes"][: row["notes"].index(")") + 1]
    if row["status"] == GradeStatus.UNREADABLE:
        return "points without a file" if row["points"] else ""
    if row["points"] and not 0 <= float(row["points"]) <= float(row["possible"]):
        return "points out of range"
    if row["points"] == "0" and row["answered"] == "0":
        return "a silent zero"
    return "" if row["status"] == GradeStatus.GRADED or row["notes"] else "no sentence"


def try_zip(course: Course, content: bytes, folder: Path, tally: Tally, name: str) -> None:
    """Grade a spoiled zip: refused in words, or every file in a row or told in one."""
    place = folder / "class.zip"
    place.write_bytes(content)
    started = time.perf_counter()
    watch_for_a_hang()
    try:
        grade(course, place, folder / "zip-report")
        rows = read_csv(folder / "zip-report" / "gradebook.csv")
        tally.statuses.update(row["status"] for row in rows)
        problems = {wrong(row) for row in rows}
        with opened(place) as source:
            told = " ".join(row["notes"] for row in rows)
            counting = {row["file"] for row in rows}
            files = [inert(shown(own.file)) for own in source.submissions]
            if any(file not in counting and file not in told and " more" not in told for file in files):
                problems.add("a file in no row")
        for what in problems - {""}:
            tally.keep(f"zip: {what}", name, content)
    except CourseError:
        tally.refused += 1
    except Exception as error:  # noqa: BLE001 (whatever it is, it is a finding)
        tally.keep(f"zip: {type(error).__name__}: {str(error)[:80]}", name, content)
    spent = time.perf_counter() - started
    tally.slowest = max(tally.slowest, spent)
    if spent > SLOW:
        tally.keep("zip: slow", name, content)


def watch_for_a_hang() -> None:
    """End the program with a traceback if the next file takes longer than ``HANG``."""
    faulthandler.dump_traceback_later(HANG, exit=True)


def run(options: argparse.Namespace, folder: Path) -> Tally:
    """Try as many inputs as were asked for, or as many as the minutes allow, and return what was seen."""
    course, tally = marking_course(folder / "course"), Tally(options.found)
    logs = sound_logs(course, folder / "sound")
    waiting: dict[str, bytes] = {}
    started = time.perf_counter()
    last = options.first + options.count - 1
    for number in range(options.first, last + 1):
        chance = random.Random(f"{options.seed}-{number}")  # noqa: S311 (spoiled files, no secret)
        if number % ONE_IN_ZIPS == 0:
            content = spoiled_zip(logs, chance)
            tally.zips += 1
            try_zip(course, content, folder, tally, f"found-{options.seed}-{number}.zip")
        else:
            content = spoiled_log(chance.choice(logs), chance)
            waiting[f"found-{options.seed}-{number:06d}.jsonl"] = content
        tally.count(content, logs)
        out_of_time = time.perf_counter() - started > options.minutes * 60
        enough = out_of_time or (tally.found and not options.go_on) or number == last
        if len(waiting) == IN_A_CLASS or (waiting and enough):
            try_class(course, waiting, folder, tally)
            tally.logs += len(waiting)
            for name in waiting:
                (folder / "class" / name).unlink()
            waiting = {}
            show_progress(number - options.first + 1, options.count, time.perf_counter() - started, tally)
        if out_of_time or (tally.found and not options.go_on):
            print(f"\nstopped after {number - options.first + 1:,} of {options.count:,} inputs", end="")
            break
    faulthandler.cancel_dump_traceback_later()
    print()
    return tally


def show_progress(done: int, of: int, spent: float, tally: Tally) -> None:
    """Write over the line that says how far the run is."""
    left = spent / done * (of - done)
    found = sum(tally.found.values())
    print(
        f"\r{done:,} of {of:,} inputs, {spent:,.0f} s, {left:,.0f} s left, {found} found  ",
        end="",
        flush=True,
    )


def main() -> None:
    """Run from the command line; end with 1 if anything was found."""
    parser = argparse.ArgumentParser(description="Try the grader with spoiled files.")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first input (default: 0)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--minutes", type=float, default=float("inf"), help="stop earlier, after so many minutes"
    )
    parser.add_argument("--go-on", action="store_true", help="do not stop at what is found")
    parser.add_argument("--found", type=Path, default=CORPUS, help="folder for what is found")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="coursepack-fuzz-") as folder:
        print(f"seed {options.seed}; working in {folder}", flush=True)
        tally = run(options, Path(folder))
    print(f"{tally.logs:9,} logs in {tally.classes:,} classes")
    print(f"{tally.zips:9,} zips, of which {tally.refused:,} were refused in words")
    print(f"{len(tally.digests):9,} inputs that differ; {tally.sound:,} are sound in spite of being spoiled")
    for status, number in sorted(tally.statuses.items()):
        print(f"{number:9,} rows {status}")
    print(f"{tally.slowest:9.2f} s for the slowest file or zip")
    for what, number in tally.found.most_common():
        print(f"{number:9,} FOUND {what}")
    raise SystemExit(1 if tally.found else 0)


if __name__ == "__main__":
    main()
