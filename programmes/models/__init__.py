"""The nouns of this app."""

from programmes.models.cohort import Cohort, Phase
from programmes.models.participant import Contribution, Participant, Pause, Profile
from programmes.models.programme import Programme, Sponsorship, TeamMember

__all__ = [
    "Cohort",
    "Contribution",
    "Participant",
    "Pause",
    "Phase",
    "Profile",
    "Programme",
    "Sponsorship",
    "TeamMember",
]
