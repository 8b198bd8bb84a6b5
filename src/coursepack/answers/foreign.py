"""Knows what a file is that is no log: says so in a word that the person who asked for it understands."""

from __future__ import annotations

from collections.abc import Callable

ENOUGH = 4096
"""Bytes of the beginning that are looked at."""


def _begins(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda beginning: beginning.startswith(marks)


def _is_notebook(beginning: bytes) -> bool:
    # A notebook's text begins with its cells; a log's line is a record and has none.
    return beginning.startswith(b"{") and (b'"cells"' in beginning or b'"nbformat"' in beginning)


def _is_page(beginning: bytes) -> bool:
    return beginning[:500].lower().startswith((b"<!doctype html", b"<html", b"<head", b"<p>", b"<div"))


KINDS: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("a notebook", _is_notebook),
    ("a zip or an office document", _begins(b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")),
    ("a PDF", _begins(b"%PDF")),
    ("a picture", _begins(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")),
    ("a web page", _is_page),
)


def kind_of_file(beginning: bytes) -> str:
    """Return what a file is, as a noun with its article, from its first bytes.

    Nothing if it cannot be told.
    """
    text = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((noun for noun, fits in KINDS if fits(text)), "")
