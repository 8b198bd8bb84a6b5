"""Grading: a folder of logs in; gradebook, feedback pages and a list of what could not be read out."""

from coursepack.grading.marking import GradeStatus
from coursepack.grading.report import GradingSummary
from coursepack.grading.run import Progress, grade

__all__ = ["GradeStatus", "GradingSummary", "Progress", "grade"]
