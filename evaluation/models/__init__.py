"""The nouns of this app."""

from evaluation.models.answer import Answer, Receipt, SealedAnswer
from evaluation.models.instrument import Instrument, Item
from evaluation.models.report import Report, ReportFile, ReportSchedule
from evaluation.models.wave import Wave

__all__ = [
    "Answer",
    "Instrument",
    "Item",
    "Receipt",
    "Report",
    "ReportFile",
    "ReportSchedule",
    "SealedAnswer",
    "Wave",
]
