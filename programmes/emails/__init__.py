"""The messages that this app posts to the outbox, by noun."""

from programmes.emails.charters import CHARTER_REQUEST
from programmes.emails.checks import CHECKS_ASKED
from programmes.emails.ideal_mentor import ASKED_AGAIN
from programmes.emails.invitations import INVITATION, post_invitation, preview_invitation
from programmes.emails.notes import NOTE, post_note, preview_note

__all__ = [
    "ASKED_AGAIN",
    "CHARTER_REQUEST",
    "CHECKS_ASKED",
    "INVITATION",
    "NOTE",
    "post_invitation",
    "post_note",
    "preview_invitation",
    "preview_note",
]
