"""The nouns of this app."""

from evaluation.models.answer import (
    Answer,
    AnswerDraft,
    AnsweringTime,
    Receipt,
    RoomReceipt,
    SealedAnswer,
)
from evaluation.models.budget import BurdenStep, SurveyBudget
from evaluation.models.call import Call
from evaluation.models.instrument import Instrument, Item, Section
from evaluation.models.mirror import MirrorConsent
from evaluation.models.plan import WavePlan
from evaluation.models.portfolio import PortfolioSheet
from evaluation.models.published import PublishedGroup, PublishedRegister
from evaluation.models.report import Report, ReportFile, ReportSchedule, ReportVersion
from evaluation.models.summary import WaveSummary, WaveTally
from evaluation.models.wave import Wave, WaveDay

__all__ = [
    "Answer",
    "AnswerDraft",
    "AnsweringTime",
    "BurdenStep",
    "Call",
    "Instrument",
    "Item",
    "MirrorConsent",
    "PortfolioSheet",
    "PublishedGroup",
    "PublishedRegister",
    "Receipt",
    "Report",
    "ReportFile",
    "ReportSchedule",
    "ReportVersion",
    "RoomReceipt",
    "SealedAnswer",
    "Section",
    "SurveyBudget",
    "Wave",
    "WaveDay",
    "WavePlan",
    "WaveSummary",
    "WaveTally",
]
