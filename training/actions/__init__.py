"""The verbs of this app."""

from training.actions.attendance import TooEarlyError, record_attendance
from training.actions.catalogue import add_course
from training.actions.enrolment_rules import (
    apply_rules,
    enrol_several,
    set_rule,
    take_off_rule,
)
from training.actions.enrolments import (
    NotForThemError,
    SessionClosedError,
    cancel_enrolment,
    decline,
    enrol,
)
from training.actions.invitations import invite_to_session
from training.actions.ledger import credit_prior_learning, reverse_entry
from training.actions.series import SeriesChange, cancel_series, change_series, plan_series
from training.actions.session_hours import NotInProgrammeError, enter_hours
from training.actions.sessions import (
    ChangedMeanwhileError,
    SessionPlan,
    TooFewPlacesError,
    cancel_session,
    change_session,
    keep_notes,
    mark_held,
    plan_session,
)
from training.actions.standings import ensure_policies, refresh_standings

__all__ = [
    "ChangedMeanwhileError",
    "NotForThemError",
    "NotInProgrammeError",
    "SeriesChange",
    "SessionClosedError",
    "SessionPlan",
    "TooEarlyError",
    "TooFewPlacesError",
    "add_course",
    "apply_rules",
    "cancel_enrolment",
    "cancel_series",
    "cancel_session",
    "change_series",
    "change_session",
    "credit_prior_learning",
    "decline",
    "enrol",
    "enrol_several",
    "ensure_policies",
    "enter_hours",
    "invite_to_session",
    "keep_notes",
    "mark_held",
    "plan_series",
    "plan_session",
    "record_attendance",
    "refresh_standings",
    "reverse_entry",
    "set_rule",
    "take_off_rule",
]
