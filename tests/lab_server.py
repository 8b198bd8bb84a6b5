"""Knows how a real JupyterLab is started on a copy of the pack, alone in its own folders, and driven by a page."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Request

from support import REPOSITORY

PARTS = ("seeds", "codebook", "cards", "exercises", "solutions", "notebooks", "course.toml")
SETTINGS = {
    "@jupyterlab/apputils-extension/notification.jupyterlab-settings": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
    "@jupyterlab/notebook-extension/tracker.jupyterlab-settings": {"windowingMode": "none"},
}
START_SECONDS = 60
WAIT_SECONDS = 120
"""How long JupyterLab may take for one step on a slow, shared machine."""


def copy_pack(folder: Path) -> Path:
    """Copy what a learner uses into ``folder`` and return it."""
    for name in PARTS:
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        elif source.exists():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, folder / name)
    return folder


class Lab:
    """A JupyterLab server over ``root``, and the requests that its pages made to other machines."""

    def __init__(self, root: Path, private: Path) -> None:
        self.root = root
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.foreign: list[str] = []
        settings = private / "settings"
        for name, values in SETTINGS.items():
            path = settings / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(values), encoding="utf-8")
        own = {
            "HOME": "home",
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
            "IPYTHONDIR": "ipython",
        }
        environment = {**os.environ, **{name: str(private / folder) for name, folder in own.items()}}
        environment.pop("COURSEPACK_ANSWERS", None)
        environment.pop("COURSEPACK_ROOT", None)
        self._output = (private / "server.log").open("wb")
        self._server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *self._flags()],
            env=environment,
            cwd=root,
            stdout=self._output,
            stderr=subprocess.STDOUT,
        )
        self._wait(private / "server.log")

    def _flags(self) -> list[str]:
        flags = [
            "--no-browser",
            "--ip=127.0.0.1",
            f"--ServerApp.port={self.port}",
            "--ServerApp.port_retries=0",
            "--IdentityProvider.token=",
            "--ServerApp.password=",
            f"--ServerApp.root_dir={self.root}",
            "--LabApp.expose_app_in_browser=True",
        ]
        return [*flags, "--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else flags

    def _wait(self, log: Path) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.address}/api", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                if self._server.poll() is not None:
                    break
                time.sleep(0.2)
        raise RuntimeError(
            f"JupyterLab did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-3000:]}"
        )

    def stop(self) -> None:
        """Stop the server and its kernels."""
        self._server.terminate()
        try:
            self._server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._server.kill()
        self._output.close()

    def context(self, browser: Browser, *, width: int = 1200) -> BrowserContext:
        """Return a fresh browser profile that notes every request to another machine."""
        context = browser.new_context(viewport={"width": width, "height": 1000})
        context.on("request", self._note)
        return context

    def _note(self, request: Request) -> None:
        if not request.url.startswith((self.address, self.address.replace("http", "ws"), "data:", "blob:")):
            self.foreign.append(request.url)

    def open(self, context: BrowserContext, path: str) -> Page:
        """Open a notebook and return when its kernel answers."""
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(f"{self.address}/lab/tree/{path}?reset")
        wait_for_kernel(page)
        return page


def wait_for_notebook(page: Page) -> None:
    """Wait until the notebook in front is loaded and has a kernel, busy or not."""
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    _until(
        page,
        "the notebook is loaded and has a kernel",
        "const here = window.jupyterapp?.shell?.currentWidget;"
        "return Boolean(here?.context?.isReady && here.sessionContext.session?.kernel);",
    )


def wait_for_kernel(page: Page) -> None:
    """Wait until the notebook in front is loaded and its kernel answers.

    The kernel is asked again and again: after a restart a first question can get lost, and JupyterLab's
    own promise then never ends.
    """
    wait_for_notebook(page)
    _until(
        page,
        "the kernel answers",
        """const { session, isReady } = window.jupyterapp.shell.currentWidget.sessionContext;
           if (!isReady || session?.kernel?.connectionStatus !== "connected") return false;
           const silence = new Promise((go) => setTimeout(go, 5000));
           return Boolean(await Promise.race([session.kernel.requestKernelInfo().catch(() => null), silence]));""",
    )


def _until(page: Page, what: str, asked: str) -> None:
    """Ask ``asked`` (the body of an asynchronous function) until it says yes; fail after ``WAIT_SECONDS``."""
    end = time.monotonic() + WAIT_SECONDS
    while not page.evaluate(f"async () => {{ {asked} }}"):
        if time.monotonic() > end:
            raise TimeoutError(f"Waited {WAIT_SECONDS} seconds, in vain, until {what}.")
        page.wait_for_timeout(100)


def _within_time(page: Page, promise: str) -> None:
    """Wait for a promise of JupyterLab; fail after ``WAIT_SECONDS``, since a page's own waiting has no end."""
    kept = page.evaluate(
        f"""async (limit) => await Promise.race([
              Promise.resolve({promise}).then(() => true),
              new Promise((go) => setTimeout(() => go(false), limit)),
            ])""",
        WAIT_SECONDS * 1000,
    )
    if not kept:
        raise TimeoutError(f"Waited {WAIT_SECONDS} seconds, in vain, for {promise}.")


def occupy(page: Page, seconds: int) -> None:
    """Keep the kernel and its comm threads busy, as a long computation without pause does."""
    code = f"import time\nend = time.monotonic() + {seconds}\nwhile time.monotonic() < end: sum(range(10**8))"
    page.evaluate(
        "(code) => { window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({ code }); }",
        code,
    )


def run_all(page: Page) -> None:
    """Run all cells and wait for the last one."""
    _within_time(page, "window.jupyterapp.commands.execute('notebook:run-all-cells')")


def restart(page: Page) -> None:
    """Restart the kernel without asking, and wait until it answers."""
    try:
        _within_time(page, "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    except TimeoutError:
        # The page can lose the news that the kernel is up again. A person would reload the page, too.
        page.reload()
    wait_for_kernel(page)


def save(page: Page) -> None:
    """Save the notebook, as Ctrl+S does, and wait until it is on disk."""
    _within_time(page, "window.jupyterapp.commands.execute('docmanager:save')")


def shut_down(page: Page) -> None:
    """Shut the kernel down for good, as after a crash that nothing starts again."""
    _within_time(page, "window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")


def start_again(page: Page) -> None:
    """Start a new kernel for the notebook in front, and wait until it answers."""
    _within_time(
        page, "window.jupyterapp.shell.currentWidget.sessionContext.changeKernel({ name: 'python3' })"
    )
    wait_for_kernel(page)
