"""Knows how a small course for tests is laid out: the real texts, one unit, one item of every kind.

Used as ``from support import small_course``. Nothing here reads the pack's own exercises or
solutions, so tests do not change when an author edits an item.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from coursepack.answers import Answer, Answered, HintOpened, Record
from coursepack.answers.record import Header, write_line
from coursepack.course import Course, load_course
from coursepack.items import Item, Kind, load_items, load_keys
from coursepack.scoring import best_answer

REPOSITORY = Path(__file__).resolve().parents[1]
"""The pack whose texts and codebook the small course copies."""
COURSE_ID = "small-course"
UNIT = "01-small"
WITHHELD = "02-withheld"
AT = "2026-03-02T09:30:00.000Z"
"""The time written into every record, so that logs are the same bytes on every run."""

COURSE = f"""
id = "{COURSE_ID}"
title = "A small course"
[[units]]
id = "{UNIT}"
title = "One of every kind"
"""

WITHHELD_UNIT = f"""
[[units]]
id = "{WITHHELD}"
title = "Still withheld"
"""

ITEMS = f"""
unit = "{UNIT}"
version = 1
[objectives]
"1.1" = "Tell who speaks in a sentence."

[[item]]
id = "small-choice"
kind = "choice"
objective = "1.1"
level = "analyse"
minutes = 2
shows = ["A0-17..A0-19"]
prompt = "Apart from Donald Trump, **whose words** are quoted? Look at ‹Richard Haass› (A0-18)."
hints = ["Look for quotation marks.", "Whose name stands next to *said*?"]
[item.options]
biden = "Joe Biden"
haass = "Richard Haass"
putin = "Vladimir Putin"

[[item]]
id = "small-choices"
kind = "choices"
objective = "1.1"
level = "apply"
minutes = 2
shows = ["A0-07", "A0-08"]
prompt = "Which words are cues of speech?"
hints = ["A cue tells that somebody communicated something."]
[item.options]
said = "said"
rule = "didn’t rule out"
decide = "decide"
agree = "have to agree"

[[item]]
id = "small-classify"
kind = "classify"
objective = "1.1"
level = "apply"
minutes = 3
shows = ["A0-02", "A0-08", "A0-15"]
prompt = "Code the sentences."
hints = ["Ask how the writer could know."]
vocabulary = "attribution.codes"
rows = ["A0-02", "A0-08", "A0-15"]

[[item]]
id = "small-match"
kind = "match"
objective = "1.1"
level = "analyse"
minutes = 2
shows = ["A0-18", "A4-05", "A4-09"]
prompt = "Who is he?"
hints = ["The sentences say it themselves."]
[item.rows]
haass = "Richard Haass"
lavrov = "Sergey V. Lavrov"
trump = "Mr. Trump in A4-09"
[item.options]
former = "a former official"
minister = "a foreign minister"
mediator = "a mediator, in his own words"

[[item]]
id = "small-number"
kind = "number"
objective = "1.1"
level = "apply"
minutes = 1
shows = ["A0-09..A0-12"]
prompt = "How many sentences does the quotation run over?"
hints = ["It ends where the marks end."]
noun = "sentences"
low = 0
high = 20

[[item]]
id = "small-short"
kind = "short"
objective = "1.1"
level = "remember"
minutes = 1
shows = ["A0-05"]
prompt = "Which verb is the cue?"
hints = ["Three words."]
longest = 60

[[item]]
id = "small-locate"
kind = "locate"
objective = "1.1"
level = "analyse"
minutes = 2
shows = ["A4-03..A4-08"]
prompt = "Pick the sentences that hold speech."
hints = ["There are three of them."]
at_most = 3
"""

SOLUTIONS = f"""
unit = "{UNIT}"
version = 1
[misconceptions]
owner = "Taking the owner of a slogan for a source."
style = "Taking a tone for a report."

[small-choice]
answer = "haass"
why = "Only Haass is quoted: ‹said in an interview› (A0-18)."
rests_on = ["A0-18", "A0-19"]
feedback.biden = {{ says = "The slogan is his; nobody reports what he said here (A0-17).", misconception = "owner" }}
feedback.haass = {{ says = "Yes: his words, his name, and a cue." }}
feedback.putin = {{ says = "He is talked about.", misconception = "owner" }}

