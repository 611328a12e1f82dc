"""The messages that this app posts to the outbox, by noun."""

from programmes.emails.applications import APPLICATION_RECEIVED
from programmes.emails.charters import CHARTER_REQUEST
from programmes.emails.checks import CHECKS_ASKED
from programmes.emails.decisions import APPEAL_ANSWER, DECISION
from programmes.emails.ideal_mentor import ASKED_AGAIN
from programmes.emails.intake import NOMINATION
from programmes.emails.invitations import INVITATION, post_invitation, preview_invitation
from programmes.emails.notes import NOTE, post_note, preview_note
from programmes.emails.reviews import REVIEWS_ASSIGNED

__all__ = [
    "APPEAL_ANSWER",
    "APPLICATION_RECEIVED",
    "ASKED_AGAIN",
    "CHARTER_REQUEST",
    "CHECKS_ASKED",
    "DECISION",
    "INVITATION",
    "NOMINATION",
    "NOTE",
    "REVIEWS_ASSIGNED",
    "post_invitation",
    "post_note",
    "preview_invitation",
    "preview_note",
]
