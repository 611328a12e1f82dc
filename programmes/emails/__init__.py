"""The messages that this app posts to the outbox, by noun."""

from programmes.emails.invitations import INVITATION, post_invitation, preview_invitation

__all__ = ["INVITATION", "post_invitation", "preview_invitation"]
