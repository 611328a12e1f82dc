"""The nouns of this app."""

from programmes.models.calendar_feed import CalendarFeed
from programmes.models.charter import Charter
from programmes.models.closed_day import ClosedDay
from programmes.models.cohort import Cohort, CohortMove, Milestone, Phase
from programmes.models.ideal_mentor import Criterion, Expectation, IdealMentorProfile
from programmes.models.participant import Contribution, Participant, Pause, Profile
from programmes.models.policy import MessageText, ProgrammePolicy
from programmes.models.programme import Programme, Sponsorship, TeamMember
from programmes.models.recommendation import Recommendation
from programmes.models.sign_off import CharterReview, SignOff
from programmes.models.strategy import Indicator, IndicatorValue, Objective, StrategicGoal

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
    "Indicator",
    "IndicatorValue",
    "MessageText",
    "Milestone",
    "Objective",
    "Participant",
    "Pause",
    "Phase",
    "Profile",
    "Programme",
    "ProgrammePolicy",
    "Recommendation",
    "SignOff",
    "Sponsorship",
    "StrategicGoal",
    "TeamMember",
]
