"""Notebooks and pages built from their sources, and the proof that they are fresh."""

from coursepack.build.products import build, check

__all__ = ["build", "check"]
