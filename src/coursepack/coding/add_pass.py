"""Knows how a pass is added to a layer: tried out on a copy first, then put in place whole or not at all."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from coursepack.codebook import Layer, load_layer
from coursepack.codebook.load import FOLDER as CODEBOOK
from coursepack.coding.model import PassKind, Reference
from coursepack.coding.new_pass import Coded, read_coding
from coursepack.coding.passes import LIST, PASS_ID, folder, has_reference, load_passes
from coursepack.coding.published import published_files
from coursepack.coding.shaken_keys import ShakenKey, shaken_keys
from coursepack.coding.votes import reference
from coursepack.course import MARKER, Course, load_course
from coursepack.faults import CourseError, Fault, raise_if_any

SEEDS = "seeds"
HEAD = 'layer = "{layer}"\nstatement = "Every pass of this layer says by itself who read."\n'
ENTRY = """
[[pass]]
id = {id}
kind = {kind}
order = {order}
date = {date}
codebook = {codebook}
statement = {statement}
"""


@dataclass(frozen=True, slots=True)
class NewPass:
    """A person's pass that is to be added.

    ``source`` is a table in the form of a pass or an answers file, ``attributions`` the second table of a layer
    that lists attributions, ``statement`` says in plain words who read and under which conditions.
    """

    layer: str
    source: Path
    id: str
    statement: str
    date: date
    attributions: Path | None = None


@dataclass(frozen=True, slots=True)
class AddedPass:
    """What was written (paths inside the pack), the texts of the pass, what was left out, and the keys this shakes."""

    files: tuple[str, ...]
    order: tuple[str, ...]
    left_out: tuple[str, ...]
    shaken: tuple[ShakenKey, ...]

    def text(self) -> str:
        """Say it in plain words."""
        lines = [f"The pass covers {', '.join(self.order)}."]
        lines += [f"Left out: {words}." for words in self.left_out]
        lines += [f"wrote {name}" for name in self.files]
        if self.shaken:
            lines.append("The passes no longer agree on sentences that these keys rest on:")
            lines += [f"  {key}" for key in self.shaken]
            lines.append("Look at each: swap the sentence, or mark the exercise contested, with weights.")
        else:
            lines.append("No key rests on a sentence on which the passes agreed before and differ now.")
        return "\n".join([*lines, "Then run: coursepack build"])


def add_pass(new: NewPass, course: Course) -> AddedPass:
    """Add a person's pass to a layer, and write votes and agreement anew.

    Raises ``CourseError`` with every fault that is found; then nothing in the pack has changed.
    """
    layer = load_layer(new.layer, course)
    raise_if_any(_faults(new, layer, course))
    coded = read_coding(new.source, layer, course)
    before = reference(layer.id, course) if has_reference(layer.id, course) else None
    files, after = _tried_out(_files(new, coded, course), new, course)
    shaken = shaken_keys(before, after, course) if before else ()
    _write({course.path(name): content for name, content in files.items()}, course)
    return AddedPass(tuple(files), coded.order, coded.left_out, shaken)


def _faults(new: NewPass, layer: Layer, course: Course) -> Iterator[Fault]:
    if not PASS_ID.fullmatch(new.id):
        yield Fault("--id", "", f'"{new.id}"', "small letters, digits and hyphens", "Choose another id.")
    elif has_reference(layer.id, course):
        known = [entry.id for entry in load_passes(layer.id, course)]
        if new.id in known:
            yield Fault(
                "--id", "", f'a second pass "{new.id}"', f"none of {', '.join(known)}", "Choose another."
            )
    if not new.statement.strip() or not " ".join(new.statement.split()).isprintable():
        expected = "who read and under which conditions, in plain words"
        yield Fault("--statement", "", "no plain words", expected, "Write a sentence.")
    if layer.has_attributions and new.attributions is None:
        expected = "--attributions FILE, the table of attributions"
        yield Fault("--attributions", "", "nothing", expected, f'The layer "{layer.id}" lists attributions.')
    if not layer.has_attributions and new.attributions is not None:
        remedy = "Leave --attributions out."
        yield Fault("--attributions", "", str(new.attributions), f'nothing: "{layer.id}" has none', remedy)
    if new.attributions is not None and not new.attributions.is_file():
        yield Fault(str(new.attributions), "", "no such file", "a CSV file", "Name the file.")


def _files(new: NewPass, coded: Coded, course: Course) -> Mapping[str, bytes]:
    """Return the files that a teacher would write by hand, by their path inside the pack."""
    place = folder(new.layer)
    files = {f"{place}/{new.id}-sentences.csv": coded.text.encode()}
    if new.attributions is not None:
        files[f"{place}/{new.id}-attributions.csv"] = new.attributions.read_bytes()
    path = course.path(place, LIST)
    old = path.read_bytes() if path.is_file() else HEAD.format(layer=new.layer).encode()
    # A string of JSON is one of TOML as well.
    values = {
        "id": new.id,
        "kind": str(PassKind.PERSON),
        "order": list(coded.order),
        "date": new.date.isoformat(),
        "codebook": new.layer,
        "statement": " ".join(new.statement.split()),
    }
    entry = ENTRY.format(**{name: json.dumps(value, ensure_ascii=False) for name, value in values.items()})
    entry = entry if old.endswith(b"\n") else f"\n{entry}"
    end = "\r\n" if b"\r\n" in old else "\n"
    return files | {f"{place}/{LIST}": old + entry.replace("\n", end).encode()}


def _tried_out(
    files: Mapping[str, bytes], new: NewPass, course: Course
) -> tuple[Mapping[str, bytes], Reference]:
    """Return all files, votes and agreement included, and the reference they give, from a copy of the layer."""
    place = folder(new.layer)
    with tempfile.TemporaryDirectory(prefix="coursepack-") as name:
        root = Path(name)
        shutil.copyfile(course.path(MARKER), root / MARKER)
        for part in (SEEDS, CODEBOOK, place):
            if course.path(part).is_dir():
                shutil.copytree(course.path(part), root / part, copy_function=shutil.copyfile)
        (root / place).mkdir(parents=True, exist_ok=True)
        for file, content in files.items():
            (root / file).write_bytes(content)
        copy = load_course(root)
        try:
            published = published_files(new.layer, copy)
            built = {file: text.encode() for file, text in published.items()}
            return {**files, **built}, reference(new.layer, copy)
        except CourseError as error:
            own = {
                f"{place}/{new.id}-sentences.csv": new.source,
                f"{place}/{new.id}-attributions.csv": new.attributions,
            }
            raise CourseError(
                replace(fault, file=str(own.get(fault.file) or fault.file)) for fault in error.faults
            ) from None


def _write(files: Mapping[Path, bytes], course: Course) -> None:
    """Put all files in place; if one cannot be written, put back what was there."""
    before = {path: path.read_bytes() if path.is_file() else None for path in files}
    beside = {path: path.with_name(f".{path.name}.new") for path in files}
    replaced: list[Path] = []
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            beside[path].write_bytes(content)
        for path, ready in beside.items():
            ready.replace(path)
            replaced.append(path)
    except OSError as error:
        for path in replaced:
            _restore(path, before[path])
        found = f"a file that cannot be written ({error.strerror or type(error).__name__})"
        where = course.name_of(Path(error.filename)) if error.filename else folder("")
        raise CourseError(
            Fault(where, "", found, "a folder in which files can be written", "Nothing was changed.")
        ) from error
    finally:
        for ready in beside.values():
            ready.unlink(missing_ok=True)


def _restore(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(content)
