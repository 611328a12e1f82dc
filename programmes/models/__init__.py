"""The nouns of this app."""

from programmes.models.application import Answer, Application, Validation
from programmes.models.application_form import (
    ApplicationForm,
    ApplicationWindow,
    FormSection,
    Question,
)
from programmes.models.calendar_feed import CalendarFeed
from programmes.models.charter import Charter
from programmes.models.check import Check, CheckRequirement
from programmes.models.closed_day import ClosedDay
from programmes.models.cohort import Cohort, CohortMove, Milestone, Phase
from programmes.models.decision import Appeal, Decision
from programmes.models.endorsement import Endorsement
from programmes.models.ideal_mentor import Criterion, Expectation, IdealMentorProfile
from programmes.models.intake import EligibilityRule, IntakePolicy, WaitingPlace
from programmes.models.merge import Merge
from programmes.models.nomination import Nomination
from programmes.models.participant import Contribution, Participant, Pause
from programmes.models.policy import MessageText, ProgrammePolicy
from programmes.models.profile import Profile
from programmes.models.programme import Programme, Sponsorship, TeamMember
from programmes.models.put_off import PutOff
from programmes.models.recommendation import Recommendation, RecommendationReading
from programmes.models.review import Mark, Resolution, Review
from programmes.models.saved_view import SavedView
from programmes.models.selection_round import ConflictOfInterest, SampleApplication, SelectionRound
from programmes.models.sign_off import CharterReview, SignOff
from programmes.models.stored_file import StoredFile
from programmes.models.strategy import Indicator, IndicatorValue, Objective, StrategicGoal
from programmes.models.table_import import Import, ImportFile, ImportRow, RememberedWord

__all__ = [
    "Answer",
    "Appeal",
    "Application",
    "ApplicationForm",
    "ApplicationWindow",
    "CalendarFeed",
    "Charter",
    "CharterReview",
    "Check",
    "CheckRequirement",
    "ClosedDay",
    "Cohort",
    "CohortMove",
    "ConflictOfInterest",
    "Contribution",
    "Criterion",
    "Decision",
    "EligibilityRule",
    "Endorsement",
    "Expectation",
    "FormSection",
    "IdealMentorProfile",
    "Import",
    "ImportFile",
    "ImportRow",
    "Indicator",
    "IndicatorValue",
    "IntakePolicy",
    "Mark",
    "Merge",
    "MessageText",
    "Milestone",
    "Nomination",
    "Objective",
    "Participant",
    "Pause",
    "Phase",
    "Profile",
    "Programme",
    "ProgrammePolicy",
    "PutOff",
    "Question",
    "Recommendation",
    "RecommendationReading",
    "RememberedWord",
    "Resolution",
    "Review",
    "SampleApplication",
    "SavedView",
    "SelectionRound",
    "SignOff",
    "Sponsorship",
    "StoredFile",
    "StrategicGoal",
    "TeamMember",
    "Validation",
    "WaitingPlace",
]
