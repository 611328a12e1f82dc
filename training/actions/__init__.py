"""The verbs of this app."""

from training.actions.attendance import TooEarlyError, record_attendance
from training.actions.catalogue import add_course
from training.actions.claims import (
    Learnt,
    OwnClaimError,
    accept_claim,
    claim_prior_learning,
    refuse_claim,
    withdraw_claim,
)
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
from training.actions.ledger import (
    OwnReviewError,
    credit_prior_learning,
    record_review,
    reverse_entry,
)
from training.actions.passes import PassUsedError, return_activity_pass, use_activity_pass
from training.actions.policies import PolicyChangedError, change_policy
from training.actions.practice import (
    Practice,
    note_all_practice,
    note_practice,
    take_back_practice,
)
from training.actions.series import SeriesChange, cancel_series, change_series, plan_series
from training.actions.session_hours import NotInProgrammeError, enter_hours
from training.actions.sessions import (
    ChangedMeanwhileError,
    SessionPlan,
    TooFewPlacesError,
    cancel_session,
    change_session,
    mark_held,
    plan_session,
)
from training.actions.standings import ensure_policies, refresh_standings
from training.actions.waivers import (
    OwnWaiverError,
    WaiverInForceError,
    give_waiver,
    revoke_waiver,
)

__all__ = [
    "ChangedMeanwhileError",
    "Learnt",
    "NotForThemError",
    "NotInProgrammeError",
    "OwnClaimError",
    "OwnReviewError",
    "OwnWaiverError",
    "PassUsedError",
    "PolicyChangedError",
    "Practice",
    "SeriesChange",
    "SessionClosedError",
    "SessionPlan",
    "TooEarlyError",
    "TooFewPlacesError",
    "WaiverInForceError",
    "accept_claim",
    "add_course",
    "apply_rules",
    "cancel_enrolment",
    "cancel_series",
    "cancel_session",
    "change_policy",
    "change_series",
    "change_session",
    "claim_prior_learning",
    "credit_prior_learning",
    "decline",
    "enrol",
    "enrol_several",
    "ensure_policies",
    "enter_hours",
    "give_waiver",
    "invite_to_session",
    "mark_held",
    "note_all_practice",
    "note_practice",
    "plan_series",
    "plan_session",
    "record_attendance",
    "record_review",
    "refresh_standings",
    "refuse_claim",
    "return_activity_pass",
    "reverse_entry",
    "revoke_waiver",
    "set_rule",
    "take_back_practice",
    "take_off_rule",
    "use_activity_pass",
    "withdraw_claim",
]
