"""What the four questions of “Fresh and alive” were answered on a day, so that a trend is seen."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mentorship.common.privacy import Privacy
from programmes.models import Programme
from training.fresh.enums import Question


class FreshReading(models.Model):
    """So many of so many, on a day, for one of the four questions of a programme."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="fresh_readings"
    )
    question = models.CharField(max_length=20, choices=Question.choices)
    measured_on = models.DateField()
    count = models.PositiveIntegerField()
    of = models.PositiveIntegerField()

    privacy = Privacy(
        none=("id", "programme", "question", "measured_on", "count", "of"),
    )

    class Meta:
        """One a day for each question; the latest first."""

        verbose_name = _("reading of “Fresh and alive”")
        verbose_name_plural = _("readings of “Fresh and alive”")
        ordering = ("-measured_on", "question")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "question", "measured_on"), name="training_fresh_once"
            ),
            models.CheckConstraint(
                condition=Q(question__in=Question.values, of__gt=0, count__lte=F("of")),
                name="training_fresh_share",
            ),
        )

    def __str__(self) -> str:
        """Say how many of how many."""
        return f"{self.count} of {self.of}"