[small-choices]
answer = ["said", "rule"]
why = "Both tell that something was communicated."
rests_on = ["A0-07", "A0-08"]
feedback.said = {{ says = "A cue: ‹he said› (A0-08)." }}
feedback.rule = {{ says = "Denying counts." }}
feedback.decide = {{ says = "An act, not speech.", misconception = "style" }}
feedback.agree = {{ says = "What might happen, not what was said.", misconception = "style" }}

[small-classify]
why = "The test of the codebook decides."
rests_on = ["A0-02", "A0-08"]
[small-classify.rows]
A0-02 = {{ answer = "mind", why = "What he sees, without a report." }}
A0-08 = {{ answer = "speech", why = "A cue and a content." }}
A0-15 = {{ answer = "neither", why = "The writers' own voice." }}
[small-classify.feedback]
speech = {{ says = "Speech needs a cue." }}
mind = {{ says = "Mind needs somebody whose mind it is.", misconception = "style" }}
neither = {{ says = "Look again for a cue." }}

[small-match]
why = "Each is named with his role."
rests_on = ["A0-18", "A4-05"]
contested = true
[small-match.rows]
haass = {{ answer = "former", why = "‹a former senior State Department official› (A0-18)" }}
lavrov = {{ answer = "minister", why = "‹Russia’s foreign minister› (A4-05)" }}
trump = {{ answer = "mediator", credit = {{ minister = 0.5 }}, why = "‹portrays himself as a mediator› (A4-09)" }}
[small-match.feedback]
former = {{ says = "Haass alone is called that." }}
minister = {{ says = "Lavrov alone is called that." }}
mediator = {{ says = "Only one of them portrays himself so." }}

[small-number]
why = "From ‹I’ve got to let Ukraine make that decision› (A0-09) to A0-12."
rests_on = ["A0-09", "A0-12"]
otherwise = {{ says = "Count from mark to mark." }}
[[small-number.band]]
low = 4
high = 4
credit = 1
says = "Four sentences."
[[small-number.band]]
low = 3
high = 3
credit = 0
says = "One sentence was overlooked."
misconception = "style"

[small-short]
answer = ["cast himself as"]
credit = {{ "cast" = 0.5 }}
contested = true
why = "The cue is ‹cast himself as› (A0-05)."
rests_on = ["A0-05"]
otherwise = {{ says = "Look for the verb that Trump is the subject of." }}

[small-locate]
answer = ["A4-04", "A4-05", "A4-06"]
credit = {{ "A4-07" = 0.5 }}
contested = true
why = "Hinted, said, insisted."
rests_on = ["A4-04", "A4-05", "A4-06"]
otherwise = {{ says = "No cue there.", misconception = "style" }}
"""

MARKING = "03-marking"
MARKING_UNIT = f"""
[[units]]
id = "{MARKING}"
title = "Marking and writing"
"""
MARKING_ITEMS = f"""
unit = "{MARKING}"
version = 1
[objectives]
"3.1" = "Mark, code, order and write."

[[item]]
id = "small-order"
kind = "order"
objective = "3.1"
level = "apply"
minutes = 2
shows = ["A4-11..A4-13"]
prompt = "What came first? Put these in order, the earliest first."
hints = ["Look for dates."]
[item.options]
airforce = "Trump speaks on Air Force One in mid-May"
summit = "The meeting in Anchorage"
lavrov = "Lavrov speaks on NBC"

[[item]]
id = "small-spans"
kind = "spans"
objective = "3.1"
level = "apply"
minutes = 3
shows = ["A4-01", "A4-05..A4-06"]
prompt = "Mark source, cue and content in A4-01."
hints = ["The content has two pieces."]
[item.options]
source = "Source"
cue = "Cue"
content = "Content"

[[item]]
id = "small-evidence"
kind = "evidence"
objective = "3.1"
level = "evaluate"
minutes = 3
shows = ["A4-03..A4-08"]
prompt = "Claim: the talks have stalled. Mark the passages that bear it out."
hints = ["One passage judges, two report."]
at_most = 3

[[item]]
id = "small-code"
kind = "code"
objective = "3.1"
level = "apply"
minutes = 5
shows = ["A3-01..A3-12"]
prompt = "Code these sentences."
hints = ["Ask how the writer could know."]
layer = "attribution"

