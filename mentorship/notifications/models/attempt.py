"""One try to hand a message to the mail server."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.common.privacy import Keeping, Privacy
from mentorship.notifications.enums import AttemptOutcome
from mentorship.notifications.models.message import Message


class Attempt(models.Model):
    """One try to hand a message over, and what the mail server said."""

    id = models.BigAutoField(primary_key=True)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="tries")
    number = models.PositiveIntegerField()
    mail_id = models.CharField(max_length=255)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(
        max_length=12, choices=AttemptOutcome.choices, default=AttemptOutcome.UNDERWAY
    )
    reply = models.TextField(blank=True)

    privacy = Privacy(
        none=("id", "message", "number", "mail_id", "started_at", "ended_at", "outcome"),
        personal=("reply",),
        subjects=("message__recipient",),
        keeping=Keeping.MESSAGE,
        counted_from=("message__sent_at",),
    )

    class Meta:
        """In the order in which they happened; an end has an outcome."""

        verbose_name = _("try to deliver")
        verbose_name_plural = _("tries to deliver")
        ordering = ("message", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("message", "number"), name="notifications_attempt_number"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=AttemptOutcome.values),
                name="notifications_attempt_outcome",
            ),
            models.CheckConstraint(
                condition=Q(outcome=AttemptOutcome.UNDERWAY, ended_at__isnull=True)
                | Q(~Q(outcome=AttemptOutcome.UNDERWAY), ended_at__isnull=False),
                name="notifications_attempt_ended",
            ),
        )

    def __str__(self) -> str:
        """Say which try it was and how it ended."""
        return f"{self.number}: {self.outcome}"
