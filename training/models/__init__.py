"""The nouns of this app."""

from training.models.agenda import (
    AgendaItem,
    CompetencyFigure,
    DecayFit,
    DecaySetting,
    RaisedReason,
    RefresherAgenda,
    SelfRating,
)
from training.models.claim import ActivityPass, PriorLearningClaim, Waiver
from training.models.community import Community, CommunityMember
from training.models.competency import Competency, CompetencyLevel
from training.models.course import Course, CourseMaterial, ModuleRun, QuizQuestion, QuizTry
from training.models.currency import CurrencyPolicy, Standing
from training.models.discussion import Discussion, PostReport, Reply, Resource, ResourceRating
from training.models.enrolment import Attendance, Enrolment
from training.models.fresh import FreshReading
from training.models.learning import Certificate, EnrolmentRule, SessionFeedback, SessionSeries
from training.models.ledger import LedgerEntry
from training.models.pathway import Pathway, PathwayStep, Shadowing
from training.models.peers import PeerMeeting, PeerPair
from training.models.reminding import ReminderApproval
from training.models.retention import CareCall, Departure, Recognition, ReturnIntent, ThankYou
from training.models.session import Session

__all__ = [
    "ActivityPass",
    "AgendaItem",
    "Attendance",
    "CareCall",
    "Certificate",
    "Community",
    "CommunityMember",
    "Competency",
    "CompetencyFigure",
    "CompetencyLevel",
    "Course",
    "CourseMaterial",
    "CurrencyPolicy",
    "DecayFit",
    "DecaySetting",
    "Departure",
    "Discussion",
    "Enrolment",
    "EnrolmentRule",
    "FreshReading",
    "LedgerEntry",
    "ModuleRun",
    "Pathway",
    "PathwayStep",
    "PeerMeeting",
    "PeerPair",
    "PostReport",
    "PriorLearningClaim",
    "QuizQuestion",
    "QuizTry",
    "RaisedReason",
    "Recognition",
    "RefresherAgenda",
    "ReminderApproval",
    "Reply",
    "Resource",
    "ResourceRating",
    "ReturnIntent",
    "SelfRating",
    "Session",
    "SessionFeedback",
    "SessionSeries",
    "Shadowing",
    "Standing",
    "ThankYou",
    "Waiver",
]
