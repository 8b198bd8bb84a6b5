"""Knows that a scorer is given items of its own kind only, and fails loudly if not: never a silent zero."""

from __future__ import annotations

from typing import TypeVar

from coursepack.items.model import Item

Task = TypeVar("Task")


def task_of(item: Item, type_: type[Task]) -> Task:
    """Return the item's task; raise ``TypeError`` if it is of another type, a fault of ours."""
    if isinstance(item.task, type_):
        return item.task
    raise TypeError(f"{item.id}: {item.kind} has {type(item.task).__name__}, not {type_.__name__}")
