"""The codebook: layers, codes, rules and closed lists, read from ``codebook/*.toml``."""

from coursepack.codebook.load import layer_ids, load_layer, vocabulary
from coursepack.codebook.model import Code, Layer

__all__ = ["Code", "Layer", "layer_ids", "load_layer", "vocabulary"]
