"""Copies for a class: the pack without the solutions a teacher keeps back, and those solutions later on."""

from coursepack.release.archive import Released, release_copy, release_solutions

__all__ = ["Released", "release_copy", "release_solutions"]
