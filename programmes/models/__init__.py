"""The nouns of this app."""

from programmes.models.charter import Charter
from programmes.models.cohort import Cohort, Milestone, Phase
from programmes.models.ideal_mentor import Criterion, Expectation, IdealMentorProfile
from programmes.models.participant import Contribution, Participant, Pause, Profile
from programmes.models.policy import MessageText, ProgrammePolicy
from programmes.models.programme import Programme, Sponsorship, TeamMember
from programmes.models.recommendation import Recommendation
from programmes.models.strategy import Indicator, IndicatorValue, Objective, StrategicGoal
from programmes.models.table_import import Import, ImportFile, ImportRow, RememberedWord

__all__ = [
    "Charter",
    "Cohort",
    "Contribution",
    "Criterion",
    "Expectation",
    "IdealMentorProfile",
    "Import",
    "ImportFile",
    "ImportRow",
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
    "RememberedWord",
    "Sponsorship",
    "StrategicGoal",
    "TeamMember",
]
