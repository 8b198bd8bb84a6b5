"""Exchange with question banks: units go out as Moodle GIFT, GIFT and quizzes of jupyterquiz come in as units."""

from coursepack.exchange.export import Exported, export_gift
from coursepack.exchange.importing import BroughtIn, bring_in

__all__ = ["BroughtIn", "Exported", "bring_in", "export_gift"]
