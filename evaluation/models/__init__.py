"""The nouns of this app."""

from evaluation.models.answer import (
    Answer,
    AnswerDraft,
    AnsweringTime,
    Receipt,
    RoomReceipt,
    SealedAnswer,
)
from evaluation.models.ask import AskReply, ReportAsk
from evaluation.models.budget import BurdenStep, SurveyBudget
from evaluation.models.call import Call
from evaluation.models.costing import Benefit, CohortComparison, CostBook, Spending, Uncounted
from evaluation.models.finding import Finding
from evaluation.models.instrument import Instrument, Item, Section
from evaluation.models.letter import ReportLetter
from evaluation.models.mirror import MirrorConsent
from evaluation.models.plan import WavePlan
from evaluation.models.portfolio import PortfolioSheet
from evaluation.models.published import PublishedGroup, PublishedRegister
from evaluation.models.readiness import ReadinessJudgement, ReadinessPack
from evaluation.models.report import Report, ReportFile, ReportVersion
from evaluation.models.schedule import ReportSchedule
from evaluation.models.summary import WaveSummary, WaveTally
from evaluation.models.wave import Wave, WaveDay

__all__ = [
    "Answer",
    "AnswerDraft",
    "AnsweringTime",
    "AskReply",
    "Benefit",
    "BurdenStep",
    "Call",
    "CohortComparison",
    "CostBook",
    "Finding",
    "Instrument",
    "Item",
    "MirrorConsent",
    "PortfolioSheet",
    "PublishedGroup",
    "PublishedRegister",
    "ReadinessJudgement",
    "ReadinessPack",
    "Receipt",
    "Report",
    "ReportAsk",
    "ReportFile",
    "ReportLetter",
    "ReportSchedule",
    "ReportVersion",
    "RoomReceipt",
    "SealedAnswer",
    "Section",
    "Spending",
    "SurveyBudget",
    "Uncounted",
    "Wave",
    "WaveDay",
    "WavePlan",
    "WaveSummary",
    "WaveTally",
]
