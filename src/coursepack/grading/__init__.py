"""Grading: a folder of logs in; gradebook, feedback pages and a list of what could not be read out."""

from coursepack.grading.grades import GradeStatus
from coursepack.grading.report import GradingSummary
from coursepack.grading.row_by_row import Progress
from coursepack.grading.run import grade

__all__ = ["GradeStatus", "GradingSummary", "Progress", "grade"]
