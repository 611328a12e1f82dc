"""The switch that keeps all mail here."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.common.privacy import Privacy

THE_ONE = 1


class OutboxSwitch(models.Model):
    """The outbox's one switch: paused after a restore, until a person says that mail may leave."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE)
    is_paused = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    privacy = Privacy(
        none=("id", "is_paused", "changed_at"), personal=("changed_by",), content=("reason",)
    )

    class Meta:
        """There is one row, or none yet."""

        verbose_name = _("switch of the outbox")
        verbose_name_plural = _("switches of the outbox")
        constraints = (
            models.CheckConstraint(condition=Q(id=THE_ONE), name="notifications_switch_single"),
            models.CheckConstraint(
                condition=Q(is_paused=False) | ~Q(reason=""), name="notifications_switch_reason"
            ),
        )

    def __str__(self) -> str:
        """Say whether mail leaves."""
        return "paused" if self.is_paused else "running"
