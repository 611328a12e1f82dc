"""The verbs of this app."""

from training.actions.attendance import TooEarlyError, record_attendance
from training.actions.catalogue import add_course
from training.actions.enrolments import (
    NotForThemError,
    SessionClosedError,
    cancel_enrolment,
    enrol,
)
from training.actions.invitations import invite_to_session
from training.actions.ledger import credit_prior_learning, reverse_entry
from training.actions.session_hours import NotInProgrammeError, enter_hours
from training.actions.sessions import SessionPlan, cancel_session, mark_held, plan_session
from training.actions.standings import ensure_policies, refresh_standings

__all__ = [
    "NotForThemError",
    "NotInProgrammeError",
    "SessionClosedError",
    "SessionPlan",
    "TooEarlyError",
    "add_course",
    "cancel_enrolment",
    "cancel_session",
    "credit_prior_learning",
    "enrol",
    "ensure_policies",
    "enter_hours",
    "invite_to_session",
    "mark_held",
    "plan_session",
    "record_attendance",
    "refresh_standings",
    "reverse_entry",
]
