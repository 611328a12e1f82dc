"""The verbs of this app."""

from mentorship.notifications.actions.addresses import resume_address
from mentorship.notifications.actions.outbox import (
    approve_message,
    cancel_message,
    hold_message,
    keep_waiting,
    let_go,
    pause_outbox,
    resume_outbox,
    send_again,
)
from mentorship.notifications.actions.posting import Enclosure, post
from mentorship.notifications.actions.preferences import set_preference, unsubscribe

__all__ = [
    "Enclosure",
    "approve_message",
    "cancel_message",
    "hold_message",
    "keep_waiting",
    "let_go",
    "pause_outbox",
    "post",
    "resume_address",
    "resume_outbox",
    "send_again",
    "set_preference",
    "unsubscribe",
]
