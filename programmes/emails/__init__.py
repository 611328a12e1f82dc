"""The messages that this app posts to the outbox, by noun."""

from programmes.emails.charters import CHARTER_REQUEST
from programmes.emails.decisions import APPEAL_ANSWER, DECISION
from programmes.emails.invitations import INVITATION, post_invitation, preview_invitation
from programmes.emails.notes import NOTE, post_note, preview_note

__all__ = ["CHARTER_REQUEST", "INVITATION", "post_invitation", "preview_invitation"]
__all__ = [
    "APPEAL_ANSWER",
    "DECISION",
    "INVITATION",
    "NOTE",
    "post_invitation",
    "post_note",
    "preview_invitation",
    "preview_note",
]
