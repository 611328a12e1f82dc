"""Which kinds of reminder a coordinator has seen before they went out."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Privacy
from programmes.models import Programme


class ReminderApprovalQuerySet(models.QuerySet["ReminderApproval"]):
    """Approvals, chainable."""

    def visible_to(self, person: Person) -> "ReminderApprovalQuerySet":
        """Return those of programmes whose training the person may see."""
        return self.filter(
            programme__in=Programme.objects.where_allowed(person, Permission.VIEW_TRAINING)
        )


class ReminderApproval(models.Model):
    """A coordinator read the first reminder of a kind in a programme, and lets it and others go."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="reminder_approvals"
    )
    # The reminder's declared name, such as "refresher of mentors, 60 days".
    name = models.CharField(max_length=80)
    approved_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    privacy = Privacy(
        none=("id", "programme", "name", "approved_at"),
        personal=("approved_by",),
    )

    objects = ReminderApprovalQuerySet.as_manager()

    class Meta:
        """Once for each kind."""

        verbose_name = _("approval of a reminder")
        verbose_name_plural = _("approvals of reminders")
        constraints = (
            models.UniqueConstraint(fields=("programme", "name"), name="training_approval_once"),
        )

    def __str__(self) -> str:
        """Return the kind's name."""
        return self.name
