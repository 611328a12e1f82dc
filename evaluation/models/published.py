"""Which groups' figures have been shown to people, so that no later one gives a hidden one away."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentorship.common.privacy import Privacy
from programmes.models import Programme


class PublishedRegister(models.Model):
    """What was shown of a programme's surveys is written down by one at a time.

    Each time something is shown for the first time the row changes, so that of two who look at once
    the second waits, and a transaction that sees an older state is turned away.
    """

    programme = models.OneToOneField(
        Programme, on_delete=models.CASCADE, related_name="published_register", primary_key=True
    )
    entries = models.PositiveIntegerField(default=0, db_default=0)

    privacy = Privacy(
        none=("programme", "entries"),
    )

    class Meta:
        """What it is called."""

        verbose_name = _("register of what was shown")
        verbose_name_plural = _("registers of what was shown")

    def __str__(self) -> str:
        """Say how often something was added."""
        return f"{self.entries} additions"


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
    # A question, or what is worked out from several; also one option of a question.
    item_key = models.CharField(max_length=130, blank=True)
    atoms = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    answers = models.PositiveIntegerField()
    where = models.CharField(_("shown"), max_length=120)
    first_shown_at = models.DateTimeField(auto_now_add=True)

    privacy = Privacy(
        none=(
            "id",
            "programme",
            "instrument_key",
            "item_key",
            "atoms",
            "fingerprint",
            "answers",
            "where",
            "first_shown_at",
        ),
    )

    class Meta:
        """Each group once."""

        verbose_name = _("group that was shown")
        verbose_name_plural = _("groups that were shown")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "instrument_key", "item_key", "fingerprint"),
                name="evaluation_published_once",
            ),
        )

    def __str__(self) -> str:
        """Say how large it is."""
        return f"{self.answers} answers"
