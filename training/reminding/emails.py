"""The messages that remind of training, and the digest of them for coordinators."""

from django.utils.translation import gettext_lazy as _

from mentorship.notifications.enums import Category, Turn
from mentorship.notifications.kinds import MessageKind, register
from training.emails import REFRESHER_DUE

PREPARATION_DUE = register(
    MessageKind(
        name="training.preparation_due",
        title=_("Reminder to prepare before the match"),
        why=_("you have a place in this programme, which begins with a short training"),
        category=Category.TRAINING,
        is_reminder=True,
        is_open_to_coordinators=True,
    )
)
REMINDER_DIGEST = register(
    MessageKind(
        name="training.reminder_digest",
        title=_("The week’s digest of training that runs out"),
        why=_("you look after the training of this programme"),
        category=Category.TRAINING,
        is_reminder=True,
        turn=Turn.APART,
        is_open_to_coordinators=True,
    )
)

__all__ = ["PREPARATION_DUE", "REFRESHER_DUE", "REMINDER_DIGEST"]