[[item]]
id = "small-essay"
kind = "essay"
objective = "3.1"
level = "create"
minutes = 6
shows = ["A2-19"]
prompt = "Rewrite A2-19 so that the chain of sources is explicit."
fewest = 20
most = 80
[item.rubric.chain]
text = "Names who reports."
points = 1
[item.rubric.hedge]
text = "Keeps one hedge only."
points = 2
"""
MARKING_SOLUTIONS = f"""
unit = "{MARKING}"
version = 1
[misconceptions]
late = "Taking the order of telling for the order of events."

[small-order]
answer = ["airforce", "summit", "lavrov"]
why = "Mid-May, 15 August, then the Sunday after."
rests_on = ["A4-01", "A4-03", "A4-05"]
feedback.airforce = {{ says = "‹in mid-May› (A4-01)" }}
feedback.summit = {{ says = "‹nine days after that meeting› (A4-03)", misconception = "late" }}
feedback.lavrov = {{ says = "‹on NBC on Sunday› (A4-05)", misconception = "late" }}
otherwise = {{ says = "The dates in the text decide." }}

[small-spans]
why = "The reporters are told; they are none of the three."
rests_on = ["A4-01"]
otherwise = {{ says = "Look for who, how and what." }}
[[small-spans.span]]
label = "source"
unit = "A4-01"
quotes = ["President Trump"]
[[small-spans.span]]
label = "cue"
unit = "A4-01"
quotes = ["told"]
[[small-spans.span]]
label = "content"
unit = "A4-01"
quotes = ["“Nothing’s going to happen,”", "“until Putin and I get together.”"]
[[small-spans.optional]]
unit = "A4-01"
quotes = ["reporters"]

[small-evidence]
answer = ["A4-03", "A4-05"]
credit = {{ "A4-04" = 0.5 }}
contested = true
why = "One sentence judges, one reports."
rests_on = ["A4-03", "A4-05"]
otherwise = {{ says = "This does not speak of a stop." }}

[small-code]
why = "The reference coding of the passes."
rests_on = ["A3-02"]

[small-essay]
why = "The chain has four links."
rests_on = ["A2-19"]
model = "Media reports, which name nobody, say that the Russian leader told the American president what he wants."
"""

PRACTICE = f"{UNIT}-practice"
PRACTICE_UNIT = f"""
[[units]]
id = "{PRACTICE}"
title = "One of every kind. Practice"
practice = true
"""
PRACTICE_ITEMS = f"""
unit = "{PRACTICE}"
version = 1
[objectives]
"1.1" = "Tell who speaks in a sentence."

[[item]]
id = "practice-short"
kind = "short"
objective = "1.1"
level = "remember"
minutes = 1
shows = ["A0-08"]
prompt = "Which word is the cue?"
hints = ["One word."]
longest = 60
"""
PRACTICE_SOLUTIONS = f"""
unit = "{PRACTICE}"
version = 1
[practice-short]
answer = ["said"]
why = "Here ‹said› (A0-08) does the work of the cue."
rests_on = ["A0-08"]
otherwise = {{ says = "Ask which word tells you that somebody spoke." }}
"""

SMALL_KINDS = tuple(
    Kind(name) for name in ("choice", "choices", "classify", "match", "number", "short", "locate")
)
"""The kinds of ``UNIT``; those of ``MARKING`` are the other five."""

WITHHELD_ITEMS = f"""
unit = "{WITHHELD}"
version = 1
[objectives]
"2.1" = "Wait for the teacher."

[[item]]
id = "withheld-choice"
kind = "choice"
objective = "2.1"
level = "remember"
minutes = 1
shows = ["A0-02"]
prompt = "Who sees?"
[item.options]
president = "The US president"
nobody = "Nobody"
"""


def small_course(folder: Path, *, solutions: bool = True, withheld: bool = False) -> Course:
    """Build the small course in ``folder`` (made if it is missing) and return it.

    Its unit ``UNIT`` has one item per kind: ``small-choice``, ``small-choices``, ``small-classify``,
    ``small-match``, ``small-number``, ``small-short``, ``small-locate``. ``small-choice`` has two hints,
    the others one; ``small-match``, ``small-short`` and ``small-locate`` are contested. ``solutions=False``
    makes a student's copy; ``withheld=True`` adds the unit ``WITHHELD`` with one item and no key.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("seeds", "codebook"):
        # copyfile leaves the mark "read-only" of the seeds behind, so that a test may spoil its copy.
        shutil.copytree(REPOSITORY / name, folder / name, copy_function=shutil.copyfile, dirs_exist_ok=True)
    write_text(folder / "course.toml", COURSE + (WITHHELD_UNIT if withheld else ""))
    write_text(folder / "exercises" / f"{UNIT}.toml", ITEMS)
    if solutions:
        write_text(folder / "solutions" / f"{UNIT}.toml", SOLUTIONS)
    if withheld:
        write_text(folder / "exercises" / f"{WITHHELD}.toml", WITHHELD_ITEMS)
    return load_course(folder)


