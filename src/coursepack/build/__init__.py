"""Notebooks and pages built from their sources, and the proof that they are fresh."""

from coursepack.build.products import build, check
from coursepack.build.view_bundle import make_view

__all__ = ["build", "check", "make_view"]
