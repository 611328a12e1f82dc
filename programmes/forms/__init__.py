"""What those who run a programme type in, by noun."""

from programmes.forms.days import DayInput
from programmes.forms.people import ParticipantForm, PauseForm, PersonForm, ReasonForm
from programmes.forms.programmes import CohortForm, MoveForm, ProgrammeForm
from programmes.forms.team import SponsorForm, TeamMemberForm

__all__ = [
    "CohortForm",
    "DayInput",
    "MoveForm",
    "ParticipantForm",
    "PauseForm",
    "PersonForm",
    "ProgrammeForm",
    "ReasonForm",
    "SponsorForm",
    "TeamMemberForm",
]
