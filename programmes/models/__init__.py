"""The nouns of this app."""

from programmes.models.calendar_feed import CalendarFeed
from programmes.models.charter import Charter
from programmes.models.closed_day import ClosedDay
from programmes.models.cohort import Cohort, CohortMove, Milestone, Phase
from programmes.models.ideal_mentor import Criterion, Expectation, IdealMentorProfile
from programmes.models.merge import Merge
from programmes.models.participant import Contribution, Participant, Pause
from programmes.models.policy import MessageText, ProgrammePolicy
from programmes.models.profile import Profile
from programmes.models.programme import Programme, Sponsorship, TeamMember
from programmes.models.put_off import PutOff
from programmes.models.recommendation import Recommendation
from programmes.models.saved_view import SavedView
from programmes.models.sign_off import CharterReview, SignOff
from programmes.models.strategy import Indicator, IndicatorValue, Objective, StrategicGoal
from programmes.models.table_import import Import, ImportFile, ImportRow, RememberedWord

__all__ = [
    "CalendarFeed",
    "Charter",
    "CharterReview",
    "ClosedDay",
    "Cohort",
    "CohortMove",
    "Contribution",
    "Criterion",
    "Expectation",
    "IdealMentorProfile",
    "Import",
    "ImportFile",
    "ImportRow",
    "Indicator",
    "IndicatorValue",
    "Merge",
    "MessageText",
    "Milestone",
    "Objective",
    "Participant",
    "Pause",
    "Phase",
    "Profile",
    "Programme",
    "ProgrammePolicy",
    "PutOff",
    "Recommendation",
    "RememberedWord",
    "SavedView",
    "SignOff",
    "Sponsorship",
    "StrategicGoal",
    "TeamMember",
]
