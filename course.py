"""Opens the course, or checks it: the only script a teacher or a student starts.

    python3 course.py open        make the environment, install, open JupyterLab
    python3 course.py test        make the environment, install, run all checks
    python3 course.py test fast   the same without those that need a browser

On Windows write py in place of python3. Needs Python 3.11 or newer and nothing else.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
START = "notebooks/00-start-here.ipynb"
OLDEST = (3, 11)
IN_TWO = ("-n", "2", "--dist", "loadfile")
"""Two processes at once; the cells of one notebook and the tests of one file stay together."""
NBVAL = ("--nbval", "--nbval-current-env", "-p", "no:cacheprovider")


def main() -> int:
    """Do what the first word of the command line says."""
    if sys.version_info < OLDEST:
        print(f"This course needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}.")
        print("Install a newer Python from python.org and start again.")
        return 2
    commands = {"open": open_course, "test": test_course}
    command, *words = sys.argv[1:] or [""]
    if command not in commands:
        print(__doc__)
        return 2
    return commands[command](words)


def open_course(words: list[str]) -> int:
    """Open JupyterLab on the first notebook; further words go to JupyterLab as they are."""
    install("requirements.txt")
    # Left to itself, JupyterLab takes the notebook's folder for the whole course: no exercise could be opened from it.
    return run("-m", "jupyter", "lab", START, f"--ServerApp.root_dir={ROOT}", *words)


def test_course(words: list[str]) -> int:
    """Run every check in turn; stop at the first that fails. ``fast`` leaves out the browser.

    A student's copy has no sources to check, only what a student works with.
    """
    install("requirements-test.txt")
    browser = ["-m", "not browser"] if "fast" in words else []
    steps = [
        ("the style of the code", ["-m", "ruff", "check", "."]),
        ("the format of the code", ["-m", "ruff", "format", "--check", "."]),
        ("the types of the code", ["-m", "mypy"]),
        ("the tests", ["-m", "pytest", *IN_TWO, *browser]),
        ("whether the notebooks are fresh", ["-m", "coursepack", "build", "--check"]),
        ("every stored output of every notebook", ["-m", "pytest", *NBVAL, *IN_TWO, *notebooks()]),
    ]
    if not (ROOT / "lessons").is_dir():
        print("This is a student's copy: it checks its texts, its answers file and its notebooks.")
        steps = [(name, step) for name, step in steps if step[1] == "pytest"]
    for name, step in steps:
        print(f"\n=== Checking {name}", flush=True)
        code = run(*step, COURSEPACK_ANSWERS="nobody")
        if code:
            print(f"\nFailed: {name}. The lines above say what to do.")
            return code
    print("\nAll checks passed.")
    return 0


def notebooks() -> list[str]:
    """Return all notebooks of the course, from its folder."""
    folders = ("notebooks", "exercises", "solutions")
    return [
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in sorted((ROOT / folder).glob("*.ipynb"))
    ]


def install(requirements: str) -> None:
    """Make the environment if there is none for this place, and install what has changed since the last time."""
    if not is_made_here():
        make_environment()
    wanted = hashlib.sha256(
        b"".join(
            (ROOT / name).read_bytes()
            for name in ("requirements.txt", "requirements-test.txt", "constraints.txt", "pyproject.toml")
        )
    ).hexdigest()
    stamp = ENVIRONMENT / f"installed-{Path(requirements).stem}"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print("Installing what the course needs; the first time this takes some minutes ...", flush=True)
    if run("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements):
        sys.exit(
            "The installation failed. The lines above say why; a missing network is the usual reason.\n"
            "Start the same line again: what is there already is kept."
        )
    stamp.write_text(wanted, encoding="utf-8")


def is_made_here() -> bool:
    """Say whether there is an environment that was made for this folder.

    Its programs hold the address of the folder: after a move or a change of name none of them starts.
    """
    try:
        made_by = (ENVIRONMENT / "pyvenv.cfg").read_text(encoding="utf-8")
    except OSError:
        return False
    # Python notes down the command that made it, and with it the folder.
    commands = [line for line in made_by.splitlines() if line.startswith("command")]
    return PYTHON.exists() and all(str(ENVIRONMENT) in line for line in commands)


def make_environment() -> None:
    """Make the environment anew; half of one is taken away again."""
    print("Making the environment (once) ...", flush=True)
    made = False
    try:
        # Links, as ``python -m venv`` makes them: a copy of some builds of Python does not find its own library.
        venv.create(ENVIRONMENT, clear=True, symlinks=os.name != "nt", with_pip=True)
        made = True
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(
            f"The environment could not be made: {error}\n"
            "On Debian or Ubuntu a part of Python may be missing: sudo apt install python3-venv\n"
            "Otherwise put the course into a folder in which you may write, such as Documents, "
            "close JupyterLab if it is open, and start again."
        )
    finally:
        if not made:
            shutil.rmtree(ENVIRONMENT, ignore_errors=True)


def run(*words: str, **variables: str) -> int:
    """Run the environment's Python in the course's folder; return its exit code."""
    with subprocess.Popen([str(PYTHON), *words], cwd=ROOT, env={**os.environ, **variables}) as started:
        while True:
            try:
                return started.wait()
            except KeyboardInterrupt:
                # Ctrl+C reaches the program too, and JupyterLab asks first whether it shall stop: let it end by itself.
                continue


if __name__ == "__main__":
    sys.exit(main())
