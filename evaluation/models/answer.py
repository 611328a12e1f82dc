"""What was answered, kept apart from who answered wherever that was promised."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluation.models.wave import Wave
from mentorship.accounts.models import Person
from programmes.models import Participant


class Receipt(models.Model):
    """A person has answered a wave; written in a transaction before the answer's own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="receipts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="receipts")

    class Meta:
        """Once per wave; no time, so that nothing can be lined up with an answer."""

        constraints = (
            models.UniqueConstraint(fields=("wave", "person"), name="evaluation_receipt_once"),
        )

    def __str__(self) -> str:
        """Say for which wave."""
        return f"receipt for {self.wave_id}"


class SealedAnswer(models.Model):
    """An anonymous answer that waits, unread, for its wave to close."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="sealed_answers")
    values = models.JSONField()

    def __str__(self) -> str:
        """Give nothing away."""
        return str(_("a sealed answer"))


class Answer(models.Model):
    """One person's answers to one wave, by item key; anonymous ones arrive shuffled at closing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="answers")
    participant = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, related_name="answers", null=True, blank=True
    )
    values = models.JSONField()

    class Meta:
        """A participant answers a wave once."""

        constraints = (
            models.UniqueConstraint(
                fields=("wave", "participant"),
                condition=Q(participant__isnull=False),
                name="evaluation_answer_once",
            ),
        )

    def __str__(self) -> str:
        """Say for which wave."""
        return f"answer to {self.wave_id}"
