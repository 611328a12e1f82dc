"""The verbs of this app."""

from programmes.actions.participants import (
    AlreadyAwayError,
    AlreadyTakesPartError,
    CohortClosedError,
    add_participant,
    move_participant,
    note_download,
    pause_participant,
    resume_participant,
    withdraw_participant,
)
from programmes.actions.programmes import (
    NameTakenError,
    add_cohort,
    create_programme,
    move_cohort_on,
)
from programmes.actions.team import LastLeadError, appoint_sponsor, join_team, leave_team

__all__ = [
    "AlreadyAwayError",
    "AlreadyTakesPartError",
    "CohortClosedError",
    "LastLeadError",
    "NameTakenError",
    "add_cohort",
    "add_participant",
    "appoint_sponsor",
    "create_programme",
    "join_team",
    "leave_team",
    "move_cohort_on",
    "move_participant",
    "note_download",
    "pause_participant",
    "resume_participant",
    "withdraw_participant",
]