def marking_course(folder: Path, *, solutions: bool = True) -> Course:
    """Build the small course with a second unit, ``MARKING``, for the kinds that mark, code, order and write.

    Its items are ``small-order``, ``small-spans``, ``small-evidence``, ``small-code`` and ``small-essay``.
    """
    small_course(folder, solutions=solutions)
    write_text(folder / "course.toml", COURSE + MARKING_UNIT)
    write_text(folder / "exercises" / f"{MARKING}.toml", MARKING_ITEMS)
    if solutions:
        write_text(folder / "solutions" / f"{MARKING}.toml", MARKING_SOLUTIONS)
        shutil.copytree(
            REPOSITORY / "solutions" / "coding", folder / "solutions" / "coding", dirs_exist_ok=True
        )
    return load_course(folder)


def edit(path: Path, old: str, new: str) -> None:
    """Put ``new`` where ``old`` stands, which has to be exactly once; every other byte stays."""
    text = path.read_bytes().decode("utf-8")
    assert text.count(old) == 1
    path.write_bytes(text.replace(old, new).encode("utf-8"))


def practice_course(folder: Path) -> Course:
    """Build the small course with a practice unit, ``PRACTICE``, that stands after the withheld unit."""
    small_course(folder, withheld=True)
    write_text(folder / "course.toml", COURSE + WITHHELD_UNIT + PRACTICE_UNIT)
    write_text(folder / "exercises" / f"{PRACTICE}.toml", PRACTICE_ITEMS)
    write_text(folder / "solutions" / f"{PRACTICE}.toml", PRACTICE_SOLUTIONS)
    return load_course(folder)


def small_items(course: Course) -> Mapping[str, Item]:
    """Return the items of ``UNIT`` by id, in the order of the file."""
    return load_items(UNIT, course).items


def best_answers(course: Course) -> dict[str, Answer]:
    """Return, for every item of ``UNIT``, an answer that earns full credit; needs the solution file."""
    keys = load_keys(UNIT, course).keys
    return {item_id: best_answer(item, keys[item_id]) for item_id, item in small_items(course).items()}


def write_log(
    path: Path,
    course: Course,
    answers: Mapping[str, Answer],
    *,
    hints: Mapping[str, int] | None = None,
    versions: Mapping[str, str] | None = None,
    extra: Sequence[bytes] = (),
    learner: str = "learner",
    at: str = AT,
) -> Path:
    """Write a log with one submitted answer per item, and return its path.

    ``hints`` tells how many hints were open at an item; ``versions`` overrides the version of an
    item (an unknown item has version ``00000000``); ``extra`` are raw lines put at the end. ``learner``
    is the id of the copy of the course, ``at`` the time of every line.
    """
    items = {item.id: item for unit in course.units for item in load_items(unit.id, course).items.values()}
    lines = [write_line(Header(course.id, learner, at))]
    for item_id, answer in answers.items():
        opened = (hints or {}).get(item_id, 0)
        version = (versions or {}).get(item_id) or (items[item_id].version if item_id in items else "0" * 8)
        records: list[Record] = [
            HintOpened(f"{item_id}-hint-{number}", at, item_id, version, number)
            for number in range(1, opened + 1)
        ]
        records.append(Answered(f"{item_id}-answer", at, item_id, version, answer, True, opened))  # noqa: FBT003 (submitted)
        lines.extend(write_line(record) for record in records)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join([*lines, *extra]))
    return path


def write_text(path: Path, text: str) -> None:
    """Write a file of a course, and its folder if it is missing; empty lines before the text are left out."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.lstrip(), encoding="utf-8", newline="\n")
