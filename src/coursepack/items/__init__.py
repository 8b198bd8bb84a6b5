"""Items and keys: what is asked (``exercises/``) and what only a grader knows (``solutions/``), joined by id."""

from coursepack.items.keys import Key, KeyBank
from coursepack.items.load import find_item, load_items
from coursepack.items.load_keys import has_keys, load_keys
from coursepack.items.model import Item, ItemBank, Kind

__all__ = ["Item", "ItemBank", "Key", "KeyBank", "Kind", "find_item", "has_keys", "load_items", "load_keys"]
