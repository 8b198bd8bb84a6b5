"""Knows a copy of the real course to which a test may add a unit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coursepack.course import Course, load_course
from support import REPOSITORY


@pytest.fixture
def whole_course(tmp_path: Path) -> Course:
    folder = tmp_path / "whole"
    for name in ("cards", "codebook", "exercises", "solutions", "seeds"):
        shutil.copytree(REPOSITORY / name, folder / name, ignore=shutil.ignore_patterns("*.ipynb"))
    shutil.copy(REPOSITORY / "course.toml", folder)
    return load_course(folder)
