"""The verbs of this app."""

from training.actions.attendance import NotInProgrammeError, TooEarlyError, record_attendance
from training.actions.catalogue import add_course
from training.actions.claims import (
    Learnt,
    OwnClaimError,
    accept_claim,
    claim_prior_learning,
    refuse_claim,
    withdraw_claim,
)
from training.actions.enrolments import (
    NotForThemError,
    SessionClosedError,
    cancel_enrolment,
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
from training.actions.sessions import SessionPlan, cancel_session, mark_held, plan_session
from training.actions.standings import ensure_policies, refresh_standings
from training.actions.waivers import (
    OwnWaiverError,
    WaiverInForceError,
    give_waiver,
    revoke_waiver,
)

__all__ = [
    "Learnt",
    "NotForThemError",
    "NotInProgrammeError",
    "OwnClaimError",
    "OwnReviewError",
    "OwnWaiverError",
    "PassUsedError",
    "PolicyChangedError",
    "Practice",
    "SessionClosedError",
    "SessionPlan",
    "TooEarlyError",
    "WaiverInForceError",
    "accept_claim",
    "add_course",
    "cancel_enrolment",
    "cancel_session",
    "change_policy",
    "claim_prior_learning",
    "credit_prior_learning",
    "enrol",
    "ensure_policies",
    "give_waiver",
    "invite_to_session",
    "mark_held",
    "note_all_practice",
    "note_practice",
    "plan_session",
    "record_attendance",
    "record_review",
    "refresh_standings",
    "refuse_claim",
    "return_activity_pass",
    "reverse_entry",
    "revoke_waiver",
    "take_back_practice",
    "use_activity_pass",
    "withdraw_claim",
]
