"""The five texts: articles, units with stable ids, offsets back into the raw files, residue told from text."""

from coursepack.texts.load import Texts, load_texts
from coursepack.texts.model import Article, Unit, UnitKind
from coursepack.texts.quotes import quotation_faults

__all__ = ["Article", "Texts", "Unit", "UnitKind", "load_texts", "quotation_faults"]
