"""Knows how the marking pages are served: to this computer only, under an address that nobody can guess."""

from __future__ import annotations

import hmac
import json
import secrets
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from coursepack.answers import NotSavedError
from coursepack.answers.untrusted import NotARecordError, read_table
from coursepack.grading.mark_desk import Desk, NotAMarkError
from coursepack.grading.mark_pages import MarkPages

HOME = "127.0.0.1"
MOST_BYTES = 64_000
"""In one mark that is sent; a comment of the greatest length takes half of it."""
SLOWEST = 60
"""Seconds that a connection may keep still."""
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class MarkServer(ThreadingHTTPServer):
    """Serves one desk on a port that the system chooses, until it is closed."""

    daemon_threads = True

    def __init__(self, desk: Desk) -> None:
        super().__init__((HOME, 0), _Handler)
        self.desk, self.token = desk, secrets.token_urlsafe(24)
        self.origin = f"http://{HOME}:{self.server_address[1]}"
        self.address = f"{self.origin}/{self.token}/"
        self.pages = MarkPages(desk, f"/{self.token}/")
        self.files = self.pages.files()
        self.thread = threading.Thread(target=self.serve_forever, daemon=True)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over a browser that left before it had read everything; anything else is a mistake of ours."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def wait(self) -> None:
        """Serve until the marker presses Ctrl+C."""
        with suppress(KeyboardInterrupt):
            while self.thread.is_alive():
                # With a time limit, because on Windows a wait without one cannot be interrupted.
                self.thread.join(0.5)


@contextmanager
def serving(desk: Desk) -> Iterator[MarkServer]:
    """Serve a desk in the background, and stop at the end."""
    server = MarkServer(desk)
    server.thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: MarkServer
    timeout = SLOWEST
    server_version = "coursepack"
    sys_version = ""

    def log_message(self, format: str, *_args: object) -> None:  # noqa: A002 (its name in the standard library)
        """Say nothing: addresses hold the token."""

    def do_GET(self) -> None:
        parts = self._parts()
        match parts:
            case [""]:
                self._send(HTTPStatus.OK, "text/html", self.server.pages.questions())
            case [name] if name in self.server.files:
                self._send(HTTPStatus.OK, *self.server.files[name])
            case [item, "open", after] if item in self.server.desk.questions and _place(after) is not None:
                found = self.server.desk.next_open(item, _place(after) or 0)
                self._redirect("" if found is None else f"{item}/{found + 1}")
            case [item, number] if self._has(item, number):
                self._send(
                    HTTPStatus.OK, "text/html", self.server.pages.answer(item, (_place(number) or 1) - 1)
                )
            case _:
                self._send(HTTPStatus.NOT_FOUND, "text/plain", b"There is no such page.")

    def do_POST(self) -> None:
        parts = self._parts()
        if parts is None or self.headers.get("Origin") != self.server.origin:
            self._refuse(HTTPStatus.FORBIDDEN, "This did not come from the marking page.")
        elif len(parts) != 2 or not self._has(*parts):  # noqa: PLR2004 (a question and a number)
            self._refuse(HTTPStatus.NOT_FOUND, "There is no such answer.")
        elif self.headers.get_content_type() != "application/json":
            self._refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "A mark is sent as JSON.")
        else:
            item, number = parts
            self._save(item, (_place(number) or 1) - 1)

    def _save(self, item: str, place: int) -> None:
        size = _place(self.headers.get("Content-Length", ""))
        if size is None or size > MOST_BYTES:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The comment is too long. Make it shorter.")
            return
        try:
            done = self.server.desk.save(item, place, read_table(self.rfile.read(size)))
        except (NotARecordError, NotAMarkError) as error:
            self._refuse(HTTPStatus.BAD_REQUEST, str(error))
        except NotSavedError as error:
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR, str(error))
        else:
            self._json(HTTPStatus.OK, {"saved": True, "marked": done.marked, "total": done.total})

    def _parts(self) -> list[str] | None:
        """Return the address behind the token.

        ``None`` for a stranger, who does not know it or the right host.
        """
        # A page of another host that points its name at this computer would send its own name.
        token, _, rest = self.path.partition("?")[0].removeprefix("/").partition("/")
        known = hmac.compare_digest(token.encode(), self.server.token.encode())
        host = self.headers.get("Host") == self.server.origin.removeprefix("http://")
        return rest.split("/") if known and host else None

    def _has(self, item: str, number: str) -> bool:
        place = _place(number)
        return place is not None and self.server.desk.has(item, place - 1)

    def _refuse(self, status: HTTPStatus, why: str) -> None:
        self.close_connection = True
        self._json(status, {"saved": False, "why": why})

    def _json(self, status: HTTPStatus, data: Mapping[str, Any]) -> None:
        self._send(status, "application/json", json.dumps(data).encode())

    def _redirect(self, rest: str) -> None:
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", f"/{self.server.token}/{rest}")
        self._end(b"")

    def _send(self, status: HTTPStatus, type_: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{type_}; charset=utf-8")
        self._end(content)

    def _end(self, content: bytes) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def _place(text: str) -> int | None:
    """Read a number of up to six digits; ``None`` for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else None  # noqa: PLR2004 (six digits)
