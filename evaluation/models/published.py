"""Which groups' figures have been shown to people, so that no later one gives a hidden one away."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models import Programme


class PublishedGroup(models.Model):
    """The figures of some answers together have been shown.

    `atoms` are the smallest parts the group consists of, sorted: ids of waves, each with a
    department where answers are broken down by it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="published_groups"
    )
    instrument_key = models.SlugField(max_length=60)
    item_key = models.SlugField(max_length=60, blank=True)
    atoms = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    answers = models.PositiveIntegerField()
    where = models.CharField(_("shown"), max_length=120)
    first_shown_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Each group once."""

        constraints = (
            models.UniqueConstraint(
                fields=("programme", "instrument_key", "item_key", "fingerprint"),
                name="evaluation_published_once",
            ),
        )

    def __str__(self) -> str:
        """Say how large it is."""
        return f"{self.answers} answers"
