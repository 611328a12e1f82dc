"""A closed wave counted once, so that its page need not read every answer again."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluation.models.wave import Wave
from mentorship.common.privacy import Privacy


class WaveTally(models.Model):
    """How often a value was given to an item, in one department or (empty) in all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="tallies")
    item_key = models.SlugField(max_length=60)
    department = models.CharField(max_length=120, blank=True, default="")
    value = models.JSONField()
    count = models.PositiveIntegerField()

    privacy = Privacy(
        none=("id", "wave", "item_key", "department", "value", "count"),
    )

    class Meta:
        """One count for each."""

        verbose_name = _("count of a survey")
        verbose_name_plural = _("counts of surveys")
        constraints = (
            models.UniqueConstraint(
                fields=("wave", "item_key", "department", "value"), name="evaluation_tally_once"
            ),
        )

    def __str__(self) -> str:
        """Say how many."""
        return f"{self.count} of {self.item_key}"


class WaveSummary(models.Model):
    """Sums over the answers of a closed wave from which its figures are worked out."""

    wave = models.OneToOneField(
        Wave, on_delete=models.CASCADE, related_name="summary", primary_key=True
    )
    answers = models.PositiveIntegerField()
    # Of each subscale: how many answered all of it, and sums and products of its items.
    moments = models.JSONField(default=dict)
    # How many texts were written to each free question.
    texts = models.JSONField(default=dict)

    privacy = Privacy(
        none=("wave", "answers", "moments", "texts"),
    )

    class Meta:
        """What it is called."""

        verbose_name = _("summary of a survey")
        verbose_name_plural = _("summaries of surveys")

    def __str__(self) -> str:
        """Say how many answered."""
        return f"{self.answers} answers"
