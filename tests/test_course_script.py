"""The script that everybody starts: the environment it makes, what it opens, what it checks."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import venv
from pathlib import Path
from types import ModuleType

import pytest

from support import REPOSITORY


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return ``course.py`` as a module that takes a folder of the test for the course."""
    found = importlib.util.spec_from_file_location("course_script", REPOSITORY / "course.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    _move_to(tmp_path / "the course", module, monkeypatch)
    module.ROOT.mkdir()
    return module


def _move_to(root: Path, module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    python = module.PYTHON.relative_to(module.ENVIRONMENT)
    monkeypatch.setattr(module, "ROOT", root)
    monkeypatch.setattr(module, "ENVIRONMENT", root / ".venv")
    monkeypatch.setattr(module, "PYTHON", root / ".venv" / python)


def _make_without_pip(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a real environment; only pip, which takes seconds, stays out."""
    create = venv.create

    def without_pip(*words: object, **options: object) -> None:
        create(*words, **{**options, "with_pip": False})  # type: ignore[arg-type] # passed on as they come

    with monkeypatch.context() as patched:
        patched.setattr(venv, "create", without_pip)
        module.make_environment()


def _steps(module: ModuleType, monkeypatch: pytest.MonkeyPatch, fails: str = "") -> list[str]:
    """Run the checks without starting them; return the program of each, the last one failing if it is ``fails``."""
    started: list[str] = []

    def run(*words: str, **_variables: str) -> int:
        started.append("nbval" if "--nbval" in words else words[1])
        return 3 if started[-1] == fails else 0

    monkeypatch.setattr(module, "install", lambda _requirements: None)
    monkeypatch.setattr(module, "run", run)
    assert module.test_course([]) == (3 if fails else 0)
    return started


def test_an_environment_is_used_again_where_it_was_made(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not script.is_made_here()
    _make_without_pip(script, monkeypatch)
    assert script.is_made_here()
    assert script.run("-c", "import sys; sys.exit(sys.prefix == sys.base_prefix)") == 0


def test_after_a_move_the_environment_is_made_anew(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    _make_without_pip(script, monkeypatch)
    moved = script.ROOT.rename(script.ROOT.with_name("moved"))
    _move_to(moved, script, monkeypatch)
    assert script.PYTHON.exists()
    assert not script.is_made_here()
    _make_without_pip(script, monkeypatch)
    assert script.is_made_here()


def test_an_environment_whose_python_is_gone_is_made_anew(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    _make_without_pip(script, monkeypatch)
    script.PYTHON.unlink()
    assert not script.is_made_here()
    _make_without_pip(script, monkeypatch)
    assert script.is_made_here()


@pytest.mark.parametrize(
    "error", [subprocess.CalledProcessError(1, "ensurepip"), PermissionError("not here")]
)
def test_an_environment_that_cannot_be_made_is_told_and_leaves_nothing_behind(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def create(folder: Path, **_options: object) -> None:
        folder.mkdir()
        raise error

    monkeypatch.setattr(venv, "create", create)
    with pytest.raises(SystemExit, match="python3-venv"):
        script.make_environment()
    assert not script.ENVIRONMENT.exists()


def test_an_installation_that_fails_is_told_and_tried_again_the_next_time(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("requirements.txt", "requirements-test.txt", "constraints.txt", "pyproject.toml"):
        (script.ROOT / name).write_text("", encoding="utf-8")
    codes = [1, 0]
    monkeypatch.setattr(script, "make_environment", lambda: script.ENVIRONMENT.mkdir(exist_ok=True))
    monkeypatch.setattr(script, "run", lambda *_words: codes.pop(0))
    with pytest.raises(SystemExit, match="network"):
        script.install("requirements.txt")
    script.install("requirements.txt")
    assert codes == []
    script.install("requirements.txt")  # A third call of pip would fail: nothing has changed.


def test_jupyterlab_sees_the_whole_course_not_only_the_folder_of_the_first_notebook(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[str, ...]] = []
    monkeypatch.setattr(script, "install", lambda _requirements: None)
    monkeypatch.setattr(script, "run", lambda *words: started.append(words))
    script.open_course(["--no-browser"])
    assert (REPOSITORY / script.START).is_file()
    assert set(started[0]) >= {script.START, f"--ServerApp.root_dir={script.ROOT}", "--no-browser"}


def test_a_whole_course_checks_everything_a_students_copy_what_it_holds(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _steps(script, monkeypatch) == ["pytest", "nbval"]
    (script.ROOT / "lessons").mkdir()
    assert _steps(script, monkeypatch) == ["ruff", "ruff", "mypy", "pytest", "coursepack", "nbval"]


def test_the_first_check_that_fails_ends_the_run(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    (script.ROOT / "lessons").mkdir()
    assert _steps(script, monkeypatch, fails="mypy") == ["ruff", "ruff", "mypy"]


@pytest.mark.parametrize("words", [[], ["opne"]])
def test_without_a_known_word_the_script_says_what_it_can_do(
    script: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["course.py", *words])
    assert script.main() == 2
    assert "course.py open" in capsys.readouterr().out


def test_an_older_python_is_told_in_words(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    assert script.main() == 2
    assert "needs Python 3.11 or newer" in capsys.readouterr().out


def test_what_is_installed_is_pinned() -> None:
    """The same versions for everybody, whenever they install."""
    lines = [
        line.strip()
        for name in ("requirements.txt", "requirements-test.txt", "constraints.txt")
        for line in (REPOSITORY / name).read_text(encoding="utf-8").splitlines()
    ]
    wanted = [line for line in lines if line and not line.startswith(("#", "-"))]
    assert [line for line in wanted if not re.fullmatch(r"[\w.-]+==[\w.]+(?: *;.+)?", line)] == []
    assert re.search(
        r'^requires = \["hatchling==[\d.]+"\]$',
        (REPOSITORY / "pyproject.toml").read_text("utf-8"),
        re.MULTILINE,
    )
