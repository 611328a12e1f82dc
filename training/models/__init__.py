"""The nouns of this app."""

from training.models.competency import Competency, Course
from training.models.currency import CurrencyPolicy, Standing
from training.models.ledger import LedgerEntry
from training.models.session import Attendance, Enrolment, Session

__all__ = [
    "Attendance",
    "Competency",
    "Course",
    "CurrencyPolicy",
    "Enrolment",
    "LedgerEntry",
    "Session",
    "Standing",
]
