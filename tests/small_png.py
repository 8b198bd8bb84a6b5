"""Knows how a picture of a page becomes a small PNG file: sixteen colours, which a page hardly exceeds."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page

COLOURS = 16
NEAR = 24.0
"""Colours that are nearer to each other than this (in red, green and blue from 0 to 255) share a place."""
GREY = 16.0
"""So much between the strongest and the weakest of red, green and blue doubles the weight of a colour."""
SIGNATURE = b"\x89PNG\r\n\x1a\n"
PALETTE = 3
"""The colour type of a PNG whose pixels are places in a palette (PNG specification, third edition, 11.2.1)."""
DEPTH = 4
PIXELS = """async (data) => {
  const image = new Image();
  image.src = `data:image/png;base64,${data}`;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const bytes = context.getImageData(0, 0, image.width, image.height).data;
  const blob = new Blob([bytes]);
  const url = await new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(blob);
  });
  return { width: image.width, height: image.height, bytes: url.slice(url.indexOf(",") + 1) };
}"""

Pixels = NDArray[np.uint8]


def small_png(picture: bytes, page: Page) -> bytes:
    """Return the picture with at most sixteen colours; the page's browser reads the old one."""
    raw: dict[str, Any] = page.evaluate(PIXELS, base64.b64encode(picture).decode("ascii"))
    flat = np.frombuffer(base64.b64decode(raw["bytes"]), dtype=np.uint8).reshape(-1, 4)[:, :3]
    palette, places = _reduced(flat)
    return _encoded(places.reshape(raw["height"], raw["width"]), palette)


def _reduced(flat: Pixels) -> tuple[Pixels, Pixels]:
    """Return a palette of the commonest colours that differ, and the place of every pixel in it."""
    packed = (flat.astype(np.uint32) << (16, 8, 0)).sum(axis=1, dtype=np.uint32)
    codes, which, counts = np.unique(packed, return_inverse=True, return_counts=True)
    colours = ((codes[:, None] >> (16, 8, 0)) & 255).astype(np.uint8)
    known = colours.astype(np.float64)
    chosen: list[int] = []
    # A coloured line is small beside the ground, and tells more than another grey.
    weights = np.sqrt(counts) * (1 + np.ptp(known, axis=1) / GREY)
    for _ in range(min(COLOURS, len(colours))):
        chosen.append(int(np.argmax(weights)))
        distance = np.sqrt(((known - known[chosen[-1]]) ** 2).sum(axis=1))
        weights *= np.clip(distance / NEAR, 0, 1) ** 2
    palette = colours[chosen]
    gaps = ((known[:, None, :] - palette[None].astype(np.float64)) ** 2).sum(axis=2)
    return palette, gaps.argmin(axis=1).astype(np.uint8)[which.reshape(-1)]


def _encoded(places: Pixels, palette: Pixels) -> bytes:
    height, width = places.shape
    even = np.pad(places, ((0, 0), (0, width % 2)))
    packed = (even[:, 0::2] << DEPTH) | even[:, 1::2]
    # Every row begins with its filter: none.
    rows = np.pad(packed, ((0, 0), (1, 0)))
    head = struct.pack(">IIBBBBB", width, height, DEPTH, PALETTE, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", palette.tobytes()), (b"IDAT", zlib.compress(rows.tobytes(), 9)))
    return SIGNATURE + b"".join(_chunk(*part) for part in parts) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
